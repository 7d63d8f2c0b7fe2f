// What `invoke` is asked to do: its options, read and checked.
import { readFileSync } from 'node:fs'
import type { Readable } from 'node:stream'
import { resolve } from 'node:path'
import { parseFunctionName } from '../invoke-api/function-name.ts'
import { UsageProblem, type Values } from './command.ts'
import type { Wanted } from './find-playground.ts'
import { givenValues, projectOptions } from './project-options.ts'
import { wholeNumber } from './read-options.ts'

export const invokeOptions = {
  event: {
    type: 'string',
    short: 'e',
    value: 'FILE',
    help: 'the event, as JSON; - reads it from standard input (an empty event)',
    complete: 'file',
  },
  'no-event': { type: 'boolean', help: 'an empty event, {}' },
  qualifier: { type: 'string', value: 'V', help: 'a version or an alias' },
  'client-context': { type: 'string', value: 'FILE', help: 'the client context, as JSON', complete: 'file' },
  'tenant-id': { type: 'string', value: 'ID', help: 'the tenant, of a function that keeps tenants apart' },
  async: { type: 'boolean', help: 'as an asynchronous event; a playground of its own goes on until it is over' },
  stream: { type: 'boolean', help: 'take the response in pieces, and write them as they come' },
  timeout: { type: 'string', value: 'SECONDS', help: 'give up where there is no answer by then' },
  count: { type: 'string', value: 'N', help: 'so many invocations (as many as --concurrency)', under: 'Many' },
  concurrency: { type: 'string', value: 'N', help: 'so many at a time (1)', under: 'Many' },
  cold: { type: 'boolean', help: 'each in a new environment', under: 'Many' },
  json: {
    type: 'boolean',
    help: 'print all that is known as JSON: results, logs, figures, exchanges',
    under: 'What is written',
  },
  sequence: {
    type: 'boolean',
    short: 's',
    help: 'draw the conversation on standard error, with a lane for each participant',
    under: 'What is written',
  },
  'log-file': {
    type: 'string',
    short: 'l',
    value: 'FILE',
    help: "add the function's log to a file, not to standard error",
    complete: 'file',
    under: 'What is written',
  },
  journal: {
    type: 'string',
    value: 'FILE',
    help: 'keep the journal of the playground, an entry a line',
    complete: 'file',
    under: 'What is written',
  },
  quiet: { type: 'boolean', short: 'q', help: 'no log, and nothing but errors', under: 'What is written' },
  folder: {
    type: 'string',
    value: 'DIR',
    help: 'the folder of the function or project (the current one)',
    complete: 'folder',
    under: 'Where the function is',
  },
  template: { ...projectOptions.template, under: 'Where the function is' },
  'env-vars': { ...projectOptions['env-vars'], under: 'Where the function is' },
  'parameter-overrides': { ...projectOptions['parameter-overrides'], under: 'Where the function is' },
  'data-dir': {
    type: 'string',
    value: 'DIR',
    help: 'the data directory of the playground to ask; where none uses it, what\nhappens is kept there',
    complete: 'folder',
    under: 'Where the function is',
  },
  new: { type: 'boolean', help: 'in a playground of its own, whichever runs', under: 'Where the function is' },
} as const

export type InvokeValues = Values<typeof invokeOptions>

export type InvokePlan = {
  wanted: Wanted
  event: string
  qualifier: string | undefined
  clientContext: string | undefined
  tenantId: string | undefined
  type: 'RequestResponse' | 'Event'
  stream: boolean
  timeoutMs: number | undefined
  count: number
  concurrency: number
  cold: boolean
}

/** Throws a UsageProblem. `folder`: what files are relative to. */
export async function invokePlanOf(
  values: InvokeValues,
  words: readonly string[],
  folder: string,
  input: Readable,
): Promise<InvokePlan> {
  const [name, extra] = words
  if (extra !== undefined)
    throw new UsageProblem(
      `${JSON.stringify(extra)} is too much: give one function's name. An event is given with -e FILE.`,
    )
  for (const [one, other] of [
    ['event', 'no-event'],
    ['async', 'stream'],
    ['folder', 'template'],
  ] as const)
    if (values[one] !== undefined && values[other] !== undefined)
      throw new UsageProblem(`--${one} and --${other} do not go together. Give one of them.`)
  const concurrency = wholeNumber('concurrency', values.concurrency ?? '1', 1, 1000)
  const count = wholeNumber('count', values.count ?? String(concurrency), 1, 100_000)
  if (values.stream === true && concurrency > 1)
    throw new UsageProblem('--stream writes one answer after the other: leave --concurrency out.')
  const given = givenValues(values)
  return {
    wanted: {
      ...given,
      name,
      given: values.template ?? values.folder,
      dataFolder: values['data-dir'],
      own: values.new === true || Object.keys(given).length > 0,
    },
    event: values.event === undefined ? '{}' : await jsonIn('event', values.event, folder, input),
    qualifier: values.qualifier ?? (name === undefined ? undefined : parseFunctionName(name)?.qualifier),
    clientContext:
      values['client-context'] === undefined
        ? undefined
        : await jsonIn('client-context', values['client-context'], folder, input),
    tenantId: values['tenant-id'],
    type: values.async === true ? 'Event' : 'RequestResponse',
    stream: values.stream === true,
    timeoutMs: values.timeout === undefined ? undefined : wholeNumber('timeout', values.timeout, 1, 86_400) * 1000,
    count,
    concurrency: Math.min(count, concurrency),
    cold: values.cold === true,
  }
}

async function jsonIn(flag: string, file: string, folder: string, input: Readable): Promise<string> {
  let text: string
  try {
    text = file === '-' ? await textOf(input) : readFileSync(resolve(folder, file), 'utf8')
  } catch (problem) {
    throw new UsageProblem(`--${flag} ${file} cannot be read (${messageOf(problem)}).`)
  }
  const where = file === '-' ? 'Standard input' : file
  if (text.trim() === '') throw new UsageProblem(`${where} is empty. Give JSON, or --no-event for an empty event.`)
  try {
    JSON.parse(text)
  } catch (problem) {
    throw new UsageProblem(`${where} is no JSON: ${messageOf(problem)}.`)
  }
  return text
}

async function textOf(input: Readable): Promise<string> {
  const pieces: Buffer[] = []
  for await (const piece of input as AsyncIterable<Buffer | string>) pieces.push(Buffer.from(piece))
  return Buffer.concat(pieces).toString()
}

function messageOf(problem: unknown): string {
  return problem instanceof Error ? problem.message : String(problem)
}
