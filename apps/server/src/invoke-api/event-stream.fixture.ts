// Reads an event stream as a client does that trusts nothing: lengths, both checksums, and heads of text alone.
import { crc32 } from 'node:zlib'

export type Frame = { heads: Record<string, string>; payload: Buffer }

/** All frames of a stream that is whole. */
export function framesIn(stream: Buffer): Frame[] {
  const { frames, rest } = readFrames(stream)
  if (rest.length > 0) throw new Error(`the stream ends within a frame, ${rest.length} bytes after its beginning`)
  return frames
}

/** The frames that are there already, and what is left after them. */
export function readFrames(stream: Buffer): { frames: Frame[]; rest: Buffer } {
  const frames: Frame[] = []
  let rest = stream
  while (rest.length >= 4 && rest.length >= rest.readUInt32BE(0)) {
    const length = rest.readUInt32BE(0)
    frames.push(readFrame(rest.subarray(0, length)))
    rest = rest.subarray(length)
  }
  return { frames, rest }
}

function readFrame(frame: Buffer): Frame {
  const headsLength = frame.readUInt32BE(4)
  if (frame.readUInt32BE(8) !== crc32(frame.subarray(0, 8))) throw new Error('the checksum of the lengths is wrong')
  if (frame.readUInt32BE(frame.length - 4) !== crc32(frame.subarray(0, -4))) throw new Error('the checksum is wrong')
  const heads: Record<string, string> = {}
  const end = 12 + headsLength
  for (let at = 12; at < end;) {
    const name = frame.toString('utf8', at + 1, at + 1 + frame[at]!)
    at += 1 + name.length
    if (frame[at] !== 7) throw new Error(`the head ${name} is of type ${frame[at]}, and not text`)
    const length = frame.readUInt16BE(at + 1)
    heads[name] = frame.toString('utf8', at + 3, at + 3 + length)
    at += 3 + length
  }
  return { heads, payload: frame.subarray(end, -4) }
}
