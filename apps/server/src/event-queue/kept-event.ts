// An asynchronous event while it is in the queue: how far it has come, and what its attempts ask for.
import * as v from 'valibot'

/** Why an event waits for another attempt. */
export const waitReasons = ['function-error', 'throttled', 'service-error'] as const
export type WaitReason = (typeof waitReasons)[number]

const count = v.pipe(v.number(), v.integer(), v.minValue(0))

/** What is held in memory for each: the payload is on disk alone. Times in epoch milliseconds. */
export const keptEventSchema = v.object({
  /** Counts from 1 in the order in which they came, across restarts. Request ids do not tell events apart: callers may choose them. */
  id: count,
  function: v.string(),
  requestId: v.string(),
  payloadBytes: count,
  queuedAt: v.number(),
  /** Attempts so far, also those that were refused: the number of an attempt is never used twice. */
  tries: count,
  /** Of these, those that reached the function. */
  attempts: count,
  /** Refusals in a row. */
  refusals: count,
  dueAt: v.number(),
  /** Of the attempt before. */
  because: v.optional(v.picklist(waitReasons)),
})
export type KeptEvent = v.InferOutput<typeof keptEventSchema>

/** What is read again for each attempt. */
export const keptRequestSchema = v.object({
  qualifier: v.optional(v.string()),
  invokedArn: v.string(),
  traceId: v.string(),
  tenant: v.optional(v.string()),
  /** How often the chain of destinations that led here came by each function. */
  chain: v.record(v.string(), count),
})
export type KeptRequest = v.InferOutput<typeof keptRequestSchema>

/** Where events are kept, so that they outlive the process. */
export interface EventStore {
  /** Resolves when a kill of the process does not lose it any more; rejects where it cannot be kept. */
  add(event: KeptEvent, request: KeptRequest, payload: Uint8Array): Promise<void>
  read(event: KeptEvent): Promise<{ request: KeptRequest; payload: Uint8Array }>
  /** Notes how far it has come. Nobody waits for it: a note that is lost is an attempt made again. */
  change(event: KeptEvent): void
  remove(event: KeptEvent): void
}
