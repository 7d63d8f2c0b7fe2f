// POST /2018-06-01/runtime/invocation/ID/response: the result of an invocation, whole or in pieces (Developer Guide, runtimes-api, runtimes-custom).
import type { Answering, IncomingResponse } from '../environment/answering.ts'
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
    const read = mode === 'streaming' ? inPieces : inOnePiece
    const { body, limit, incoming } = await read(exchange, answering)
    if (body.truncated) {
      answering.truncated()
      return exchange.refuse(400, 'TruncatedHTTPRequest', 'HTTP request detected as truncated')
    }
    if (body.tooLarge) {
      answering.tooLarge(body.length, limit)
      return tooLarge(exchange, limit)
    }
    incoming().whole(trailingError(body.trailers))
    accepted(exchange)
  })
}

async function inPieces(exchange: HttpExchange, answering: Answering) {
  const incoming = answering.response({ contentType: exchange.header('content-type'), streams: true })
  const take: IncomingResponse['take'] = (piece) =>
    (answering.over ? exchange.drop() : incoming.take(piece)) ?? undefined
  const body = await exchange.stream(take, incoming.limit)
  return { body, limit: incoming.limit, incoming: () => incoming }
}

/** It is begun only when it is there: one that is cut off or too large has no piece. */
async function inOnePiece(exchange: HttpExchange, answering: Answering) {
  const body = await exchange.body(answering.limit)
  const incoming = () => {
    const response = answering.response({ contentType: exchange.header('content-type'), streams: false })
    // The runtime is done with it, and does not wait until the caller has it.
    void response.take(body.bytes)
    return response
  }
  return { body, limit: answering.limit, incoming }
}
