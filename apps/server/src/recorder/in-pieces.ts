// What may be shown of text that comes in pieces: a secret, or a character, may begin in one and end in the next.
import { lastCharacterEnd } from './preview.ts'

/**
 * Takes the pieces in order, and returns what may be shown so far: the secrets in it are masked, and an end that may be the beginning of
 * more is held back until the next piece. At most the longest secret is held. `secrets`: the name of each by its value.
 */
export function inPieces(secrets: ReadonlyMap<string, string>): (piece: Uint8Array) => Uint8Array {
  let held: Uint8Array = new Uint8Array()
  return (piece) => {
    // A character stands for a byte: a cut may be anywhere.
    let text = Buffer.concat([held, piece]).toString('latin1')
    let keep = 0
    for (const [secret, name] of secrets) text = text.replaceAll(asBytes(secret), asBytes(`redacted{${name}}`))
    for (const secret of secrets.keys()) keep = Math.max(keep, begun(text, asBytes(secret)))
    const bytes = Buffer.from(text, 'latin1')
    const end = lastCharacterEnd(bytes.subarray(0, bytes.length - keep))
    held = bytes.subarray(end)
    return bytes.subarray(0, end)
  }
}

/** How much of a secret, though not all, the text ends with. */
function begun(text: string, secret: string): number {
  for (let length = Math.min(secret.length - 1, text.length); length > 0; length -= 1)
    if (text.endsWith(secret.slice(0, length))) return length
  return 0
}

function asBytes(text: string): string {
  return Buffer.from(text).toString('latin1')
}
