// The bytes that an entry shows of a body.
import type { Body } from '@playground/protocol'

export function bytesIn({ preview, base64 }: Body): Uint8Array<ArrayBuffer> {
  return base64 === true
    ? Uint8Array.from(atob(preview), (character) => character.codePointAt(0)!)
    : new TextEncoder().encode(preview)
}
