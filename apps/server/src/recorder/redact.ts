// Masks what is secret, off the answering path and before anything is written or sent.
import { commandLimit } from '@playground/protocol'
import type { Body, Heads, JournalEvent } from '@playground/protocol'
import { inPieces } from './in-pieces.ts'

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

  /** The same for one body that comes in pieces: what may be shown of each. */
  inPieces(): (piece: Uint8Array) => Uint8Array {
    return inPieces(this.#values)
  }

  /** The event as it may be kept: itself where nothing in it is secret. A piece of a body was masked before. */
  redact(event: JournalEvent): JournalEvent {
    switch (event.type) {
      case 'exchange.opened':
        return { ...event, heads: this.#heads(event.heads), target: this.#target(this.#text(event.target)) }
      case 'exchange.answered':
        return { ...event, heads: this.#heads(event.heads), body: this.#body(event.body) }
      case 'exchange.received':
        if (this.#values.size === 0) return event
        return {
          ...event,
          body: this.#body(event.body),
          ...(event.trailers === undefined ? {} : { trailers: this.#trailers(event.trailers) }),
        }
      case 'exchange.sent':
      case 'telemetry.delivered': {
        if (this.#values.size === 0) return event
        const { base64, ...unreadable } = { ...event.body, preview: '' }
        // Between frames half a secret would not be known; the pieces show what they carried.
        return { ...event, body: event.type === 'exchange.sent' && base64 ? unreadable : this.#body(event.body) }
      }
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

  /** An error that comes after its response is base64. */
  #trailers(heads: Heads): Heads {
    return this.#heads(heads).map(([name, value]) => {
      if (name.toLowerCase() !== 'lambda-runtime-function-error-body') return [name, value]
      const text = Buffer.from(value, 'base64').toString()
      const masked = this.#text(text)
      return [name, masked === text ? value : Buffer.from(masked).toString('base64')]
    })
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
