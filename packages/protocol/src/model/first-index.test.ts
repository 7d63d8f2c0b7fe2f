import fc from 'fast-check'
import { expect, it } from 'vitest'
import { firstIndex } from './first-index.ts'

it('finds where something begins to hold, from any place on', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 50 })),
      fc.integer({ min: 0, max: 51 }),
      fc.nat(20),
      (all, value, from) => {
        const sorted = all.toSorted((a, b) => a - b)
        const begin = Math.min(from, sorted.length)
        const found = sorted.findIndex((one, index) => index >= begin && one >= value)
        expect(firstIndex(sorted.length, (index) => sorted[index]! >= value, begin)).toBe(
          found < 0 ? sorted.length : found,
        )
      },
    ),
  )
})
