// Entries of an asynchronous invocation's event, beyond its attempts: in the queue, between attempts, and where it ended.
import * as v from 'valibot'
import { bodySchema } from './exchange.ts'

/** Why an event is not tried again; `deleted`: its function is gone. */
export const eventEnds = ['succeeded', 'retries-exhausted', 'age-exceeded', 'deleted'] as const
export type EventEnd = (typeof eventEnds)[number]

/** All belong to the function and to the request id, without an attempt. */
export const queuedEvents = [
  /** The event is on disk, and the caller has, or had, its 202. `recovered`: it was left by a session before. Ages in seconds. */
  v.object({
    type: v.literal('event.queued'),
    payloadBytes: v.number(),
    maximumRetryAttempts: v.number(),
    maximumEventAgeSeconds: v.number(),
    recovered: v.optional(v.object({ attempts: v.number(), queuedAt: v.number() })),
  }),
  /** It waits for its next attempt. `dueAt`: epoch milliseconds; `attempt`: the one to come; `why`: what became of the one before, as a sentence. */
  v.object({
    type: v.literal('event.waiting'),
    attempt: v.number(),
    dueAt: v.number(),
    because: v.picklist(['function-error', 'throttled', 'service-error']),
    why: v.string(),
    /** Lambda would wait so long, milliseconds, where waits are shortened. */
    lambdaMs: v.optional(v.number()),
  }),
  /** It is over. `attempts` reached the function; `ageMs` from the 202. */
  v.object({ type: v.literal('event.ended'), how: v.picklist(eventEnds), attempts: v.number(), ageMs: v.number() }),
  /** Its record was handed to a destination: `function:NAME`, or `file:PATH`. `problem`: why it could not be. */
  v.object({
    type: v.literal('event.destined'),
    on: v.picklist(['success', 'failure']),
    destination: v.string(),
    record: bodySchema,
    /** Request id of the invocation of the destination's function. */
    invocation: v.optional(v.string()),
    problem: v.optional(v.string()),
  }),
] as const
