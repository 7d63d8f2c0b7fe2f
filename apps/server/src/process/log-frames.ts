// The log frames that a runtime writes to the descriptor in `_LAMBDA_TELEMETRY_LOG_FD`: one frame is one record of the log.
import type { Readable } from 'node:stream'
import { StringDecoder } from 'node:string_decoder'
import type { Clock } from '../clock.ts'
import { slowed } from './flood.ts'
import { partsOf } from './parts.ts'

/** `time`: epoch milliseconds. `text`: all its lines, without the last line's end. `partial`: it goes on in the next one. */
export type Frame = { level?: string; time?: number; text: string; partial: boolean }

/** In the order of the numbers in a frame's type; 0 says none. */
const levels = [undefined, 'TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL'] as const
/** The first half of each frame's type (runtime interface clients of AWS). */
const magic = Buffer.from([0xa5, 0x5a])
/** Set in the type where a timestamp, microseconds since the epoch, comes after the length. */
const timeBit = 0b10
/** Characters of one frame, beyond which it is given in parts. */
const frameLimit = 64 * 1024

type Open = { level?: string; time?: number; left: number; decoder: StringDecoder; text: string }

/** Gives each frame; what comes outside of one is given as text that says nothing of itself. */
export function readFrames(stream: Readable, clock: Clock, onFrame: (frame: Frame) => void): void {
  const took = slowed(stream, clock)
  let rest: Buffer = Buffer.alloc(0)
  let open: Open | undefined
  let frames = 0

  const give = (text: string, partial: boolean) => {
    frames += 1
    const { level, time } = open ?? {}
    onFrame({
      ...(level === undefined ? {} : { level }),
      ...(time === undefined ? {} : { time }),
      text: partial || !text.endsWith('\n') ? text : text.slice(0, -1),
      partial,
    })
  }
  /** Of the frame that is open; whether it is complete. */
  const fill = (frame: Open) => {
    const part = rest.subarray(0, frame.left)
    rest = rest.subarray(part.length)
    frame.left -= part.length
    frame.text += frame.decoder.write(part) + (frame.left === 0 ? frame.decoder.end() : '')
    const parts = partsOf(frame.text, frameLimit)
    frame.text = parts.pop()!
    for (const part of parts) give(part, true)
    if (frame.left > 0) return false
    give(frame.text, false)
    return true
  }
  /** Up to where a frame may begin: its first byte may be the last that came. */
  const skip = () => {
    const at = rest.indexOf(magic)
    const end = at >= 0 ? at : rest.at(-1) === magic[0] ? rest.length - 1 : rest.length
    if (end > 0) give(rest.toString('utf8', 0, end), false)
    rest = rest.subarray(end)
  }
  const take = () => {
    while (rest.length > 0) {
      if (open !== undefined) {
        if (!fill(open)) return
        open = undefined
        continue
      }
      skip()
      const head = headOf(rest)
      if (head === undefined) return
      rest = rest.subarray(head.bytes)
      open = { ...head.said, left: head.length, decoder: new StringDecoder('utf8'), text: '' }
      if (open.left > 0) continue
      give('', false)
      open = undefined
    }
  }

  stream.on('data', (chunk: Buffer) => {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk])
    take()
    took(chunk.length, frames)
    frames = 0
  })
  stream.on('error', () => {})
  stream.on('close', () => {
    const left = open === undefined ? rest.toString('utf8') : open.text + open.decoder.end()
    if (left !== '') give(left, false)
    open = undefined
    rest = Buffer.alloc(0)
  })
}

/** Undefined as long as it is not whole. */
function headOf(bytes: Buffer): { bytes: number; length: number; said: { level?: string; time?: number } } | undefined {
  if (bytes.length < 8) return undefined
  const type = bytes.readUInt16BE(2)
  const length = bytes.readUInt32BE(4)
  const level = levels[(type >> 2) & 0b111]
  const said = level === undefined ? {} : { level }
  if ((type & timeBit) === 0) return { bytes: 8, length, said }
  if (bytes.length < 16) return undefined
  return { bytes: 16, length, said: { ...said, time: Number(bytes.readBigUInt64BE(8)) / 1000 } }
}
