// The part of a body that an entry carries itself.
import { isUtf8 } from 'node:buffer'
import { bodyPreviewLimit } from '@playground/protocol'

/** Text of at most 4 KiB, cut between characters; base64 where the bytes are not UTF-8. */
export function previewOf(bytes: Uint8Array): { preview: string; base64?: true } {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, bodyPreviewLimit))
  const whole = bytes.byteLength <= bodyPreviewLimit
  const text = whole ? head : head.subarray(0, lastCharacterEnd(head))
  return isUtf8(text) ? { preview: text.toString('utf8') } : { preview: head.toString('base64'), base64: true }
}

/** Where the last character that is whole ends: a cut may fall within the up to four bytes of one. */
export function lastCharacterEnd(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(4, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back]!
    if (byte < 0x80) return bytes.length - back + 1
    if (byte < 0xc0) continue
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2
    return length === back ? bytes.length : bytes.length - back
  }
  return bytes.length
}
