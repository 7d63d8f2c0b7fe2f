// The answers that several endpoints share.
import { responsePayloadLimit } from '@playground/protocol'
import { json, type HttpExchange } from '../http/exchange.ts'

export function accepted(exchange: HttpExchange): void {
  exchange.answer({ status: 202, ...json({ status: 'OK' }) })
}

/** `limit` in bytes. */
export function tooLarge(exchange: HttpExchange, limit = responsePayloadLimit): void {
  exchange.refuse(413, 'RequestEntityTooLarge', `Exceeded maximum allowed payload size (${limit} bytes).`)
}
