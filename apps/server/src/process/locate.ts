// What to start for a function or an extension, or why it cannot be started, in the words that the service has for it.
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { FunctionDefinition } from '@playground/protocol'
import type { Program, StartFailure } from '../environment/ports.ts'
import { isFolder, layersOf, taskOf, type Places } from './places.ts'
import { problemWith, type Subject } from './program-file.ts'

/** `file` and `args` as the host sees them. `text`: a file that holds what the program itself says, where it has one. */
export type Command = { subject: Subject; file: string; args: string[]; folder: string; text: string | undefined }

/** `places`: where things are on the host. `own`: the function's variables. */
export function locate(
  program: Program,
  definition: FunctionDefinition,
  places: Places,
  own: Record<string, string>,
): Command | StartFailure {
  const folder = taskOf(definition) ?? ''
  if (!isFolder(folder)) {
    return {
      errorType: program.kind === 'extension' ? 'Extension.LaunchError' : 'Runtime.InvalidWorkingDir',
      message: `chdir ${folder}: no such file or directory`,
      help: `The function's folder ${folder} is gone. Put it back, or open the function from where it is now.`,
    }
  }
  if (program.kind === 'extension') {
    const subject: Subject = { errorType: 'Extension.LaunchError', name: `the extension ${program.name}` }
    return problemWith(program.file, subject) ?? { subject, file: program.file, args: [], folder, text: program.file }
  }
  const subject: Subject = { errorType: 'Runtime.InvalidEntrypoint', name: 'bootstrap' }
  if (definition.managed !== undefined)
    return { subject, folder, ...managed(definition, definition.managed, places, own) }
  return bootstrapOf(definition, folder, subject)
}

/**
 * The client's own command line; before it the script that hands it to AWS_LAMBDA_EXEC_WRAPPER, which is the runtime's own
 * matter (Developer Guide, runtimes-modify): one of `provided` ignores it.
 */
function managed(
  definition: FunctionDefinition,
  { words, client }: NonNullable<FunctionDefinition['managed']>,
  places: Places,
  own: Record<string, string>,
): Pick<Command, 'file' | 'args' | 'text'> {
  const [program, ...args] = words as [string, ...string[]]
  const { runtime, execution, folder = '', source } = definition
  const line = [
    ...(runtime === 'java' && client.by === 'playground' ? compiled(program, places) : []),
    ...(own['AWS_LAMBDA_EXEC_WRAPPER'] === undefined ? [] : ['/bin/sh', join(places.runtimes, 'exec-wrapper.sh')]),
    program,
    ...(runtime === 'nodejs' && execution.debug ? ['--inspect=127.0.0.1:0'] : []),
    ...args,
  ]
  return { file: line[0]!, args: line.slice(1), text: source === undefined ? undefined : join(folder, source) }
}

/** Our Java runtime is source, and compiled where it runs. */
function compiled(java: string, places: Places): string[] {
  return ['/bin/sh', join(places.runtimes, 'java', 'compile.sh'), places.compiled, join(dirname(java), 'javac')]
}

/** The function's own, else the one of a layer. */
function bootstrapOf(definition: FunctionDefinition, folder: string, subject: Subject): Command | StartFailure {
  const candidates = [folder, ...layersOf(definition).toReversed()].map((place) => join(place, 'bootstrap'))
  const file = candidates.find((candidate) => existsSync(candidate))
  if (file === undefined) {
    return {
      errorType: subject.errorType,
      message: `Couldn't find valid bootstrap(s): [${candidates.join(' ')}]`,
      help: `The function has no file named bootstrap${candidates.length > 1 ? ', nor has a layer' : ''}. A custom runtime starts with that program.`,
    }
  }
  return problemWith(file, subject) ?? { subject, file, args: [], folder, text: file }
}
