import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fakeClock } from '../fake-clock.fixture.ts'
import { Bandwidth } from './bandwidth.ts'

const kib = 1024
const limits = { burst: 64 * kib, perSecond: 16 * kib }

/** Sends pieces one after another; returns when each passed, milliseconds from the start. */
function send(sizes: readonly number[], bandwidth: Bandwidth, clock: ReturnType<typeof fakeClock>): number[] {
  const from = clock.now()
  return sizes.map((size) => {
    let passed = false
    const waits = bandwidth.take(size, () => (passed = true))
    while (waits !== undefined && !passed) clock.pass(1)
    return clock.now() - from
  })
}

describe('the bandwidth of a streamed response', () => {
  it('is without a limit at first, and then so many bytes a second, filled each 125 ms', () => {
    const clock = fakeClock()
    const passed = send(
      Array.from({ length: 12 }, () => 16 * kib),
      new Bandwidth(clock, limits),
      clock,
    )
    // 64 KiB at once; what comes after waits for the refill that makes the bucket other than empty.
    expect(passed.slice(0, 4)).toEqual([0, 0, 0, 0])
    expect(passed.slice(4)).toEqual([125, 1125, 2125, 3125, 4125, 5125, 6125, 7125])
  })

  it('is full again after a pause, and never more than that', () => {
    const clock = fakeClock()
    const bandwidth = new Bandwidth(clock, limits)
    send([64 * kib], bandwidth, clock)
    clock.pass(3_600_000)
    expect(send([32 * kib, 32 * kib, 1], bandwidth, clock)).toEqual([0, 0, expect.any(Number) as number])
    expect(bandwidth.take(1, () => {})).toBeUndefined()
    expect(send([64 * kib, 1], bandwidth, clock).at(-1)).toBeGreaterThan(3000)
  })

  it('holds for any pieces: never faster than its limit, and never much slower', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 40 * kib }), { minLength: 2, maxLength: 30 }), (sizes) => {
        const clock = fakeClock()
        const passed = send(sizes, new Bandwidth(clock, limits), clock)
        let before = 0
        for (const [index, at] of passed.entries()) {
          // So much has to be filled in until this piece may pass.
          const least = Math.max(0, ((before - limits.burst) * 1000) / limits.perSecond)
          expect(at).toBeGreaterThanOrEqual(least)
          expect(at).toBeLessThanOrEqual(least + 250)
          before += sizes[index]!
        }
      }),
    )
  })

  it('leaves no timer behind where the wait is given up', () => {
    const clock = fakeClock()
    const bandwidth = new Bandwidth(clock, limits)
    send([64 * kib], bandwidth, clock)
    const cancel = bandwidth.take(1, () => expect.unreachable())
    expect(clock.pending()).toBe(1)
    cancel!()
    expect(clock.pending()).toBe(0)
  })
})
