// POST /2018-06-01/runtime/invocation/ID/response: the result of an invocation, whole or in pieces (Developer Guide, runtimes-api, runtimes-custom).
import type { IncomingResponse } from '../environment/answering.ts'
import type { Environment } from '../environment/environment.ts'
import type { HttpExchange } from '../http/exchange.ts'
import { accepted, tooLarge } from './answers.ts'
import { trailingError } from './trailing-error.ts'

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
    const incoming = answering.response({
      contentType: exchange.header('content-type'),
      streams: mode === 'streaming',
    })
    const { limit, flows } = incoming
    const take: IncomingResponse['take'] = (piece) => {
      if (!answering.over) return incoming.take(piece)
      exchange.drop()
      return undefined
    }
    const whole = flows || mode === 'streaming' ? undefined : await exchange.body(limit)
    const body = whole ?? (await exchange.stream(take, limit))
    if (body.truncated) {
      answering.truncated()
      return exchange.refuse(400, 'TruncatedHTTPRequest', 'HTTP request detected as truncated')
    }
    if (body.tooLarge) {
      answering.tooLarge(body.length, limit)
      return tooLarge(exchange, limit)
    }
    if (whole !== undefined) void incoming.take(whole.bytes)
    incoming.whole(trailingError(body.trailers))
    accepted(exchange)
  })
}
