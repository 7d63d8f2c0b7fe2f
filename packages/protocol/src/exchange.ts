// Entries of one HTTP request and its response on a protocol endpoint.
import * as v from 'valibot'

/** A body: its true length in bytes, the first 4 KiB of it, and where the whole is kept when there is more. */
export const bodySchema = v.object({
  bytes: v.number(),
  preview: v.string(),
  /** `preview` is base64, because the bytes are not UTF-8. */
  base64: v.optional(v.literal(true)),
  /** Name of the whole body under `/api/sessions/SESSION/bodies/`. */
  whole: v.optional(v.string()),
})
export type Body = v.InferOutput<typeof bodySchema>

/** Heads as they came, in order and case. */
export const headsSchema = v.array(v.tuple([v.string(), v.string()]))
export type Heads = v.InferOutput<typeof headsSchema>

export const participants = ['caller', 'runtime', 'extension'] as const
export type Participant = (typeof participants)[number]

export const exchangeEvents = [
  /** The head of a request arrived. `endpoint` is a key of the endpoint table, or `unknown`; `ends`: the invocation that this `next` ends. */
  v.object({
    type: v.literal('exchange.opened'),
    endpoint: v.string(),
    from: v.picklist(participants),
    method: v.string(),
    target: v.string(),
    heads: headsSchema,
    /** How many requests this connection carried before. */
    reused: v.number(),
    ends: v.optional(v.string()),
  }),
  /**
   * The request body was read to its end. `tooLarge`: only its length was kept, being over the limit; `truncated`: the connection ended
   * before it; `trailers`: the heads that came after it, where there were any.
   */
  v.object({
    type: v.literal('exchange.received'),
    body: bodySchema,
    tooLarge: v.optional(v.literal(true)),
    truncated: v.optional(v.literal(true)),
    trailers: v.optional(headsSchema),
  }),
  /**
   * A piece of a body that streams, as it passed: of the request, or of the answer. `offset`: bytes before it. Pieces that follow each
   * other closely are told together: `pieces` says how many, where more than one. What an answer's pieces hold is what it carries, without its framing.
   */
  v.object({
    type: v.literal('exchange.piece'),
    side: v.picklist(['request', 'answer']),
    offset: v.number(),
    body: bodySchema,
    pieces: v.optional(v.number()),
  }),
  /**
   * The answer was handed to the socket. `delivers`: the invocation whose event it carries; `again`: not for the first time;
   * `streams`: it has a head alone so far, and its body comes in pieces until `exchange.sent`.
   */
  v.object({
    type: v.literal('exchange.answered'),
    status: v.number(),
    heads: headsSchema,
    body: bodySchema,
    delivers: v.optional(v.string()),
    again: v.optional(v.literal(true)),
    streams: v.optional(v.literal(true)),
    /** Why it was refused, as the wire says it. */
    refusal: v.optional(v.object({ errorType: v.string(), message: v.string() })),
  }),
  /** The body of a streamed answer was handed to the socket whole: `body` as it went over the wire, with its framing. */
  v.object({ type: v.literal('exchange.sent'), body: bodySchema }),
  /** The answer took `flushWorthMs` or longer to leave, milliseconds from its head to its last byte; a quicker one has no such entry. */
  v.object({ type: v.literal('exchange.flushed'), durationMs: v.number() }),
  /** It ended before its answer was whole on its way; an exchange that ends well has no such entry. */
  v.object({ type: v.literal('exchange.closed'), how: v.picklist(['hung-up', 'truncated', 'server-stopped']) }),
] as const
