// What became of one event of the queue, as far as the entries so far tell: its attempts, the waits between them, and where it ended.
import type { Body } from '../exchange.ts'
import { attemptOf } from '../ids.ts'
import type { EventOf } from '../journal.ts'
import type { FunctionModel } from './function-model.ts'
import type { Row } from './rows.ts'

/** In the queue before an attempt, until `to`. `dueAt` where Lambda waits on purpose, and is told why. Times in epoch milliseconds. */
export type QueueWait = {
  seq: number
  from: number
  to?: number
  attempt: number
  due?: Pick<EventOf<'event.waiting'>, 'dueAt' | 'because' | 'why' | 'lambdaMs'> | undefined
}

export type QueuedEvent = {
  /** The request id of its call and of all its attempts. */
  id: string
  /** The first entry that is known of it. */
  seq: number
  /** When it came into the queue, in whichever session. */
  queuedAt: number
  payloadBytes?: number
  /** Attempts that may reach the function, and seconds that it may be kept. */
  most?: number
  maxAgeSeconds?: number
  /** A session before left it; so many attempts had reached the function. */
  recovered?: number | undefined
  /** Invocations that are its attempts, the newest last. */
  attempts: string[]
  waits: QueueWait[]
  /** Attempts that did not reach the function: they use up none of those that it may have. */
  refused: number
  /** `dropped`: it failed, and no destination gets a record of it. */
  ended?: Omit<EventOf<'event.ended'>, 'type'> & { at: number; seq: number; dropped?: true }
  destined?: Omit<EventOf<'event.destined'>, 'type' | 'record'> & { seq: number; record: Pick<Body, 'bytes'> }
  /** Whose record it is, where it came from another event’s end. */
  recordOf?: { function: string; event: string }
  /** The row that says how it came, where no call did. */
  row?: Row
}

/** Attempts and waits of one event that are kept: at the limit of concurrency it may be tried for hours. */
export const attemptsKept = 100

export function createQueuedEvent(id: string, seq: number, queuedAt: number): QueuedEvent {
  return { id, seq, queuedAt, attempts: [], waits: [], refused: 0 }
}

/** The event that an invocation is an attempt at. */
export function eventOf({ events }: Pick<FunctionModel, 'events'>, invocation: string): QueuedEvent | undefined {
  return events.get(attemptOf(invocation).requestId)
}

/** The wait that goes on. */
export function waitOf({ waits }: QueuedEvent): QueueWait | undefined {
  const last = waits.at(-1)
  return last !== undefined && last.to === undefined ? last : undefined
}

/** How many attempts there may be: those that did not reach the function come on top. */
export function attemptsOf({ most, refused }: QueuedEvent): number | undefined {
  return most === undefined ? undefined : most + refused
}
