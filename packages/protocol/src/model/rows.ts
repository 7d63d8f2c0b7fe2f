// What the sequence diagram is made of: rows in order, and what each lane does between them.
import type { EventOf } from '../journal.ts'
import type { Participant } from '../exchange.ts'
import type { Streamed } from './streamed.ts'

/**
 * `caller`, `lambda`, one of environments, called after the first that had it (those that never live at once share one),
 * or one of an extension beside it: `f/1+logger`.
 */
export type Lane = string

export type RowKind =
  | 'invocation'
  | 'cause'
  | 'init'
  | 'request'
  | 'answer'
  | 'telemetry'
  | 'note'
  | 'output'
  | 'explain'
  | 'gap'
  | 'boundary'

/** One row, one fact. Heads and bodies stay in the entries; a row knows their numbers. */
export type Row = {
  /** The entry that made it. */
  seq: number
  /** Epoch milliseconds. */
  at: number
  kind: RowKind
  label: string
  /** Where it is: the lane of a note, or where an arrow begins. */
  from?: Lane
  to?: Lane
  tone?: 'error' | 'quiet'
  invocation?: string
  environment?: string
  extension?: string
  exchange?: number
  /** How the processes had been stopped that this arrow finds running again. */
  thaws?: Thaw
  /** How a batch of telemetry was taken. */
  delivered?: Pick<EventOf<'telemetry.delivered'>, 'events' | 'status' | 'problem' | 'retry'> & { bytes: number }
  /** A setting that would mend it. */
  offer?: 'concurrency'
  init?: Init
  /** The Init of its environment that was under way. */
  during?: Init
  /** The invocations under way at this row, each in its place. */
  stripes: readonly (string | undefined)[]
  /** One bit for each place whose Init is under way. */
  inits: number
}

/** `frozenMs`: how long they stood still. */
export type Thaw = { frozenMs: number; reason: string }

/** An Init or a restore that is under way, or over. Times are epoch milliseconds. */
export type Init = {
  phase: 'init' | 'invoke' | 'restore'
  environment: string
  startedAt: number
  limitMs?: number
  status?: EventOf<'environment.init-ended'>['status']
  durationMs?: number
  errorType?: string
}

/** What a lane does from one row to another; open ends at the last row. `idle` only where it is frozen with nothing open. */
export type Span = {
  kind: 'waiting' | 'busy' | 'failed' | 'idle'
  from: number
  to?: number
  invocation?: string
  /** Its process is stopped meanwhile. */
  frozen?: true
}

export type LaneModel = {
  spans: Span[]
  /** Rows at which a process in it died. */
  deaths: number[]
}

/** One request and its answer, as far as it has come. */
export type Exchange = {
  id: number
  function: string
  endpoint: string
  from: Participant
  /** It hands over an event, and waits for no result. */
  asynchronous?: true
  method: string
  target: string
  environment?: string
  extension?: string
  invocation?: string
  connection?: number
  reused: number
  openedAt: number
  openedSeq: number
  receivedAt?: number
  receivedSeq?: number
  requestBytes?: number
  answeredAt?: number
  answeredSeq?: number
  answerBytes?: number
  /** The request says that its body streams. */
  streaming?: true
  /** The bodies of request and answer, where they come in pieces. */
  requestPieces?: Streamed
  answerPieces?: Streamed
  /** How many heads came after the request's body. */
  trailers?: number
  /** The answer had a head alone when it began; its body was whole at `sentAt`. */
  streams?: true
  sentAt?: number
  sentSeq?: number
  status?: number
  delivers?: string
  again?: boolean
  ends?: string
  refusal?: { errorType: string; message: string }
  /** The state in which a refused call was made, and the rule that refused it. */
  refused?: EventOf<'runtime.refused'> | EventOf<'extension.refused'>
  /** How long its answer took to leave, where that was long. */
  flushedMs?: number
  closed?: EventOf<'exchange.closed'>['how']
  closedAt?: number
  closedSeq?: number
  /** What a SHUTDOWN event said: why, and when the rest is killed, epoch milliseconds. */
  shutdown?: { reason: string; deadline?: number }
  /** The states that the runtime or the extension went through because of this exchange. */
  states: string[]
}
