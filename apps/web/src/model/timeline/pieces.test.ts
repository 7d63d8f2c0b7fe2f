import type { Block } from '@playground/protocol/model'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { blockAt, eachPiece, eachTick, leastPx, type Sight } from './pieces.ts'
import { eachStep, valueAt } from './steps.ts'

const sightOf = (from: number, msPerPx: number, width = 100): Sight => ({ from, msPerPx, width, now: 1e6 })
const pieces = (blocks: readonly Block[], sight: Sight) => {
  const found: { left: number; right: number; seq: number; count: number }[] = []
  eachPiece(blocks, sight, (left, right, { seq }, count) => found.push({ left, right, seq, count }))
  return found
}
const lists = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 50 }), fc.integer({ min: 0, max: 80 })), { maxLength: 200 })
  .map((gaps) => {
    let at = 0
    return gaps.map(([gap, long], seq): Block => {
      const from = at + gap
      at = from + long
      return { from, to: at, seq }
    })
  })

describe('pieces of what is in sight', () => {
  it('are the blocks themselves where there is room, cut where the sight ends', () => {
    const blocks = [
      { from: 0, to: 10, seq: 1 },
      { from: 10, to: 40, seq: 2 },
      { from: 60, to: 70, seq: 3 },
      { from: 500, seq: 4 },
    ]
    expect(pieces(blocks, sightOf(20, 1))).toEqual([
      { left: -10, right: 20, seq: 2, count: 1 },
      { left: 40, right: 50, seq: 3, count: 1 },
    ])
    expect(pieces(blocks, sightOf(1000, 1))).toEqual([{ left: -500, right: 999_000, seq: 4, count: 1 }])
  })

  it('stand for each block in sight once, and are few however many there are', () => {
    fc.assert(
      fc.property(lists, fc.integer({ min: 0, max: 4000 }), fc.constantFrom(0.1, 1, 7, 90), (blocks, from, msPerPx) => {
        const sight = sightOf(from, msPerPx)
        const found = pieces(blocks, sight)
        const seen = new Set(
          found.flatMap(({ seq, count }) => Array.from({ length: count }, (_, index) => seq + index)),
        )
        for (const { from: begin, to, seq } of blocks)
          if (to! > from && begin < from + sight.width * msPerPx) expect(seen.has(seq)).toBe(true)
        expect(found.reduce((sum, { count }) => sum + count, 0)).toBe(seen.size)
        const merged = found.filter(({ count }) => count > 1)
        expect(merged.length).toBeLessThanOrEqual(sight.width / leastPx + 1)
        for (const { left, right } of found) expect(right - left).toBeGreaterThanOrEqual(leastPx - 1e-9)
      }),
    )
  })

  it('of 100,000 blocks in a second are made without looking at each', () => {
    const blocks = Array.from({ length: 100_000 }, (_, seq) => ({ from: seq / 100, to: seq / 100 + 0.005, seq }))
    let read = 0
    const watched = new Proxy(blocks, { get: (target, name, self) => ((read += 1), Reflect.get(target, name, self)) })
    expect(pieces(watched, sightOf(0, 10)).length).toBeLessThanOrEqual(51)
    expect(read).toBeLessThan(4000)
  })
})

it('a time lies in one block or in none', () => {
  const blocks = [
    { from: 0, to: 10, seq: 1 },
    { from: 20, seq: 2 },
  ]
  expect([-1, 0, 9, 10, 19, 20, 1e9].map((at) => blockAt(blocks, at)?.seq)).toEqual([
    undefined,
    1,
    1,
    undefined,
    undefined,
    2,
    2,
  ])
})

it('ticks that share a place are one', () => {
  const ticks = Array.from({ length: 1000 }, (_, at) => ({ at }))
  const found: [number, number][] = []
  eachTick(ticks, sightOf(100, 1), 25, (x, _tick, count) => found.push([x, count]))
  expect(found).toEqual([
    [0, 25],
    [25, 25],
    [50, 25],
    [75, 25],
    [100, 25],
  ])
})

describe('a value over time', () => {
  const steps = { at: [10, 20, 20.1, 40], value: [1, 5, 2, 0] }
  it('holds until the next', () =>
    expect([5, 10, 15, 20, 20.05, 30, 40, 90].map((at) => valueAt(steps, at))).toEqual([
      undefined,
      1,
      1,
      5,
      5,
      2,
      0,
      0,
    ]))

  it('is drawn with the most of a pixel, and with what holds after it', () => {
    const drawn: number[][] = []
    eachStep(steps, { ...sightOf(0, 1), now: 60 }, (...step) => drawn.push(step))
    expect(drawn).toEqual([
      [10, 20, 1],
      [20, 21, 5],
      [21, 40, 2],
      [40, 60, 0],
    ])
  })
})
