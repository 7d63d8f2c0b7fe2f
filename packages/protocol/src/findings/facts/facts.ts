// What rules know at an entry: the functions, their environments and invocations, and who asked for what lately. All of it bounded.
import type { InitializationType } from '../../environment.ts'
import type { Body, Heads, Participant } from '../../exchange.ts'
import type { ExtensionEventKind, ExtensionState } from '../../extension-lifecycle.ts'
import type { FunctionDefinition } from '../../function-definition.ts'
import type { InvocationType, Outcome } from '../../invocation.ts'
import type { EnvironmentState, RuntimeState } from '../../lifecycle.ts'

/** An entry: its number and its time, epoch milliseconds. */
export type Moment = { seq: number; at: number }

/** An exchange; `seq` and `at` are those of its head. */
export type ExchangeFact = Moment & {
  id: number
  endpoint: string
  from: Participant
  method: string
  target: string
  heads: Heads
  /** How many requests its connection carried before. */
  reused: number
  /** The incarnation whose runtime or extension asks. */
  life?: Life
  extension?: string
  /** The invocation that this `next` ends. */
  ends?: string
  /** What the request carried, once it was read. */
  request?: Body
  tooLarge?: true
  answered?: Moment & { status: number; delivers?: string; again?: true }
  closed?: Moment & { how: 'hung-up' | 'truncated' | 'server-stopped' }
}

export type InvocationFact = Moment & {
  id: string
  number: number
  type: InvocationType
  payloadBytes: number
  /** Its caller takes the response in pieces. */
  streams?: true
  fn: FunctionFact
  /** The exchange by which it was called, while it is remembered. */
  call?: ExchangeFact
  /** The incarnation that serves it. */
  life?: Life
  dispatched?: Moment & { deadline: number; cold: boolean; initInside: boolean }
  /** The poll that its event answered first, and the event. */
  delivery?: ExchangeFact
  event?: Body
  /** The response or error that was taken. */
  answer?: ExchangeFact
  answered?: Moment & { outcome: Outcome; by: 'runtime' | 'lambda' }
  runtimeDone?: Moment & { overheadMs?: number }
  settled?: Moment & { outcome: Outcome }
  /** Lines that were printed during it. */
  printed: number
}

export type ExtensionFact = Moment & {
  name: string
  external: boolean
  state: ExtensionState
  events: readonly ExtensionEventKind[]
  /** When its state changed last. */
  since: number
}

export type ProcessFact = Moment & {
  /** Absent for the runtime. */
  extension?: string
  signalled?: Moment & { signal: string; reason: string }
  exited?: Moment & { code: number | null; signal: string | null }
}

/** One incarnation of an environment: from the start of its processes to their end. */
export type Life = Moment & {
  incarnation: number
  environment: EnvironmentFact
  init?: Moment & { phase: 'init' | 'invoke'; limitMs: number; kind: InitializationType }
  initEnded?: Moment & { status: 'success' | 'error' | 'timeout'; durationMs: number }
  memoryMb: number | undefined
  runtimeState: RuntimeState
  /** The runtime's process; absent for an attached one. */
  runtime?: ProcessFact
  processes: Map<number, ProcessFact>
  extensions: Map<string, ExtensionFact>
  /** The first `next` of the runtime, or its `restore/next`. */
  firstNext?: ExchangeFact
  /** `next` that wait for work. */
  polls: Set<ExchangeFact>
  /** Responses and errors whose bodies are being read. */
  posts: Set<ExchangeFact>
  /** The runtime's `init/error` that was taken. */
  initError?: ExchangeFact
  /** The last call or line of the runtime. */
  sign?: Moment & ({ line: string } | { call: ExchangeFact })
  /** Its processes are being ended. */
  ending?: Moment
  sample?: Moment & { cpuMs: number; memoryMb: number }
  /** How many invocations it was done with. */
  served: number
}

export type EnvironmentFact = Moment & {
  name: string
  number: number
  port: number
  attached: boolean
  codeHash?: string
  fn: FunctionFact
  state: EnvironmentState
  /** When it was frozen last, and until when. */
  rest?: { from: number; to?: number }
  life: Life
  /** The incarnation before: entries about its end may come late. */
  before?: Life
  /** The invocation that it was done with last. */
  last?: InvocationFact
}

export type FunctionFact = {
  name: string
  definition?: FunctionDefinition
  /** Another object as soon as the definition is another: to tell something once for each. */
  version: object
  environments: Map<string, EnvironmentFact>
  underWay: Map<string, InvocationFact>
  /** The last few that are over, the newest last. */
  recent: InvocationFact[]
  /** Runs under way. */
  runs: Set<string>
}

/** The members in front are about the entry at hand, where it belongs to such a thing. */
export type Facts = {
  readonly fn: FunctionFact | undefined
  readonly environment: EnvironmentFact | undefined
  readonly life: Life | undefined
  readonly extension: ExtensionFact | undefined
  readonly process: ProcessFact | undefined
  readonly invocation: InvocationFact | undefined
  readonly exchange: ExchangeFact | undefined
  readonly functions: ReadonlyMap<string, FunctionFact>
  /** By its id: under way, or over not long ago. */
  readonly invocationOf: (id: string, fn: FunctionFact | undefined) => InvocationFact | undefined
}
