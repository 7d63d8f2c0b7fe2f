// What happened to one environment, as far as anything that is drawn needs it.
import type { TelemetryType } from '../extension.ts'
import type { EnvironmentState, RuntimeState } from '../lifecycle.ts'
import { TelemetryFold } from '../telemetry/fold.ts'
import type { EnvironmentFigures, MemoryPoint } from './environment-figures.ts'
import type { ExtensionModel } from './extension-model.ts'
import type { Participant } from './lanes.ts'
import { noMoves, type Moves } from './moves.ts'
import { emptyPath, type Path } from './path-taken.ts'
import type { PoolKind } from './pool.ts'
import type { Init, Lane, Thaw } from './rows.ts'

export type EnvironmentModel = Participant & {
  name: string
  number: number
  attached: boolean
  port: number
  incarnation: number
  state: EnvironmentState
  runtime: RuntimeState
  /** What its machines went through; the state's own, which grows with it. */
  path: Path
  /** When they did. */
  moves: Moves
  /** Those of this incarnation, by name. */
  extensions: Map<string, ExtensionModel>
  pollingSince?: number
  telemetry: TelemetryFold
  /** Events of telemetry so far in this incarnation, by type. */
  told: Partial<Record<TelemetryType, number>>
  /** Since when its processes are stopped, epoch milliseconds. */
  frozenAt?: number
  /** They go on, and no arrow has told it yet. */
  thaw?: Thaw
  /** Its processes are being ended, within a budget. Epoch milliseconds. */
  ending?: { since: number; deadline: number; runtimeBy: number; firedAt?: number }
  pid?: number
  createdAt?: number
  goneAt?: number
  /** Of the code that it runs. */
  codeHash?: string
  /** Undefined where history begins after it was made, and tells none. */
  figures?: EnvironmentFigures
  /** Samples that the page has seen. */
  memory: MemoryPoint[]
  poolKind?: PoolKind | undefined
  /** The process of an attached runtime. */
  peer?: { pid: number; command: string[] }
  lastLine?: { text: string; at: number }
  /** It printed that a port which it listens on is taken: the number, where it says it. */
  portTaken?: { port?: number }
  peakMemoryMb?: number
  init?: Init
  /** When something was last heard of it. */
  activeAt: number
}

/** One of which nothing is known yet but its name. */
export function createEnvironment(name: string, lane: Lane, number: number): EnvironmentModel {
  return {
    name,
    lane,
    number,
    attached: name.includes('@'),
    port: 0,
    incarnation: 1,
    state: 'created',
    runtime: 'Started',
    path: emptyPath(),
    moves: noMoves(),
    extensions: new Map(),
    memory: [],
    telemetry: new TelemetryFold(),
    told: {},
    polls: new Set(),
    activeAt: 0,
  }
}
