import fc from 'fast-check'
import { expect, it } from 'vitest'
import { Refused } from './operation.ts'
import { pageOf } from './page-of.ts'

const ask = (keys: readonly string[], marker: string | null, most: number) =>
  pageOf(
    keys.map((key) => ({ key, item: key })),
    new URLSearchParams({ MaxItems: String(most), ...(marker === null ? {} : { Marker: marker }) }),
  )

it('gives everything once, in order, whatever goes and comes between two pages', () => {
  const keys = fc.uniqueArray(fc.string(), { maxLength: 120 })
  fc.assert(
    fc.property(
      keys,
      fc.uniqueArray(fc.string(), { maxLength: 20 }),
      fc.integer({ min: 1, max: 60 }),
      (all, others, most) => {
        const seen: string[] = []
        let marker: string | null = null
        let turn = 0
        do {
          // Others are there in every second page alone.
          const there = (turn += 1) % 2 === 0 ? [...new Set([...all, ...others])] : all
          const page: { items: string[]; NextMarker: string | null } = ask(there, marker, most)
          expect(page.items.length).toBeLessThanOrEqual(Math.min(most, 50))
          seen.push(...page.items)
          marker = page.NextMarker
        } while (marker !== null)
        expect(seen).toEqual([...new Set(seen)].toSorted())
        expect(all.filter((key) => !seen.includes(key))).toEqual([])
      },
    ),
  )
})

it.each([{ MaxItems: '0' }, { MaxItems: '1.5' }, { MaxItems: '10001' }, { MaxItems: '' }, { Marker: 'mine' }])(
  'refuses %j',
  (query) => {
    expect(() => pageOf([], new URLSearchParams(query))).toThrow(Refused)
  },
)
