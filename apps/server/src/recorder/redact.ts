// Masks what is secret, off the answering path and before anything is written or sent.
import { commandLimit } from '@playground/protocol'
import type { Body, Heads, JournalEvent } from '@playground/protocol'

const secretHeads = new Set([
  'authorization',
  'proxy-authorization',
  'cookie',
  'set-cookie',
  'x-amz-security-token',
  'x-api-key',
  'lambda-playground-token',
])
/** A shorter value would mask ordinary text. */
const shortestSecret = 8

export class Redactor {
  readonly #values = new Map<string, string>()

  /** From now on `value` is masked wherever it turns up, as `redacted{name}`. */
  add(name: string, value: string): void {
    if (value.length >= shortestSecret) this.#values.set(value, name)
  }

  /** The event as it may be kept: itself where nothing in it is secret. */
  redact(event: JournalEvent): JournalEvent {
    switch (event.type) {
      case 'exchange.opened':
        return { ...event, heads: this.#heads(event.heads), target: this.#target(this.#text(event.target)) }
      case 'exchange.answered':
        return { ...event, heads: this.#heads(event.heads), body: this.#body(event.body) }
      case 'exchange.received':
      case 'telemetry.delivered':
        return this.#values.size === 0 ? event : { ...event, body: this.#body(event.body) }
      case 'event.destined':
        return this.#values.size === 0 ? event : { ...event, record: this.#body(event.record) }
      case 'event.waiting':
        return this.#values.size === 0 ? event : { ...event, why: this.#text(event.why) }
      case 'process.printed':
      case 'telemetry.emitted':
        return this.#values.size === 0 ? event : { ...event, line: this.#text(event.line) }
      case 'process.started':
        return {
          ...event,
          command: event.command.map((part) => this.#text(part)),
          variables: Object.fromEntries(
            Object.entries(event.variables).map(([name, value]) => [name, this.#text(value)]),
          ),
        }
      case 'process.listed':
        // Cut short only here: half a secret would not be known again.
        return {
          ...event,
          processes: event.processes.map((one) => ({ ...one, command: shortened(this.#text(one.command)) })),
        }
      case 'environment.peer':
        return { ...event, command: event.command.map((part) => this.#text(part)) }
      default:
        return event
    }
  }

  #heads(heads: Heads): Heads {
    const secret = heads.some(([name]) => secretHeads.has(name.toLowerCase()))
    if (!secret && this.#values.size === 0) return heads
    return heads.map(([name, value]) => [
      name,
      secretHeads.has(name.toLowerCase()) ? `redacted{${name.toLowerCase()}}` : this.#text(value),
    ])
  }

  #body(body: Body): Body {
    if (this.#values.size === 0 || body.base64) return body
    const preview = this.#text(body.preview)
    return preview === body.preview ? body : { ...body, preview }
  }

  #target(target: string): string {
    return target.replace(/([?&]token=)[^&]*/, '$1redacted{token}')
  }

  #text(text: string): string {
    let masked = text
    for (const [value, name] of this.#values)
      if (masked.includes(value)) masked = masked.replaceAll(value, `redacted{${name}}`)
    return masked
  }
}

function shortened(command: string): string {
  return command.length <= commandLimit ? command : `${command.slice(0, commandLimit - 1)}…`
}
