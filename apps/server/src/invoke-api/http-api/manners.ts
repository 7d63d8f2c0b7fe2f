// How each kind of API speaks to its callers: answers of functions, and its own words where there is none.
import { apiLimits } from '@playground/protocol'
import type { InvokeRefusal } from '../../environment/invocation.ts'
import { httpAnswer, type HttpAnswer, type NoAnswer } from '../by-http/http-answer.ts'
import type { Manner } from '../by-http/reply.ts'
import { shortId, type ApiKind } from './api.ts'
import type { Found } from './find-route.ts'
import { albAnswer, restAnswer, version1Answer } from './proxy-answer.ts'

type Ids = { requestId: string; traceId: string }

export type ApiWords = {
  /** How long it waits for a function, milliseconds, and what it says then; a load balancer waits as long as it takes. */
  patience?: { ms: number; answer: HttpAnswer }
  /** The request is too large for it. */
  tooLarge: HttpAnswer
  /** Lambda refuses an invocation because too many are under way. */
  throttled: HttpAnswer
  /** Lambda refuses it for another reason. */
  rejected: HttpAnswer
  failed: HttpAnswer
  /** No route takes the request. */
  noRoute: HttpAnswer
  heads(ids: Ids): Record<string, string>
}

const rest: ApiWords = {
  patience: { ms: apiLimits.restTimeoutMs, answer: ofRest(504, '{"message": "Endpoint request timed out"}') },
  tooLarge: ofRest(413, '{"message":"Request Too Long"}', 'RequestTooLargeException'),
  throttled: ofRest(500, '{"message": "Internal server error"}'),
  rejected: ofRest(500, '{"message": "Internal server error"}'),
  failed: ofRest(502, '{"message": "Internal server error"}'),
  noRoute: ofRest(403, '{"message":"Missing Authentication Token"}', 'MissingAuthenticationTokenException'),
  heads: ({ requestId, traceId }) => ({
    'x-amzn-RequestId': requestId,
    'x-amz-apigw-id': shortId(requestId),
    'X-Amzn-Trace-Id': traceId.split(';')[0]!,
  }),
}

const http: ApiWords = {
  patience: { ms: apiLimits.httpTimeoutMs, answer: json(503, '{"message":"Service Unavailable"}') },
  tooLarge: json(413, '{"message":"Request Entity Too Large"}'),
  throttled: json(503, '{"message":"Service Unavailable"}'),
  rejected: json(500, '{"message":"Internal Server Error"}'),
  failed: json(500, '{"message":"Internal Server Error"}'),
  noRoute: json(404, '{"message":"Not Found"}'),
  heads: ({ requestId }) => ({ 'apigw-requestid': shortId(requestId) }),
}

const alb: ApiWords = {
  tooLarge: page('413 Request Entity Too Large'),
  throttled: page('502 Bad Gateway'),
  rejected: page('502 Bad Gateway'),
  failed: page('502 Bad Gateway'),
  noRoute: { status: 404, heads: { 'Content-Type': 'text/plain; charset=utf-8' }, body: Buffer.from('Not Found') },
  heads: () => ({ Server: 'awselb/2.0' }),
}

export const wordsOf: Record<ApiKind, ApiWords> = { rest, http, alb }

export function mannerOf({ api, route }: Found, accept: string | undefined, ids: Ids): Manner {
  const words = wordsOf[api.kind]
  return {
    answer: (result) => answerOf(result, route, api.kind, accept),
    refused: (refusal) => refused(words, refusal),
    failed: words.failed,
    heads: words.heads(ids),
  }
}

function answerOf(
  result: Uint8Array,
  { payload, binaryTypes, multiValueHeaders }: Found['route'],
  kind: ApiKind,
  accept: string | undefined,
): HttpAnswer | NoAnswer {
  if (kind === 'rest') return restAnswer(result, { binaryTypes, accept })
  if (kind === 'http') return payload === '2.0' ? httpAnswer(result) : version1Answer(result)
  // The whole JSON counts.
  if (result.byteLength > apiLimits.albBodyBytes)
    return { problem: `The function’s answer has ${result.byteLength} bytes; a load balancer takes 1 MiB.` }
  return albAnswer(result, multiValueHeaders === true)
}

function refused(words: ApiWords, { status }: InvokeRefusal): HttpAnswer {
  if (status === 413) return words.tooLarge
  return status === 429 ? words.throttled : words.rejected
}

function ofRest(status: number, body: string, errorType = 'InternalServerErrorException'): HttpAnswer {
  return json(status, body, { 'x-amzn-ErrorType': errorType })
}

function json(status: number, body: string, heads: Record<string, string> = {}): HttpAnswer {
  return { status, heads: { 'Content-Type': 'application/json', ...heads }, body: Buffer.from(body) }
}

function page(title: string): HttpAnswer {
  const lines = [
    '<html>',
    `<head><title>${title}</title></head>`,
    '<body>',
    `<center><h1>${title}</h1></center>`,
    '</body>',
    '</html>',
  ]
  const body = Buffer.from(lines.map((line) => `${line}\r\n`).join(''))
  return { status: Number(title.slice(0, 3)), heads: { 'Content-Type': 'text/html' }, body }
}
