// Reads the frames of InvokeWithResponseStream as their bytes come (application/vnd.amazon.eventstream, as the SDKs read it).
import { crc32 } from './crc32.ts'

/** Heads that are no strings are left out: the API sends none. */
export type Frame = { heads: Record<string, string>; payload: Uint8Array }

/** Length of the frame, length of its heads, checksum of both; each frame ends in a checksum of all before it. */
const preludeBytes = 12
const checksumBytes = 4
/** Of a frame that is none: what claims to be longer is not waited for (SDKs allow 16 MiB). */
const mostBytes = 16 * 1024 * 1024
/** Bytes of a value by its type; 6 and 7 say their length themselves. */
const lengths: Readonly<Record<number, number>> = { 0: 0, 1: 0, 2: 1, 3: 2, 4: 4, 5: 8, 8: 8, 9: 16 }
const stringType = 7
const bytesType = 6

export class FrameReader {
  #kept = new Uint8Array()

  /** Bytes of a frame that is not whole yet; nothing may be left at the end. */
  get left(): number {
    return this.#kept.byteLength
  }

  /** The frames that are whole with these bytes. Throws an Error that says what is wrong with them; nothing can be read after it. */
  push(bytes: Uint8Array): Frame[] {
    let rest = this.#kept.byteLength === 0 ? bytes : joined(this.#kept, bytes)
    const frames: Frame[] = []
    while (rest.byteLength >= preludeBytes) {
      const { length, headBytes } = prelude(rest)
      if (rest.byteLength < length) break
      frames.push(frame(rest.subarray(0, length), headBytes))
      rest = rest.subarray(length)
    }
    this.#kept = rest.slice()
    return frames
  }
}

function prelude(bytes: Uint8Array): { length: number; headBytes: number } {
  const view = viewOf(bytes)
  const [length, headBytes, checksum] = [view.getUint32(0), view.getUint32(4), view.getUint32(8)]
  if (checksum !== crc32(bytes.subarray(0, 8)))
    throw new Error('The beginning of a frame is damaged: its checksum is wrong.')
  if (length > mostBytes || length < preludeBytes + headBytes + checksumBytes)
    throw new Error(`A frame says that it has ${length} bytes, ${headBytes} of them heads: that cannot be.`)
  return { length, headBytes }
}

function frame(bytes: Uint8Array, headBytes: number): Frame {
  const end = bytes.byteLength - checksumBytes
  if (viewOf(bytes).getUint32(end) !== crc32(bytes.subarray(0, end)))
    throw new Error('A frame is damaged: its checksum is wrong.')
  const headEnd = preludeBytes + headBytes
  return { heads: heads(bytes.subarray(preludeBytes, headEnd)), payload: bytes.slice(headEnd, end) }
}

function heads(bytes: Uint8Array): Record<string, string> {
  const view = viewOf(bytes)
  const text = (from: number, length: number) => new TextDecoder().decode(bytes.subarray(from, from + length))
  const found: Record<string, string> = {}
  try {
    for (let at = 0; at < bytes.byteLength;) {
      const nameBytes = view.getUint8(at)
      const name = text(at + 1, nameBytes)
      const type = view.getUint8(at + 1 + nameBytes)
      const value = at + 2 + nameBytes
      const sized = type === stringType || type === bytesType
      const length = sized ? view.getUint16(value) : lengths[type]
      if (length === undefined) throw new Error('unknown type')
      if (type === stringType) found[name] = text(value + 2, length)
      at = value + (sized ? 2 : 0) + length
      if (at > bytes.byteLength) throw new Error('too long')
    }
  } catch {
    throw new Error('The heads of a frame cannot be read.')
  }
  return found
}

function viewOf({ buffer, byteOffset, byteLength }: Uint8Array): DataView {
  return new DataView(buffer, byteOffset, byteLength)
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  const both = new Uint8Array(a.byteLength + b.byteLength)
  both.set(a)
  both.set(b, a.byteLength)
  return both
}
