// How a function's URL speaks to its callers: in the words of the Lambda API, and of its results in payload format 2.0.
import { httpAnswer, type HttpAnswer } from '../by-http/http-answer.ts'
import type { Manner } from '../by-http/reply.ts'
import { exceptionAnswer } from '../exceptions.ts'

export function urlManner({ requestId, traceId }: { requestId: string; traceId: string }): Manner {
  return {
    answer: httpAnswer,
    refused(refusal) {
      const { status, heads = {}, body = '' } = exceptionAnswer(refusal, requestId)
      return { status, heads, body: Buffer.from(body as string) }
    },
    failed: jsonAnswer(502, 'Internal Server Error'),
    heads: { 'x-amzn-RequestId': requestId, 'X-Amzn-Trace-Id': traceId },
  }
}

export const forbidden: HttpAnswer = jsonAnswer(403, '{"Message":"Forbidden"}', {
  'x-amzn-ErrorType': 'AccessDeniedException',
})

function jsonAnswer(status: number, body: string, heads: Record<string, string> = {}): HttpAnswer {
  return { status, heads: { 'Content-Type': 'application/json', ...heads }, body: Buffer.from(body) }
}
