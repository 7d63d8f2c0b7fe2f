import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { logFrames, type LogFrame } from './log-frames.ts'

const atMs = 1_735_689_600_123

function frame(text: string, { type = 0xa55a_000f, time = atMs, length = -1 } = {}): Buffer {
  const body = Buffer.from(text)
  const timed = (type & 0b10) !== 0
  const head = Buffer.alloc(timed ? 16 : 8)
  head.writeUInt32BE(type, 0)
  head.writeUInt32BE(length < 0 ? body.length : length, 4)
  if (timed) head.writeBigUInt64BE(BigInt(time) * 1000n, 8)
  return Buffer.concat([head, body])
}

/** What comes of bytes that arrive in pieces of a size. */
function read(bytes: Uint8Array, size = bytes.length): LogFrame[] {
  const given: LogFrame[] = []
  const frames = logFrames((one) => given.push(one))
  for (let at = 0; at < bytes.length; at += Math.max(1, size)) frames.take(bytes.subarray(at, at + Math.max(1, size)))
  frames.end()
  return given
}

const typeOf = (level: number, format: 0 | 1) => (0xa55a_0000 | (level << 2) | 0b10 | format) >>> 0

describe('frames of the log', () => {
  it('are one event each, whatever lines they have, with their level and time', () => {
    const bytes = Buffer.concat([frame('one\ntwo\n'), frame('{"a":1}', { type: typeOf(5, 0) })])
    expect(read(bytes)).toEqual([
      { text: 'one\ntwo\n', level: 'INFO', time: atMs },
      { text: '{"a":1}', level: 'ERROR', time: atMs },
    ])
  })

  it.each([
    [1, 'TRACE'],
    [2, 'DEBUG'],
    [3, 'INFO'],
    [4, 'WARN'],
    [5, 'ERROR'],
    [6, 'FATAL'],
  ])('have the level of their number %i', (number, level) => {
    expect(read(frame('x', { type: typeOf(number, 1) }))).toEqual([{ text: 'x', level, time: atMs }])
  })

  it('may have no level, and in their old form no time', () => {
    expect(read(frame('x', { type: 0xa55a_0003 }))).toEqual([{ text: 'x', time: atMs }])
    expect(read(frame('x', { type: 0xa55a_0001 }))).toEqual([{ text: 'x' }])
  })

  it('may be empty', () => {
    expect(read(Buffer.concat([frame(''), frame('after')])).map(({ text }) => text)).toEqual(['', 'after'])
  })

  it('are the same wherever they are cut', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: 'grapheme' }), { maxLength: 6 }),
        fc.integer({ min: 1, max: 30 }),
        (texts, size) => {
          const bytes = Buffer.concat(texts.map((text) => frame(text)))
          expect(read(bytes, size).map(({ text }) => text)).toEqual(texts)
        },
      ),
    )
  })

  it('come in parts where they are long, whose characters stay whole', () => {
    const text = 'ä€𝄞'.repeat(20_000)
    const given = read(frame(text), 1000)
    expect(given.map((one) => one.text).join('')).toBe(text)
    expect(given.map(({ partial }) => partial ?? false)).toEqual([true, true, false])
    for (const one of given) expect(Buffer.byteLength(one.text)).toBeLessThanOrEqual(64 * 1024 + 4)
  })

  it('are not waited for once the descriptor is closed', () => {
    expect(read(frame('half', { length: 100 }))).toEqual([{ text: 'half', level: 'INFO', time: atMs }])
  })

  it('leave what is none of them as plain lines, and are found again after it', () => {
    const bytes = Buffer.concat([Buffer.from('plain\nmore'), frame('framed'), Buffer.from('ä and the rest')])
    for (const size of [1, 3, bytes.length]) {
      expect(read(bytes, size)).toEqual([
        { text: 'plain' },
        { text: 'more' },
        { text: 'framed', level: 'INFO', time: atMs },
        { text: 'ä and the rest' },
      ])
    }
  })

  it.each([
    ['an impossible length', frame('', { length: 0xffff_ffff })],
    ['an unknown level', frame('', { type: 0xa55a_00ff })],
    ['half a head', Buffer.from([0xa5, 0x5a, 0x00])],
  ])('are found again after %s', (_, garbage) => {
    const given = read(Buffer.concat([garbage, frame('framed')]))
    expect(given.at(-1)).toEqual({ text: 'framed', level: 'INFO', time: atMs })
  })

  it('keep no more than a part, however much plain text has no end', () => {
    const given = read(Buffer.alloc(300_000, 'x'), 4096)
    expect(given.map(({ text }) => text.length)).toEqual([65_536, 65_536, 65_536, 65_536, 37_856])
    expect(given.slice(0, -1).every(({ partial }) => partial)).toBe(true)
  })

  it('have no instant that no calendar has', () => {
    const bytes = frame('x')
    bytes.writeBigUInt64BE(0xffff_ffff_ffff_ffffn, 8)
    expect(read(bytes)).toEqual([{ text: 'x', level: 'INFO' }])
  })

  it('survive any bytes, and lose none of the plain text', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.integer({ min: 1, max: 50 }), (bytes, size) => {
        expect(() => read(bytes, size)).not.toThrow()
      }),
    )
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 1, max: 50 }), (text, size) => {
        const lines = text.split('\n')
        if (lines.at(-1) === '') lines.pop()
        expect(read(Buffer.from(text), size).map((one) => one.text)).toEqual(lines)
      }),
    )
  })
})
