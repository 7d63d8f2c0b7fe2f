import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fit, pan, reveal, timeAt, xOf, zoom, type Span } from './scale.ts'
import { spanWord, ticksOf, timeWord } from './ticks.ts'

const start = 1_800_000_000_000
const known: Span = { from: start, to: start + 3_600_000 }
const widths = fc.integer({ min: 200, max: 3000 })
const spans = fc
  .tuple(fc.double({ min: 0, max: 3_000_000, noNaN: true }), fc.double({ min: 0.01, max: 600_000, noNaN: true }))
  .map(([from, long]) => ({ from: start + from, to: start + from + long }))

describe('the scale', () => {
  it('shows all of a span, with a margin on both sides', () => {
    fc.assert(
      fc.property(spans, widths, (span, width) => {
        const scale = fit(span, width)
        expect(xOf(scale, span.from)).toBeGreaterThan(0)
        expect(xOf(scale, span.to)).toBeLessThan(width)
      }),
    )
  })

  it('keeps what is at the pointer where it is, however near one comes', () => {
    fc.assert(
      fc.property(
        spans,
        widths,
        fc.double({ min: 0.2, max: 0.8, noNaN: true }),
        fc.double({ min: 1, max: 4, noNaN: true }),
        (span, width, share, factor) => {
          const scale = fit(span, width)
          const x = share * width
          const at = timeAt(scale, x)
          const nearer = zoom(scale, factor, x, known, width)
          expect(xOf(nearer, at)).toBeCloseTo(x, 0)
          expect(nearer.msPerPx).toBeLessThanOrEqual(scale.msPerPx)
        },
      ),
    )
  })

  it('comes no nearer than a microsecond for a pixel, and goes no farther than twice of all', () => {
    const scale = fit(known, 1000)
    expect(zoom(scale, 1e12, 500, known, 1000).msPerPx).toBe(0.001)
    expect(zoom(scale, 1e-12, 500, known, 1000).msPerPx).toBe(7200)
  })

  it('never leaves what is known behind', () => {
    fc.assert(
      fc.property(spans, widths, fc.double({ min: -1e9, max: 1e9, noNaN: true }), (span, width, px) => {
        const scale = pan(fit(span, width), px, known, width)
        expect(xOf(scale, known.from)).toBeLessThan(width)
        expect(xOf(scale, known.to)).toBeGreaterThan(0)
      }),
    )
  })

  it('moves by no more than it takes to bring something into sight', () => {
    const scale = { from: start, msPerPx: 1 }
    expect(reveal(scale, { from: start + 300, to: start + 400 }, 1000)).toBe(scale)
    expect(reveal(scale, { from: start + 2000, to: start + 2100 }, 1000).from).toBe(start + 1200)
    expect(reveal(scale, { from: start - 500, to: start - 400 }, 1000).from).toBe(start - 600)
    expect(reveal(scale, { from: start + 500, to: start + 9000 }, 1000).from).toBe(start + 400)
  })
})

describe('the marks of the axis', () => {
  it('never run into each other, and there are some', () => {
    fc.assert(
      fc.property(spans, widths, (span, width) => {
        const ticks = ticksOf(fit(span, width), width, start)
        for (const [index, { x, label }] of ticks.entries()) {
          // A time of today has a quarter of a microsecond for its last digit, which is a part of a pixel where one comes this near.
          expect(x).toBeGreaterThanOrEqual(-0.5)
          expect(x).toBeLessThanOrEqual(width + 0.5)
          const next = ticks[index + 1]
          if (next !== undefined) {
            expect(x + label.length * 7 + 5).toBeLessThan(next.x)
            expect(next.label).not.toBe(label)
          }
        }
        if (width > 600) expect(ticks.length).toBeGreaterThan(1)
        expect(ticks.length).toBeLessThan(width / 30)
      }),
    )
  })

  it.each([
    [10, ['0 s', '1 s', '2 s']],
    [0.3, ['0.00 s', '0.05 s', '0.10 s']],
    [0.001, ['0.0000 s', '0.0001 s', '0.0002 s']],
    [600, ['0 min', '1 min', '2 min']],
    [20_000, ['0 min', '1 h', '2 h']],
    [60_000, ['0 min', '2 h', '4 h']],
  ])('are round at %d ms for a pixel', (msPerPx, words) => {
    const labels = ticksOf({ from: start, msPerPx }, 1000, start).map(({ label }) => label)
    expect(labels.slice(0, 3)).toEqual(words)
  })

  it('are none before the session began', () =>
    expect(ticksOf({ from: start - 5000, msPerPx: 10 }, 700, start)[0]).toEqual({ x: 500, label: '0 s' }))

  it.each([
    [2000, '12 s'],
    [20, '12.35 s'],
    [1, '12.346 s'],
    [0.1, '12.3457 s'],
    [0.001, '12.345678 s'],
  ])('tell a time as precisely as %d ms for a pixel allow', (msPerPx, word) =>
    expect(timeWord(start + 12_345.678, start, msPerPx).slice(0, 8)).toBe(word.slice(0, 8)),
  )

  it.each([
    [0, '0 ms'],
    [0.0425, '43 µs'],
    [4.256, '4.26 ms'],
    [42.56, '42.6 ms'],
    [425.6, '426 ms'],
    [4256, '4.26 s'],
    [42_560, '42.6 s'],
    [425_600, '7 min 5 s'],
    [7_260_000, '2 h 1 min'],
  ])('%d ms is %s', (ms, word) => expect(spanWord(ms)).toBe(word))
})
