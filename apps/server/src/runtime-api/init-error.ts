// POST /2018-06-01/runtime/init/error and restore/error: the runtime could not initialise, or go on after a restore (Developer Guide, runtimes-api).
import { responsePayloadLimit } from '@playground/protocol'
import type { Environment } from '../environment/environment.ts'
import { scrubErrorType } from '../environment/failures.ts'
import type { HttpExchange } from '../http/exchange.ts'
import { accepted, tooLarge } from './answers.ts'

/** Reads the body first, then judges the state (403). */
export async function initError(
  exchange: HttpExchange,
  environment: Environment,
  call: 'init-error' | 'restore-error' = 'init-error',
): Promise<void> {
  const body = await exchange.body(responsePayloadLimit)
  const refusal = environment.runtime.acceptInitError(exchange.of, call)
  if (refusal !== undefined) return exchange.refuse(refusal.status, refusal.errorType, refusal.message)
  if (body.tooLarge) return tooLarge(exchange)
  environment.initFailed(body.bytes, scrubErrorType(exchange.header('lambda-runtime-function-error-type')))
  accepted(exchange)
}
