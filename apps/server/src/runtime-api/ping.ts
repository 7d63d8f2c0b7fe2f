// GET /2018-06-01/ping: is the Runtime API there? Undocumented, and kept by the official emulator.
import type { HttpExchange } from '../http/exchange.ts'

export function ping(exchange: HttpExchange): void {
  exchange.answer({ status: 200, heads: { 'Content-Type': 'text/plain; charset=utf-8' }, body: 'pong' })
}
