import fc from 'fast-check'
import { gzipSync } from 'fflate'
import { expect, it } from 'vitest'
import { completionIn, completionOf, FrameReader, isPiece, type Frame } from './index.ts'

const utf8 = (text: string) => new TextEncoder().encode(text)

function concat(...parts: readonly (Uint8Array | number[])[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => [...part]))
}

const number = (value: number) => Uint8Array.from([24, 16, 8, 0].map((shift) => (value >>> shift) & 0xff))
/** The checksum as another library has it: little endian, eight bytes before the end of what it compresses. */
const checksum = (bytes: Uint8Array) => gzipSync(bytes).slice(-8, -4).reverse()

/** A frame as the service writes it. */
function frameWith(heads: Uint8Array, payload: Uint8Array): Uint8Array {
  const lengths = concat(number(16 + heads.length + payload.length), number(heads.length))
  const before = concat(lengths, checksum(lengths), heads, payload)
  return concat(before, checksum(before))
}

function frameOf(heads: Record<string, string>, payload: string): Uint8Array {
  const parts = Object.entries(heads).map(([name, value]) =>
    concat([name.length], utf8(name), [7], number(utf8(value).length).slice(2), utf8(value)),
  )
  return frameWith(concat(...parts), utf8(payload))
}

const piece = (text: string) => frameOf({ ':message-type': 'event', ':event-type': 'PayloadChunk' }, text)
const complete = (text: string) => frameOf({ ':message-type': 'event', ':event-type': 'InvokeComplete' }, text)
const textOf = ({ payload }: Frame) => new TextDecoder().decode(payload)

it('reads frames wherever the bytes are cut', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'grapheme' })), fc.array(fc.nat(60)), (texts, cuts) => {
      const bytes = concat(...texts.map(piece), complete('{}'))
      const reader = new FrameReader()
      const frames: Frame[] = []
      let at = 0
      for (const cut of [...cuts, bytes.length]) {
        frames.push(...reader.push(bytes.subarray(at, at + cut)))
        at += cut
      }
      expect(frames.filter(isPiece).map(textOf)).toEqual(texts)
      expect(completionOf(frames.at(-1)!)).toEqual({})
      expect(reader.left).toBe(0)
    }),
  )
})

it('reads the empty frame that the SDKs test with', () => {
  const empty = Uint8Array.from([0, 0, 0, 16, 0, 0, 0, 0, 0x05, 0xc2, 0x48, 0xeb, 0x7d, 0x98, 0xc8, 0xff])
  expect(new FrameReader().push(empty)).toEqual([{ heads: {}, payload: new Uint8Array() }])
})

it('says how it went', () => {
  const read = (text: string) => completionOf(new FrameReader().push(complete(text))[0]!)
  expect(read('{"ErrorCode":"Unhandled","ErrorDetails":"{}","LogResult":"bG9n"}')).toEqual({
    errorCode: 'Unhandled',
    errorDetails: '{}',
    log: 'bG9n',
  })
  expect(read('{"ErrorCode":null}')).toEqual({})
  expect(completionIn(concat(piece('one'), complete('{"ErrorCode":"x"}')))).toEqual({ errorCode: 'x' })
  expect(completionIn(piece('one'))).toBeUndefined()
  expect(read('nonsense')).toBeUndefined()
  expect(completionOf(new FrameReader().push(piece('x'))[0]!)).toBeUndefined()
})

it('passes over heads that are no strings', () => {
  // A boolean, a number of four bytes and one of sixteen, then a string.
  const head = [1, 97, 0, 1, 98, 4, 0, 0, 0, 1, 1, 99, 9, ...Array.from({ length: 16 }, () => 1), 1, 100, 7, 0, 1, 101]
  const bytes = frameWith(Uint8Array.from(head), new Uint8Array())
  expect(new FrameReader().push(bytes)[0]!.heads).toEqual({ d: 'e' })
})

it('never takes damaged bytes for a frame', () => {
  const bytes = concat(piece('one'), piece('two'))
  for (let at = 0; at < bytes.length; at += 1) {
    const damaged = Uint8Array.from(bytes)
    damaged[at]! ^= 0x10
    expect(() => new FrameReader().push(damaged)).toThrow(/damaged/)
  }
  expect(() => new FrameReader().push(utf8('{"Message":"no stream at all"}'))).toThrow(/damaged/)
  const reader = new FrameReader()
  reader.push(bytes.subarray(0, -1))
  expect(reader.left).toBe(piece('two').length - 1)
})
