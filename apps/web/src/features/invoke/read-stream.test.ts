import { expect, it } from 'vitest'
import { crc32 } from 'node:zlib'
import { readStream } from './read-stream.ts'

function frame(type: string, payload: string): Uint8Array {
  const head = Buffer.concat([
    Buffer.from([11]),
    Buffer.from(':event-type'),
    Buffer.from([7, 0, type.length]),
    Buffer.from(type),
  ])
  const body = Buffer.from(payload)
  const bytes = Buffer.alloc(16 + head.length + body.length)
  bytes.writeUInt32BE(bytes.length, 0)
  bytes.writeUInt32BE(head.length, 4)
  bytes.writeUInt32BE(crc32(bytes.subarray(0, 8)), 8)
  bytes.set(head, 12)
  bytes.set(body, 12 + head.length)
  bytes.writeUInt32BE(crc32(bytes.subarray(0, -4)), bytes.length - 4)
  return bytes
}

function answer(...parts: Uint8Array[]): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      for (const part of parts) controller.enqueue(part)
      controller.close()
    },
  })
}

it('counts the pieces and reads how it went', async () => {
  const complete = frame('InvokeComplete', '{"ErrorCode":"Unhandled"}')
  const parts = [
    frame('PayloadChunk', 'one'),
    frame('PayloadChunk', 'two'),
    complete.subarray(0, 5),
    complete.subarray(5),
  ]
  expect(await readStream(answer(...parts))).toEqual({
    pieces: 2,
    completion: { errorCode: 'Unhandled' },
  })
})

it('says so where it breaks off, or is something else', async () => {
  const read = (...parts: Uint8Array[]) => readStream(answer(...parts))
  await expect(read(frame('PayloadChunk', 'one'))).rejects.toThrow(/without InvokeComplete/)
  await expect(read(frame('InvokeComplete', '{}'), frame('PayloadChunk', 'one').subarray(0, 9))).rejects.toThrow()
  await expect(read(Buffer.from('<html>no frames here</html>'))).rejects.toThrow(/damaged/)
})
