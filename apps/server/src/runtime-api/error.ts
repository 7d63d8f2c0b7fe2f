// POST /2018-06-01/runtime/invocation/ID/error: the function failed (Developer Guide, runtimes-api).
import { responsePayloadLimit } from '@playground/protocol'
import type { Environment } from '../environment/environment.ts'
import { scrubErrorType } from '../environment/failures.ts'
import type { HttpExchange } from '../http/exchange.ts'
import { accepted, tooLarge } from './answers.ts'
import { errorPayload } from './error-cause.ts'
import { whileReading } from './reading.ts'

/** Refuses a wrong id (400), a wrong moment (403) and a body over the limit (413); any other body goes to the caller as it is. */
export function error(
  exchange: HttpExchange,
  environment: Environment,
  { requestId }: { requestId: string },
): Promise<void> {
  return whileReading(environment.runtime, async () => {
    const refusal = environment.runtime.accept(
      'error',
      requestId,
      exchange.header('lambda-runtime-invocation-id'),
      exchange.of,
    )
    if (refusal !== undefined) return exchange.refuse(refusal.status, refusal.errorType, refusal.message)
    environment.answerBegins()
    const body = await exchange.body(responsePayloadLimit)
    if (body.tooLarge) {
      environment.answerTooLarge(body.length, exchange.of)
      return tooLarge(exchange)
    }
    const errorType = scrubErrorType(exchange.header('lambda-runtime-function-error-type'))
    environment.answer('error', errorPayload(body.bytes, exchange.header('content-type')), exchange.of, errorType)
    accepted(exchange)
  })
}
