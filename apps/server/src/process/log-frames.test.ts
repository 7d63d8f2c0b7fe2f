import { once } from 'node:events'
import { PassThrough } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { systemClock } from '../clock.ts'
import { readFrames, type Frame } from './log-frames.ts'

const time = 1_767_225_600_123

/** As the Node.js client of AWS writes it. */
function frame(text: string, type = 0xa55a0003, micros = BigInt(time) * 1000n): Buffer {
  const message = Buffer.from(text)
  const head = Buffer.alloc(16)
  head.writeUInt32BE(type >>> 0, 0)
  head.writeUInt32BE(message.length, 4)
  head.writeBigInt64BE(micros, 8)
  return Buffer.concat([head, message])
}

async function read(...chunks: Buffer[]): Promise<Frame[]> {
  const frames: Frame[] = []
  const stream = new PassThrough()
  readFrames(stream, systemClock, (one) => frames.push(one))
  for (const chunk of chunks) stream.write(chunk)
  stream.end()
  await once(stream, 'close')
  return frames
}

describe('a log frame', () => {
  it('has its level, its time in milliseconds, and all its lines', async () => {
    expect(await read(frame('one\ntwo\n', 0xa55a0003 | (5 << 2)), frame('{"a":1}', 0xa55a0002 | (3 << 2)))).toEqual([
      { level: 'ERROR', time, text: 'one\ntwo', partial: false },
      { level: 'INFO', time, text: '{"a":1}', partial: false },
    ])
  })

  it.each(
    ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL'].map((name, index): [string, number] => [name, index + 1]),
  )('tells %s by its number', async (level, number) => {
    expect(await read(frame('x', 0xa55a0003 | (number << 2)))).toMatchObject([{ level }])
  })

  it('may say neither level nor time', async () => {
    const old = Buffer.concat([Buffer.from([0xa5, 0x5a, 0, 1, 0, 0, 0, 2]), Buffer.from('hi')])
    expect(await read(frame('no level'), old)).toEqual([
      { time, text: 'no level', partial: false },
      { text: 'hi', partial: false },
    ])
  })

  it('is the same in whatever pieces it comes', async () => {
    const whole = Buffer.concat([frame('first 💡'), frame(''), frame('second\n')])
    const bytes = [...whole].map((_byte, at) => whole.subarray(at, at + 1))
    expect(await read(...bytes)).toEqual([
      { time, text: 'first 💡', partial: false },
      { time, text: '', partial: false },
      { time, text: 'second', partial: false },
    ])
  })

  it('that is long comes in parts, whole characters each', async () => {
    const text = '💡é'.repeat(50_000)
    const frames = await read(frame(text))
    expect(frames.map((one) => one.text).join('')).toBe(text)
    expect(frames.map(({ partial }) => partial)).toEqual([true, true, false])
    expect(frames.every((one) => one.time === time)).toBe(true)
  })

  it('is found again after something that is none', async () => {
    expect(await read(Buffer.from('plain words\n'), frame('framed'), Buffer.from([0xa5]))).toEqual([
      { text: 'plain words', partial: false },
      { time, text: 'framed', partial: false },
      { text: '\ufffd', partial: false },
    ])
  })

  it('that breaks off is given as far as it came', async () => {
    expect(await read(frame('broken off').subarray(0, 22))).toEqual([{ time, text: 'broken', partial: false }])
  })
})
