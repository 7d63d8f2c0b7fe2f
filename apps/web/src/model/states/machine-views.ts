// What there is to say of each machine of an environment at a moment: which state is current, how often each was entered.
import type { FunctionDefinition } from '@playground/protocol'
import {
  environmentMachine,
  extensionMachine,
  lastMove,
  runtimeMachine,
  type EnvironmentModel,
  type ExtensionModel,
  type FunctionModel,
  type Machine,
  type Moves,
  type RefusedCall,
} from '@playground/protocol/model'
import { duration, elapsed, environmentWord } from '../format.ts'
import { enteredOf, figureOf, lastFrom, ordinal, startWord } from './machine-figures.ts'
import { takenOf } from './move-rows.ts'
import { environmentPlaces, extensionPlaces, runtimePlaces, type Fold, type Places } from './places.ts'

export type MachineView = {
  kind: 'runtime' | 'environment' | 'extension'
  title: string
  about: readonly string[]
  machine: Machine
  places: Places
  current: string | undefined
  /** Its processes are stopped. */
  frozen: boolean
  /** The lit state is where it ended. */
  over: boolean
  entered: Record<string, number>
  taken: Record<string, number>
  /** Where the edges from anywhere came from. */
  from: Record<string, string[]>
  moves: Moves['runtime']
  /** A figure in a state, such as the time that is left. */
  figures: Record<string, string>
  refused: RefusedCall[]
}

/** All machines of an environment: its runtime's, its own, its extensions'. `now`: epoch milliseconds. */
export function machineViews(
  fn: FunctionModel,
  environment: EnvironmentModel,
  definition: FunctionDefinition | undefined,
  now: number,
): MachineView[] {
  return [
    runtimeView(fn, environment, definition, now),
    environmentView(fn, environment, definition, now),
    ...[...environment.extensions.values()].map((extension) => extensionView(fn, environment, extension, now)),
  ]
}

/** Before there is any: the machines with nothing lit. */
export function blankViews(definition: FunctionDefinition | undefined): MachineView[] {
  const blank = {
    current: undefined,
    frozen: false,
    over: false,
    entered: {},
    taken: {},
    from: {},
    moves: {},
    figures: {},
    refused: [],
  }
  return [
    {
      ...blank,
      kind: 'runtime',
      title: 'Runtime',
      about: [programOf(definition) ?? 'no process yet'],
      machine: runtimeMachine,
      places: runtimePlaces,
    },
    {
      ...blank,
      kind: 'environment',
      title: 'Environment',
      about: ['one is made when there is work'],
      machine: environmentMachine,
      places: environmentPlaces,
    },
  ]
}

function runtimeView(
  fn: FunctionModel,
  environment: EnvironmentModel,
  definition: FunctionDefinition | undefined,
  now: number,
): MachineView {
  const { path, moves, state, ended, frozenAt, runtime, pid, peer, attached } = environment
  const alive = ended === undefined && state !== 'created' && state !== 'reset' && state !== 'gone'
  const current = alive ? runtime : undefined
  const since = lastMove(moves.runtime)?.at ?? environment.init?.startedAt
  const { taken, from } = takenOf(runtimeMachine, path.runtime)
  const process = peer?.pid ?? pid
  const endedIn = alive ? undefined : lastFrom(moves.runtime, 'Started')
  return {
    kind: 'runtime',
    title: 'Runtime',
    about: [
      environmentWord(environment.name),
      ...(attached ? [peer?.command[0]?.split('/').at(-1) ?? 'attached'] : [programOf(definition) ?? '']),
      ...(process === undefined || !alive ? [] : [`pid ${process}`]),
      ...(definition?.execution.maxConcurrency === undefined
        ? []
        : [`up to ${definition.execution.maxConcurrency} invocations at one time: it stays at Ready meanwhile`]),
      ...(alive ? [] : [ended ?? (state === 'created' ? 'no process yet' : 'no process')]),
    ].filter((word) => word !== ''),
    machine: runtimeMachine,
    places: runtimePlaces,
    current,
    frozen: alive && frozenAt !== undefined,
    over: false,
    entered: enteredOf(path.runtime, state === 'created' ? undefined : 'Started', 'Started'),
    taken,
    from,
    moves: moves.runtime,
    figures: figureOf(endedIn ?? current, {
      ended: endedIn !== undefined,
      since,
      frozenAt,
      waits: current === 'Ready' || current === 'RestoreReady',
      deadline: current === 'Running' ? deadlineOf(fn, environment) : undefined,
      now,
    }),
    refused: path.refused.filter((one) => one.from === 'runtime'),
  }
}

function environmentView(
  fn: FunctionModel,
  environment: EnvironmentModel,
  definition: FunctionDefinition | undefined,
  now: number,
): MachineView {
  const { path, moves, state, frozenAt, init, activeAt, createdAt } = environment
  const { taken, from } = takenOf(environmentMachine, path.environment)
  const since = lastMove(moves.environment)?.at ?? createdAt
  const figures = figureOf(state === 'gone' ? undefined : state, {
    since,
    frozenAt,
    waits: state === 'ready',
    deadline: state === 'invoke' ? deadlineOf(fn, environment) : undefined,
    now,
  })
  if (init?.durationMs !== undefined) {
    const of = init.phase === 'restore' ? 'restoring' : 'init'
    figures[of] ??= duration(init.durationMs)
  }
  const started = init?.startedAt ?? createdAt
  return {
    kind: 'environment',
    title: `Environment ${environment.attached ? environmentWord(environment.name) : environment.number}`,
    about: [
      ...(started === undefined ? [] : [`${startWord(init?.phase)} ${elapsed(now - started)} ago`]),
      servedWord(fn, environment, definition),
      ...(state === 'gone' ? [`last heard of ${elapsed(now - activeAt)} ago`] : []),
    ],
    machine: environmentMachine,
    places: environmentPlaces,
    current: state,
    frozen: frozenAt !== undefined,
    over: state === 'gone',
    entered: enteredOf(path.environment, 'created'),
    taken,
    from,
    moves: moves.environment,
    figures,
    refused: [],
  }
}

function servedWord(
  fn: FunctionModel,
  { name, state, path }: EnvironmentModel,
  definition: FunctionDefinition | undefined,
): string {
  const served = path.environment['ready>invoke'] ?? 0
  if (served === 0) return 'has served nothing yet'
  if (state === 'invoke' && definition?.execution.maxConcurrency !== undefined) {
    const now = fn.places.filter((id) => id !== undefined && fn.invocations.get(id)?.environment === name).length
    return `serving ${now} at one time`
  }
  if (state === 'invoke') return `serving its ${ordinal(served)} invocation`
  return `has served ${served} ${served === 1 ? 'invocation' : 'invocations'}`
}

function extensionView(
  fn: FunctionModel,
  environment: EnvironmentModel,
  extension: ExtensionModel,
  now: number,
): MachineView {
  const { name, external, events, pid, subscription, state, ended } = extension
  const path = environment.path.extensions[name] ?? {}
  const moves = environment.moves.extensions[name] ?? {}
  const { taken, from } = takenOf(extensionMachine, path)
  const ending = environment.ending?.deadline
  const over = ended !== undefined || state === 'Exited' || state === 'ShutdownFailed' || state === 'LaunchError'
  return {
    kind: 'extension',
    title: name,
    about: [
      external === false ? 'internal extension, in the runtime’s process' : 'external extension',
      ...(events.length > 0
        ? [events.join(', ')]
        : state !== undefined && state !== 'Started'
          ? [subscription === undefined ? 'asks for no events' : 'asks for no events, for telemetry alone']
          : []),
      ...(subscription === undefined ? [] : [`telemetry: ${subscription.types.join(', ')}`]),
      ...(pid === undefined ? [] : [`pid ${pid}`]),
      ...(ended === undefined ? [] : [ended]),
    ],
    machine: extensionMachine,
    places: extensionPlaces,
    current: state,
    frozen: !over && environment.frozenAt !== undefined,
    over,
    entered: enteredOf(path, external === false ? 'Registered' : 'Started'),
    taken,
    from,
    moves,
    figures: over
      ? {}
      : figureOf(state, {
          since: lastMove(moves)?.at,
          frozenAt: environment.frozenAt,
          waits: state === 'Ready',
          deadline: state === 'Running' ? (ending ?? deadlineOf(fn, environment)) : undefined,
          now,
        }),
    refused: environment.path.refused.filter((one) => one.from === 'extension' && one.extension === name),
  }
}

function deadlineOf(fn: FunctionModel, { busyWith }: EnvironmentModel): number | undefined {
  return busyWith === undefined ? undefined : fn.invocations.get(busyWith)?.deadline
}

function programOf(definition: FunctionDefinition | undefined): string | undefined {
  if (definition === undefined) return undefined
  return definition.runtime === 'nodejs' ? 'Node.js' : (definition.source ?? 'bootstrap')
}

/** Which of the states that are folded away it has use for. */
export function foldsNeeded(view: MachineView, snapStart: boolean): Set<Fold> {
  const every = view.places.cells(new Set())
  const needed = Object.entries(every).flatMap(([state, { fold }]) =>
    fold !== undefined && ((view.entered[state] ?? 0) > 0 || view.current === state) ? [fold] : [],
  )
  return new Set(snapStart && view.kind !== 'extension' ? [...needed, 'restore' as const] : needed)
}
