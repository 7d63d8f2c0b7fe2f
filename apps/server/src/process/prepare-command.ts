// What is settled before a command is started as a runtime (emulator mode): everything stays as this process was given it.
import { accessSync, constants, statSync } from 'node:fs'
import { delimiter, resolve } from 'node:path'
import type { FunctionDefinition } from '@playground/protocol'
import type { ProcessStart, StartFailure } from '../environment/ports.ts'
import { markVariable } from './mark.ts'
import { isFolder } from './places.ts'
import type { Prepared } from './prepare.ts'
import { problemWith, type Subject } from './program-file.ts'

/** `inherited`: the variables that it gets whatever happens; `home`: the environment's own folder, which marks its processes. */
export function prepareCommand(
  start: ProcessStart,
  { words, folder }: NonNullable<FunctionDefinition['command']>,
  inherited: Record<string, string>,
  home: string,
): Prepared | StartFailure {
  const { program } = start
  const [word, ...args] = program.kind === 'runtime' ? words : [program.file]
  const subject: Subject =
    program.kind === 'runtime'
      ? { errorType: 'Runtime.InvalidEntrypoint', name: `the command ${word}` }
      : { errorType: 'Extension.LaunchError', name: `the extension ${program.name}` }
  if (!isFolder(folder))
    return {
      errorType: program.kind === 'runtime' ? 'Runtime.InvalidWorkingDir' : subject.errorType,
      message: `chdir ${folder}: no such file or directory`,
      help: `The working directory ${folder} is not here.`,
    }
  const file = findProgram(word!, folder, inherited['PATH'] ?? '')
  if (file === undefined)
    return {
      errorType: subject.errorType,
      message: `exec: ${JSON.stringify(word)}: executable file not found in $PATH`,
      help: `There is no program ${word} in any folder of PATH. Give its path, or add its folder to PATH.`,
    }
  const problem = problemWith(file, subject)
  if (problem !== undefined) return problem
  // Started by the word itself, so that it finds its name as it was typed.
  const variables = { ...variablesOf(start, inherited), [markVariable]: home }
  return {
    file: word!,
    args,
    folder,
    variables,
    frames: false,
    debuggable: false,
    program: file,
    subject,
    shown: { command: [word!, ...args], folder, variables },
  }
}

/** What Lambda says of itself wins over what was inherited; an extension gets nothing that is the runtime's alone. */
function variablesOf(start: ProcessStart, inherited: Record<string, string>): Record<string, string> {
  const { definition, program, runtimeApi, logStream, initializationType } = start
  const given = {
    AWS_LAMBDA_LOG_STREAM_NAME: logStream,
    ...inherited,
    AWS_LAMBDA_RUNTIME_API: runtimeApi,
    AWS_LAMBDA_INITIALIZATION_TYPE: initializationType,
  }
  if (program.kind === 'runtime')
    return definition.handler === undefined ? given : { ...given, _HANDLER: definition.handler }
  return Object.fromEntries(
    Object.entries(given).filter(([name]) => !name.startsWith('_') && name !== 'AWS_XRAY_CONTEXT_MISSING'),
  )
}

/** A name without a slash is looked for as the system does; any other is a path from the working directory. */
function findProgram(word: string, folder: string, path: string): string | undefined {
  if (word.includes('/')) return resolve(folder, word)
  const files = path
    .split(delimiter)
    .map((part) => resolve(folder, part, word))
    .filter((file) => statSync(file, { throwIfNoEntry: false })?.isFile() === true)
  return files.find((file) => mayRun(file)) ?? files[0]
}

function mayRun(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}
