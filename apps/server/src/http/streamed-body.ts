// Reads a request's body in pieces, as fast as whoever takes them.
import type { IncomingMessage } from 'node:http'
import type { Heads } from '@playground/protocol'

export type StreamedBody = {
  /** All bytes that came. */
  length: number
  /** The connection ended before the body was whole. */
  truncated: boolean
  /** Heads that came after the body, in order and case. */
  trailers: Heads
}

/**
 * Gives each piece to `take`, and waits before the next one where that asks for it. Resolves when the body has ended, one way or
 * the other; never rejects. What `take` throws ends it as if the body had been cut off.
 */
export async function streamBody(
  request: IncomingMessage,
  take: (piece: Uint8Array) => Promise<void> | undefined,
): Promise<StreamedBody> {
  let length = 0
  // A request that breaks off after this must not bring the server down.
  request.on('error', () => {})
  try {
    for await (const piece of request as AsyncIterable<Buffer>) {
      length += piece.byteLength
      const room = take(piece)
      if (room !== undefined) await room
    }
  } catch {
    return { length, truncated: true, trailers: [] }
  }
  return { length, truncated: !request.complete, trailers: pairs(request.rawTrailers) }
}

/** Heads as Node.js gives them, in order and case. */
export function pairs(raw: string[]): Heads {
  const heads: Heads = []
  for (let index = 0; index + 1 < raw.length; index += 2) heads.push([raw[index]!, raw[index + 1]!])
  return heads
}
