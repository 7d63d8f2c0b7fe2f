// What is known of one extension of an environment: its state, its subscriptions, and what it is at.
import type { ExtensionEventKind, ExtensionState } from '../extension-lifecycle.ts'
import type { EventOf } from '../journal.ts'
import type { EnvironmentModel } from './environment-model.ts'
import type { FunctionModel } from './function-model.ts'
import type { Participant } from './lanes.ts'

export type ExtensionModel = Participant & {
  name: string
  /** It is a file that Lambda starts; else it lives in the runtime's process. Undefined until that is known. */
  external?: boolean
  state?: ExtensionState
  /** What it subscribes to. */
  events: ExtensionEventKind[]
  errorType?: string
  pid?: number
  pollingSince?: number
  /** When it got the event that it has. */
  busySince?: number
  lastLine?: { text: string; at: number }
  /** It printed that a port which it listens on is taken: the number, where it says it. */
  portTaken?: { port?: number }
  subscription?: Subscription
  /** Events for it since its last batch. */
  buffered: number
}

export type Subscription = EventOf<'telemetry.subscribed'> & { seq: number }

/** The extension of a name; a new one where it is not known yet, with a lane beside its environment's. */
export function extensionOf(fn: FunctionModel, environment: EnvironmentModel, name: string): ExtensionModel {
  let extension = environment.extensions.get(name)
  if (extension === undefined) {
    const lane = `${environment.lane}+${name}`
    extension = { name, lane, events: [], polls: new Set(), buffered: 0 }
    environment.extensions.set(name, extension)
    const beside = fn.companions.get(environment.lane) ?? []
    if (!beside.includes(lane)) fn.companions.set(environment.lane, [...beside, lane])
  }
  return extension
}

/** The name of the extension whose lane stands beside an environment's. */
export function extensionIn(lane: string, environmentLane: string): string {
  return lane.slice(environmentLane.length + 1)
}

/** Those that have the event of an invocation and have not asked again. */
export function lateExtensions(environment: EnvironmentModel, invocation: string): ExtensionModel[] {
  return [...environment.extensions.values()].filter(({ busyWith }) => busyWith === invocation)
}
