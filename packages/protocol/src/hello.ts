// The first message of a page on the socket.
import * as v from 'valibot'

/** `epoch` and `lastSeq` of the last entry the page has; absent on a first visit. */
export const helloSchema = v.object({
  type: v.literal('hello'),
  version: v.number(),
  epoch: v.optional(v.string()),
  lastSeq: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0))),
})
export type Hello = v.InferOutput<typeof helloSchema>
