import { crc32 } from 'node:zlib'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { framesIn } from './event-stream.fixture.ts'
import { invokeComplete, payloadChunks } from './event-stream.ts'

it('cuts a piece into frames whose payloads are the piece, each of at most 64 KiB', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), fc.nat(2000), (unit, times) => {
      const piece = Buffer.concat(Array.from({ length: times }, () => unit))
      const chunks = [...payloadChunks(piece)]
      const frames = framesIn(Buffer.concat(chunks.map(({ frame }) => frame)))
      expect(Buffer.concat(frames.map(({ payload }) => payload)).equals(piece)).toBe(true)
      expect(Buffer.concat(chunks.map(({ carries }) => carries)).equals(piece)).toBe(true)
      for (const { heads, payload } of frames) {
        expect(payload.length).toBeLessThanOrEqual(64 * 1024)
        expect(payload.length).toBeGreaterThan(0)
        expect(heads).toEqual({
          ':message-type': 'event',
          ':event-type': 'PayloadChunk',
          ':content-type': 'application/octet-stream',
        })
      }
    }),
    { numRuns: 30 },
  )
})

it('is the frame of the API reference, to the byte', () => {
  const frame = invokeComplete({})
  const heads = [
    '\x0d:message-type\x07\x00\x05event',
    '\x0b:event-type\x07\x00\x0eInvokeComplete',
    '\x0d:content-type\x07\x00\x10application/json',
  ].join('')
  expect(frame.subarray(12, -4).toString('latin1')).toBe(`${heads}{}`)
  expect([frame.readUInt32BE(0), frame.readUInt32BE(4)]).toEqual([frame.length, heads.length])
  expect(frame.readUInt32BE(8)).toBe(crc32(frame.subarray(0, 8)))
  expect(frame.readUInt32BE(frame.length - 4)).toBe(crc32(frame.subarray(0, -4)))
})
