// The bytes of a body that streams, as far as its pieces show them: one after the other, until one shows less than it has.
import type { Body, Entry, EventOf } from '@playground/protocol'
import { bytesIn } from './body-bytes.ts'

export class StreamedBytes {
  bytes = new Uint8Array()
  /** A piece showed less than it has: what comes after it has no place here. */
  cut = false

  /** Takes the pieces of one side of one exchange; other entries are passed over. */
  take(entries: readonly Entry[], exchange: number, side: EventOf<'exchange.piece'>['side']): void {
    const found: Uint8Array[] = []
    let length = this.bytes.byteLength
    for (const { of, event } of entries) {
      if (event.type !== 'exchange.piece' || of.exchange !== exchange || event.side !== side || this.cut) continue
      if (event.offset !== length) {
        this.cut = true
        continue
      }
      const bytes = bytesIn(event.body)
      found.push(bytes)
      length += bytes.byteLength
      this.cut = bytes.byteLength < event.body.bytes
    }
    if (found.length === 0) return
    const all = new Uint8Array(length)
    all.set(this.bytes)
    let at = this.bytes.byteLength
    for (const bytes of found) {
      all.set(bytes, at)
      at += bytes.byteLength
    }
    this.bytes = all
  }
}

/** As an entry would show them. `total`: bytes of the whole; `whole`: its name, where it is kept. */
export function bodyOf(bytes: Uint8Array, total: number, whole: string | undefined, open: boolean): Body {
  const rest = whole === undefined ? {} : { whole }
  try {
    // A character whose last bytes are still to come is no sign of another encoding.
    const partial = open || bytes.byteLength < total
    return {
      bytes: total,
      preview: new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: partial }),
      ...rest,
    }
  } catch {
    let letters = ''
    for (const byte of bytes) letters += String.fromCodePoint(byte)
    return { bytes: total, preview: btoa(letters), base64: true, ...rest }
  }
}
