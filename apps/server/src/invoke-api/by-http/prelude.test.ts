import fc from 'fast-check'
import { expect, it } from 'vitest'
import { preludeLimit, PreludeReader } from './prelude.ts'

/** What is read of bytes that are cut at these places. */
function read(bytes: Uint8Array, cuts: readonly number[]): { json: string; body: string } | 'too-long' | undefined {
  const reader = new PreludeReader()
  const places = [0, ...cuts.map((cut) => cut % (bytes.byteLength + 1)).toSorted((a, b) => a - b), bytes.byteLength]
  const pieces = places.slice(1).map((end, index) => bytes.subarray(places[index], end))
  for (const [index, piece] of pieces.entries()) {
    const prelude = reader.push(piece)
    if (prelude === 'too-long') return prelude
    if (prelude === undefined) continue
    const body = Buffer.concat([prelude.rest, ...pieces.slice(index + 1)])
    return { json: Buffer.from(prelude.json).toString('latin1'), body: body.toString('latin1') }
  }
  return undefined
}

it('reads the same, however it is cut', () => {
  const json = fc.json({ maxDepth: 2 }).map((text) => Buffer.from(text).toString('latin1'))
  const body = fc.string({ unit: fc.constantFrom('\0', 'a', '\xff', '{') })
  fc.assert(
    fc.property(json, body, fc.array(fc.nat(), { maxLength: 20 }), (given, rest, cuts) => {
      expect(read(Buffer.from(`${given}\0\0\0\0\0\0\0\0${rest}`, 'latin1'), cuts)).toEqual({ json: given, body: rest })
    }),
  )
})

it('is in one piece for each byte', () => {
  const bytes = Buffer.from('{"a":1}\0\0\0\0\0\0\0\0hi')
  expect(read(bytes, [...bytes.keys()])).toEqual({ json: '{"a":1}', body: 'hi' })
})

it.each(['', '{}', '{}\0\0\0\0\0\0\0', '{}\0\0\0\0\0\0\0x\0'])('waits for more of %j', (text) => {
  expect(read(Buffer.from(text), [])).toBeUndefined()
})

it('has a limit, also in small pieces', () => {
  const longest = Buffer.concat([Buffer.alloc(preludeLimit, 'a'), Buffer.alloc(8)])
  const cuts = Array.from({ length: 2000 }, (_, index) => index * 33)
  for (const at of [[], cuts]) {
    const whole = read(longest, at)
    expect(typeof whole === 'object' ? whole.json.length : whole).toBe(preludeLimit)
    expect(read(Buffer.concat([Buffer.from('a'), longest]), at) === 'too-long').toBe(true)
  }
})
