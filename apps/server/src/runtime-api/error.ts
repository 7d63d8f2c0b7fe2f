// POST /2018-06-01/runtime/invocation/ID/error: the function failed (Developer Guide, runtimes-api).
import type { Environment } from '../environment/environment.ts'
import { scrubErrorType } from '../environment/failures.ts'
import type { HttpExchange } from '../http/exchange.ts'
import { accepted, tooLarge } from './answers.ts'
import { errorPayload } from './error-cause.ts'

/** Refuses a wrong id (400), a wrong moment (403) and a body over the limit (413); any other body goes to the caller as it is. */
export function error(
  exchange: HttpExchange,
  environment: Environment,
  { requestId }: { requestId: string },
): Promise<void> {
  return environment.answering(async () => {
    const attemptId = exchange.header('lambda-runtime-invocation-id')
    const answering = environment.accept('error', requestId, attemptId, exchange.of)
    if ('status' in answering) return exchange.refuse(answering.status, answering.errorType, answering.message)
    const body = await exchange.body(answering.limit)
    if (body.tooLarge) {
      answering.tooLarge(body.length, answering.limit)
      return tooLarge(exchange, answering.limit)
    }
    const errorType = scrubErrorType(exchange.header('lambda-runtime-function-error-type'))
    answering.failed({ errorType, body: errorPayload(body.bytes, exchange.header('content-type')) })
    accepted(exchange)
  })
}
