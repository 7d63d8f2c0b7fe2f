// The frames in which a streamed result travels: `application/vnd.amazon.eventstream` (API reference, InvokeWithResponseStream).
import { crc32 } from 'node:zlib'

export const eventStreamType = 'application/vnd.amazon.eventstream'
/** Payload of one frame, bytes; ours: clients take far more. */
const framePayloadLimit = 64 * 1024

/** How it went; none of these where it went well. */
export type Completion = {
  ErrorCode?: string
  ErrorDetails?: string
  /** Base64 */
  LogResult?: string
}

const chunkHeads = headsOf('PayloadChunk', 'application/octet-stream')
const completeHeads = headsOf('InvokeComplete', 'application/json')

/** A piece of the response, as frames, and what each of them carries. */
export function* payloadChunks(piece: Uint8Array): Generator<{ frame: Buffer; carries: Uint8Array }> {
  for (let from = 0; from < piece.byteLength; from += framePayloadLimit) {
    const carries = piece.subarray(from, from + framePayloadLimit)
    yield { frame: frameOf(chunkHeads, carries), carries }
  }
}

/** The last frame of each stream. */
export function invokeComplete(completion: Completion): Buffer {
  return frameOf(completeHeads, Buffer.from(JSON.stringify(completion)))
}

/** Lengths of the whole and of the heads, a CRC of the two, heads, payload, a CRC of all; big-endian. */
function frameOf(heads: Uint8Array, payload: Uint8Array): Buffer {
  const length = 12 + heads.byteLength + payload.byteLength + 4
  const frame = Buffer.allocUnsafe(length)
  frame.writeUInt32BE(length, 0)
  frame.writeUInt32BE(heads.byteLength, 4)
  frame.writeUInt32BE(crc32(frame.subarray(0, 8)), 8)
  frame.set(heads, 12)
  frame.set(payload, 12 + heads.byteLength)
  frame.writeUInt32BE(crc32(frame.subarray(0, length - 4)), length - 4)
  return frame
}

/** Each head: its name with a length of one byte, the number of its type, which is text, and its value with a length of two. */
function headsOf(eventType: string, contentType: string): Buffer {
  const heads = { ':message-type': 'event', ':event-type': eventType, ':content-type': contentType }
  return Buffer.concat(
    Object.entries(heads).map(([name, value]) =>
      Buffer.concat([
        Buffer.from([name.length]),
        Buffer.from(name),
        Buffer.from([7, 0, value.length]),
        Buffer.from(value),
      ]),
    ),
  )
}
