import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { scrollWindow } from './scroll-window.ts'

const height = 600
const row = 27

describe('a window on a long list', () => {
  it('draws what is in sight and little more, wherever it stands', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5_000_000 }), fc.double({ min: 0, max: 1, noNaN: true }), (count, part) => {
        const { tall } = scrollWindow(count, row, { scrollTop: 0, height })
        const scrollTop = Math.max(0, tall - height) * part
        const { first, last, top } = scrollWindow(count, row, { scrollTop, height })
        expect(last - first).toBeLessThanOrEqual(height / row + 15)
        expect(top(first)).toBeLessThanOrEqual(scrollTop)
        if (last < count) expect(top(last)).toBeGreaterThanOrEqual(scrollTop + height)
        expect(tall).toBeLessThanOrEqual(16_000_000)
      }),
    )
  })

  it('reaches the first row and the last of a million', () => {
    const { tall, scrollTo } = scrollWindow(1_000_000, row, { scrollTop: 0, height, rest: row })
    const end = scrollWindow(1_000_000, row, { scrollTop: tall + row - height, height, rest: row })
    expect(end.last).toBe(1_000_000)
    expect(end.top(999_999)).toBeCloseTo(tall + row - 2 * row, 0)
    expect(scrollTo(0)).toBe(0)
    const half = scrollWindow(1_000_000, row, { scrollTop: scrollTo(500_000 * row), height, rest: row })
    expect(half.top(500_000)).toBeCloseTo(scrollTo(500_000 * row), 3)
  })

  it('leaves a short list alone', () => {
    const { tall, scale, first, last, top } = scrollWindow(3, row, { scrollTop: 0, height, rest: row })
    expect({ tall, scale, first, last, top: top(2) }).toEqual({ tall: 81, scale: 1, first: 0, last: 3, top: 54 })
  })
})
