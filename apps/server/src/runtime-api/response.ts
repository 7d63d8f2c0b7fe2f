// POST /2018-06-01/runtime/invocation/ID/response: the result of an invocation (Developer Guide, runtimes-api).
import { responsePayloadLimit } from '@playground/protocol'
import type { Environment } from '../environment/environment.ts'
import type { HttpExchange } from '../http/exchange.ts'
import { accepted, tooLarge } from './answers.ts'
import { whileReading } from './reading.ts'

/** Refuses, in this order: a wrong id (400), a wrong moment (403), an unknown mode (400), a body cut off (400), one over the limit (413). */
export function response(
  exchange: HttpExchange,
  environment: Environment,
  { requestId }: { requestId: string },
): Promise<void> {
  return whileReading(environment.runtime, async () => {
    const refusal = environment.runtime.accept(
      'response',
      requestId,
      exchange.header('lambda-runtime-invocation-id'),
      exchange.of,
    )
    if (refusal !== undefined) return exchange.refuse(refusal.status, refusal.errorType, refusal.message)
    environment.answerBegins()
    const mode = exchange.header('lambda-runtime-function-response-mode') ?? ''
    if (mode !== '' && mode !== 'streaming') {
      environment.answerBadMode(mode, exchange.of)
      return exchange.refuse(400, 'InvalidFunctionResponseMode', 'Invalid function response mode')
    }
    const body = await exchange.body(responsePayloadLimit)
    if (body.truncated) {
      environment.answerTruncated(exchange.of)
      return exchange.refuse(400, 'TruncatedHTTPRequest', 'HTTP request detected as truncated')
    }
    if (body.tooLarge) {
      environment.answerTooLarge(body.length, exchange.of)
      return tooLarge(exchange)
    }
    environment.answer('response', body.bytes, exchange.of)
    accepted(exchange)
  })
}
