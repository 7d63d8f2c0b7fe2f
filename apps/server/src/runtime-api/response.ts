// POST /2018-06-01/runtime/invocation/ID/response: the result of an invocation (Developer Guide, runtimes-api).
import type { Environment } from '../environment/environment.ts'
import type { HttpExchange } from '../http/exchange.ts'
import { accepted, tooLarge } from './answers.ts'

/** Refuses, in this order: a wrong id (400), a wrong moment (403), an unknown mode (400), a body cut off (400), one over the limit (413). */
export function response(
  exchange: HttpExchange,
  environment: Environment,
  { requestId }: { requestId: string },
): Promise<void> {
  return environment.answering(async () => {
    const attemptId = exchange.header('lambda-runtime-invocation-id')
    const answering = environment.accept('response', requestId, attemptId, exchange.of)
    if ('status' in answering) return exchange.refuse(answering.status, answering.errorType, answering.message)
    const mode = exchange.header('lambda-runtime-function-response-mode') ?? ''
    if (mode !== '' && mode !== 'streaming') {
      answering.badMode(mode)
      return exchange.refuse(400, 'InvalidFunctionResponseMode', 'Invalid function response mode')
    }
    const body = await exchange.body(answering.limit)
    if (body.truncated) {
      answering.truncated()
      return exchange.refuse(400, 'TruncatedHTTPRequest', 'HTTP request detected as truncated')
    }
    if (body.tooLarge) {
      answering.tooLarge(body.length)
      return tooLarge(exchange, answering.limit)
    }
    answering.whole(body.bytes)
    accepted(exchange)
  })
}
