// A flood is slowed instead of stored: beyond its share of a slice of time a pipe waits, and with it the process.
import type { Readable } from 'node:stream'
import type { Clock } from '../clock.ts'

/** Bytes and records (lines, frames) that are taken in one slice of time. */
const sliceBytes = 1024 * 1024
const sliceRecords = 5_000
const sliceMs = 100

/** To be told what was taken of the stream, each time. */
export function slowed(stream: Readable, clock: Clock): (bytes: number, records: number) => void {
  let bytes = 0
  let records = 0
  let sliceStart = clock.now()
  const begin = (now: number) => {
    sliceStart = now
    bytes = records = 0
  }
  return (moreBytes, moreRecords) => {
    bytes += moreBytes
    records += moreRecords
    const now = clock.now()
    if (now - sliceStart >= sliceMs) return begin(now)
    if (bytes < sliceBytes && records < sliceRecords) return
    stream.pause()
    clock.after(sliceMs - (now - sliceStart), () => {
      begin(clock.now())
      stream.resume()
    })
  }
}
