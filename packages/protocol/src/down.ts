// What the server sends to a page over the socket.
import * as v from 'valibot'
import { entrySchema } from './journal.ts'
import { stateSchema } from './model/state.ts'

/**
 * `attachAddress`, `functionUrlAddress` and `apiAddress`: `host:port` of the listeners for runtimes, for function URLs and for HTTP routes.
 *
 * - `resume`: entries follow on from the page's `lastSeq`.
 * - `reset`: forget what you have; `state` is what was so at `fromSeq - 1`, and entries follow from `fromSeq`.
 * - `entries`: in order, without gaps; `lastSeq` of the journal tells how far behind the page is.
 * - `behind`: the page reads too slowly; entries follow from the journal at its pace.
 * - `heartbeat`: every few seconds, so that silence means a broken connection.
 * - `refused`: why the server ends this connection, and what to do.
 */
export const downSchema = v.variant('type', [
  v.object({
    type: v.literal('resume'),
    version: v.number(),
    server: v.string(),
    epoch: v.string(),
    lastSeq: v.number(),
    attachAddress: v.string(),
    functionUrlAddress: v.string(),
    apiAddress: v.optional(v.string()),
  }),
  v.object({
    type: v.literal('reset'),
    version: v.number(),
    server: v.string(),
    epoch: v.string(),
    fromSeq: v.number(),
    lastSeq: v.number(),
    state: stateSchema,
    attachAddress: v.string(),
    functionUrlAddress: v.string(),
    apiAddress: v.optional(v.string()),
  }),
  v.object({ type: v.literal('entries'), lastSeq: v.number(), entries: v.array(entrySchema) }),
  v.object({ type: v.literal('behind'), entries: v.number() }),
  v.object({ type: v.literal('heartbeat'), at: v.number(), lastSeq: v.number() }),
  v.object({
    type: v.literal('refused'),
    reason: v.picklist(['version', 'malformed', 'too-many']),
    message: v.string(),
  }),
])
export type Down = v.InferOutput<typeof downSchema>
