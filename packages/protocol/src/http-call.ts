// An HTTP call of a function's URL that a person puts together: what may be asked, and what is refused before it is sent.
import * as v from 'valibot'
import { uuidPattern } from './ids.ts'

/** What a function URL takes (API reference, Cors: AllowMethods). */
export const httpMethods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'] as const
export type HttpMethod = (typeof httpMethods)[number]

/** Bounds of one call: characters of the target, heads, and characters of their values together. */
export const httpCallLimits = { target: 8192, heads: 100, headLength: 14_000, atOnce: 32 } as const

/** Heads that say how the connection carries the request: whoever makes the connection writes them. */
export const connectionHeads: ReadonlySet<string> = new Set([
  'host',
  'connection',
  'content-length',
  'expect',
  'keep-alive',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
])

/**
 * Carries the request id that the page has chosen for a call, so that it finds the invocation as soon as there is one.
 * It is the playground's own: no event has it.
 */
export const httpCallHead = 'lambda-playground-request-id'

/** Whether a body of this type is text in an event, and base64 otherwise: API Gateway's HTTP APIs decide by the type alone. */
export function countsAsText(contentType = ''): boolean {
  const type = contentType.split(';')[0]!.trim().toLowerCase()
  return type.startsWith('text/') || /^application\/(json|xml|javascript)$/.test(type)
}

const head = v.tuple([
  v.pipe(
    v.string('a header must have a name'),
    v.regex(/^[\w!#$%&'*+.^`|~-]+$/, 'the name of a header has letters, digits and hyphens'),
    v.check(
      (name) => !connectionHeads.has(name.toLowerCase()),
      ({ input }) => `${input} is set by the connection itself: leave it out`,
    ),
    v.check((name) => name.toLowerCase() !== httpCallHead, `${httpCallHead} is the playground’s own: leave it out`),
  ),
  v.pipe(
    v.string('a header must have a value'),
    v.regex(/^[\t\x20-\x7e\x80-\xff]*$/, 'the value of a header must be one line of Latin letters'),
  ),
])

/** `target`: path and query as they go over the wire. `body` in base64 where it is no text, and empty for none. */
export const httpRequestSchema = v.strictObject({
  method: v.picklist(httpMethods, `the method must be one of ${httpMethods.join(', ')}`),
  target: v.pipe(
    v.string('the path must be a text'),
    v.regex(/^\//, 'the path must begin with /'),
    v.regex(/^[!-~]*$/, 'the path must have no spaces and no letters beyond ASCII: write them as %20 and the like'),
    v.regex(/^[^#]*$/, 'the path must have no #: what comes after it never leaves a browser'),
    v.maxLength(httpCallLimits.target, `the path must be at most ${httpCallLimits.target} characters`),
  ),
  heads: v.pipe(
    v.array(head),
    v.maxLength(httpCallLimits.heads, `there must be at most ${httpCallLimits.heads} headers`),
    v.check(
      (heads) => heads.reduce((sum, [name, value]) => sum + name.length + value.length, 0) <= httpCallLimits.headLength,
      `the headers must be at most ${httpCallLimits.headLength.toLocaleString('en')} characters together`,
    ),
  ),
  body: v.string('the body must be a text'),
  base64: v.optional(v.literal(true)),
})
export type HttpRequest = v.InferOutput<typeof httpRequestSchema>

/** `id` becomes the request id of the invocation, and makes of a call that is asked for twice one call. */
export const httpCallSchema = v.strictObject({
  id: v.pipe(v.string('id must be a UUID'), v.regex(uuidPattern, 'id must be a UUID')),
  request: httpRequestSchema,
})
export type HttpCall = v.InferOutput<typeof httpCallSchema>

/** What came back first: the head of the response; its body is in the journal. */
export const httpAnswerSchema = v.object({ status: v.number(), heads: v.array(v.tuple([v.string(), v.string()])) })
export type HttpAnswer = v.InferOutput<typeof httpAnswerSchema>

/** What is wrong with a request, as a sentence; undefined where it can be sent. */
export function httpRequestProblem(request: unknown): string | undefined {
  const read = v.safeParse(httpRequestSchema, request)
  return read.success ? undefined : sentence(read.issues[0].message)
}

function sentence(message: string): string {
  return `${message[0]!.toUpperCase()}${message.slice(1)}.`
}
