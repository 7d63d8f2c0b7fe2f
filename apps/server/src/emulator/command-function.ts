// The function that a command is: its settings are variables of this process, with the official emulator's names and defaults.
import { statSync } from 'node:fs'
import { join } from 'node:path'
import {
  defaultCalling,
  defaultExecution,
  functionNamePattern,
  latestVersion,
  type FunctionDefinition,
} from '@playground/protocol'
import { StartProblem } from '../config.ts'
import type { EmulatorOptions } from './emulator-options.ts'

export type CommandInput = {
  /** The command line; empty: a bootstrap in one of the usual places. */
  words: readonly string[]
  /** The working directory. */
  folder: string
  variables: NodeJS.ProcessEnv
  /** Environments at one time. */
  concurrency: number
  initCaching: boolean
  /** Where layers would be: external extensions are the files in its `extensions`. */
  opt?: string
}

/** The path in the official emulator's address, whatever the function is called. */
const usualAlias = 'function'
/** Seconds: what a timer can wait. */
const longestTimeout = 2_147_483
const mostAtOneTime = 10_000

/** Throws a StartProblem where a variable is not what it has to be. */
export function commandFunction(input: CommandInput): EmulatorOptions['function'] {
  const { words, folder, variables, concurrency, initCaching, opt = '/opt' } = input
  const name = variables['AWS_LAMBDA_FUNCTION_NAME'] || 'test_function'
  if (!functionNamePattern.test(name))
    throw new StartProblem(
      `AWS_LAMBDA_FUNCTION_NAME is ${JSON.stringify(name)}: a function’s name is 1 to 64 letters, digits, hyphens or underscores.`,
    )
  const timeoutSeconds = wholeOf(variables, 'AWS_LAMBDA_FUNCTION_TIMEOUT', 300, longestTimeout)
  const memoryMb = wholeOf(variables, 'AWS_LAMBDA_FUNCTION_MEMORY_SIZE', 3008, 1_000_000)
  const several = variables['AWS_LAMBDA_MAX_CONCURRENCY']
    ? wholeOf(variables, 'AWS_LAMBDA_MAX_CONCURRENCY', 1, mostAtOneTime)
    : undefined
  const handler = variables['AWS_LAMBDA_FUNCTION_HANDLER'] || variables['_HANDLER'] || words.slice(1).at(-1)
  const json =
    (variables['AWS_LAMBDA_LOG_FORMAT'] || (several === undefined ? 'text' : 'json')).toUpperCase() === 'JSON'
  const version = variables['AWS_LAMBDA_FUNCTION_VERSION'] || latestVersion
  const definition: FunctionDefinition = {
    name,
    ...(version === latestVersion ? {} : { version }),
    origin: 'managed',
    shipped: false,
    command: words.length > 0 ? { words: [...words], folder } : usualBootstrap(folder, several !== undefined),
    runtime: 'provided',
    ...(handler === undefined ? {} : { handler }),
    timeoutSeconds,
    memoryMb,
    concurrency,
    execution: {
      ...defaultExecution,
      layers: [opt],
      // Whatever else its container does with its processes, it finds them running.
      freeze: false,
      logFormat: json ? 'JSON' : 'Text',
      ...(several === undefined ? { snapStart: initCaching } : { maxConcurrency: several }),
    },
    calling: defaultCalling,
    variables: [],
    problems: [],
    notes: [],
  }
  return {
    definition,
    aliases: [usualAlias],
    variables: {
      AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${name}`,
      AWS_LAMBDA_FUNCTION_VERSION: latestVersion,
      ...given(variables),
      AWS_LAMBDA_FUNCTION_NAME: name,
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(memoryMb),
    },
  }
}

/** Where a bootstrap is looked for when there is no command, in the official emulator's order, which is another for several at one time. */
function bootstrapPlaces(folder: string, several: boolean): string[] {
  return several
    ? [join(folder, 'bootstrap'), '/var/runtime/bootstrap', '/var/task/bootstrap', '/opt/bootstrap']
    : ['/var/task/bootstrap', '/opt/bootstrap', '/var/runtime/bootstrap']
}

/** That none of them is there is told by the first invocation. */
function usualBootstrap(folder: string, several: boolean): { words: string[]; folder: string } {
  const places = bootstrapPlaces(folder, several)
  const found = places.find((place) => statSync(place, { throwIfNoEntry: false })?.isFile() === true)
  return { words: [found ?? places[0]!], folder: several ? folder : '/var/task' }
}

function wholeOf(variables: NodeJS.ProcessEnv, name: string, otherwise: number, most: number): number {
  const text = variables[name]
  if (!text) return otherwise
  const value = Number(text)
  if (/^\d+$/.test(text) && value >= 1 && value <= most) return value
  throw new StartProblem(`${name} is ${JSON.stringify(text)}: it has to be a whole number from 1 to ${most}.`)
}

function given(variables: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(Object.entries(variables).filter((one): one is [string, string] => one[1] !== undefined))
}
