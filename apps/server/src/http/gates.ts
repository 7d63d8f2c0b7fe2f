// The three moments at which an exchange can be held or altered. Nothing is set unless somebody asks for it, and then it costs nothing.
import type { HttpExchange } from './exchange.ts'

/** What becomes of an exchange that was stopped at a gate: it goes on, or its connection is ended. */
export type Decision = 'go-on' | 'drop'

/** Called synchronously; undefined lets the exchange pass at once. */
export type Gate = (exchange: HttpExchange) => undefined | Promise<Decision>

export type Gates = {
  /** Before a request is admitted. */
  admit?: Gate
  /** Before an event or an answer is delivered to a runtime. */
  deliver?: Gate
  /** Before the caller gets its result. */
  result?: Gate
}

/** Goes on at once where no gate is set. */
export function pass(gate: Gate | undefined, exchange: HttpExchange, goOn: () => void): void {
  const held = gate?.(exchange)
  if (held === undefined) return goOn()
  held.then(
    (decision) => (decision === 'drop' ? exchange.drop() : goOn()),
    () => exchange.drop(),
  )
}
