// Reads a streamed answer as an SDK does: frame by frame, until the last one says how it went.
import { completionOf, FrameReader, isPiece, type Completion } from '@playground/protocol/frames'

export type Streamed = { pieces: number; completion: Completion }

/** Throws an Error for people where it breaks off, or is no stream of frames. */
export async function readStream(body: ReadableStream<Uint8Array>): Promise<Streamed> {
  const frames = new FrameReader()
  const read: Streamed = { pieces: 0, completion: {} }
  let complete = false
  const reader = body.getReader()
  for (;;) {
    const { done, value } = await reader.read()
    if (done) break
    for (const frame of frames.push(value)) {
      if (isPiece(frame)) read.pieces += 1
      const completion = completionOf(frame)
      if (completion === undefined) continue
      complete = true
      read.completion = completion
    }
  }
  if (!complete || frames.left > 0)
    throw new Error('The answer ended without InvokeComplete, the frame that says how it went: an SDK throws here.')
  return read
}
