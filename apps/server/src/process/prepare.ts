// Everything that is settled before a process is started: its command, its variables, and where Lambda's folders are for it.
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import type { EventOf } from '@playground/protocol'
import type { ProcessStart, StartFailure } from '../environment/ports.ts'
import type { Leftovers } from './leftovers.ts'
import { locate, type Command } from './locate.ts'
import { layersOf, mappedPlaces, moved, realPlaces, type Places } from './places.ts'
import { prepareCommand } from './prepare-command.ts'
import type { ProcessHostOptions } from './process-host.ts'
import { hiddenFile, missingInterpreter, type Subject } from './program-file.ts'
import { pathsIn, reachesFor } from './reaches-for.ts'
import { withRealPaths, type RealPaths } from './real-paths.ts'
import { variablesFor } from './variables.ts'

/** Where it is started. `folder`: the environment's own. */
export type Where = ProcessHostOptions & { folder: string; leftovers: Leftovers; realPaths: RealPaths }

export type Prepared = {
  file: string
  args: string[]
  folder: string
  variables: Record<string, string>
  /** It gets a pipe for log frames, at `framesDescriptor`. */
  frames: boolean
  /** Its debugger is on. */
  debuggable: boolean
  /** The program itself, and what it is called when it does not start. */
  program: string
  subject: Subject
  /** What the journal shows of it: the command, folder and variables as the process sees them. */
  shown: Omit<EventOf<'process.started'>, 'type' | 'pid'>
}

/** The first descriptor after the usual three. */
const framesDescriptor = 3

export function prepare(start: ProcessStart, own: Record<string, string>, where: Where): Prepared | StartFailure {
  const { definition, program } = start
  if (definition.command !== undefined) return prepareCommand(start, definition.command, own, where.folder)
  const mapped = mappedPlaces(definition, where)
  const command = locate(program, definition, mapped, own)
  if ('errorType' in command) return command
  const real = definition.execution.realPaths && where.realPaths.allowed
  const places = real ? realPlaces : mapped
  if (real) {
    const hidden = definition.managed?.words.find(
      (part) => /^\/(opt|tmp)\//.test(part) && moved(part, mapped, places) === part,
    )
    if (hidden !== undefined) return hiddenFile(hidden, command.subject)
    const missing = missingInterpreter(command.file, (path) => isThere(path, mapped), command.subject)
    if (missing !== undefined) return missing
  }
  const frames = program.kind === 'runtime' && definition.execution.framedLogs
  const variables = variablesFor({
    of: program.kind,
    definition,
    own,
    runtimeApi: start.runtimeApi,
    logStream: start.logStream,
    initializationType: start.initializationType,
    credentials: start.credentials,
    framesDescriptor: frames ? framesDescriptor : undefined,
    places,
    folder: where.folder,
    hostPath: hostPath(),
  })
  const seen = [command.file, ...command.args].map((part) => moved(part, mapped, places))
  const reaches = real ? [] : reachesOf(start, command, own)
  return {
    ...(real
      ? withRealPaths({
          folder: where.folder,
          task: command.folder,
          layers: layersOf(definition),
          runtimes: where.runtimesFolder,
          command: seen,
        })
      : { file: command.file, args: command.args }),
    folder: command.folder,
    variables,
    frames,
    debuggable: program.kind === 'runtime' && definition.runtime === 'nodejs' && definition.execution.debug,
    program: command.file,
    subject: command.subject,
    shown: {
      command: seen,
      folder: places.task,
      variables,
      ...(reaches.length === 0 ? {} : { reachesFor: reaches }),
    },
  }
}

/** A function that asked for real paths which this system forbids reaches for all of them. */
function reachesOf({ definition, program }: ProcessStart, command: Command, own: Record<string, string>): string[] {
  if (definition.execution.realPaths) return ['/var/task', '/opt', '/tmp']
  const wrapper =
    program.kind === 'runtime' && definition.managed !== undefined ? own['AWS_LAMBDA_EXEC_WRAPPER'] : undefined
  const ofText = command.text === undefined ? [] : reachesFor(command.text)
  return [...new Set([...ofText, ...(wrapper === undefined ? [] : pathsIn(wrapper))])]
}

/** Whether the program will find something under a path, `/opt` and its kin being Lambda's. */
function isThere(path: string, mapped: Places): boolean {
  if (path.startsWith('/opt/')) return mapped.opt.some((layer) => existsSync(join(layer, path.slice('/opt/'.length))))
  return existsSync(moved(path, realPlaces, mapped))
}

function hostPath(): string {
  return (process.env['PATH'] ?? '')
    .split(delimiter)
    .filter((part) => part.startsWith('/'))
    .join(delimiter)
}
