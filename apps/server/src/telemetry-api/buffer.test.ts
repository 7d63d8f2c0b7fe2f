import { describe, expect, it } from 'vitest'
import { fakeClock } from '../fake-clock.fixture.ts'
import { AwakeClock } from './awake-clock.ts'
import { TelemetryBuffer, type Waiting } from './buffer.ts'

const least = { maxItems: 1000, maxBytes: 262_144, timeoutMs: 25 }

/** A buffer whose deliveries end when the test says so. */
function buffered(buffering = least) {
  const clock = fakeClock()
  const awake = new AwakeClock(clock)
  const batches: string[][] = []
  const ends: ((taken: boolean) => void)[] = []
  const dropped: { events: number; bytes: number; reason: string }[] = []
  const buffer = new TelemetryBuffer({
    clock: awake,
    buffering,
    deliver(batch) {
      batches.push(batch.map(({ text }) => text))
      return new Promise((resolve) => ends.push(resolve))
    },
    dropped: (one) => dropped.push(one),
  })
  /** Ends the oldest delivery under way; what follows from it has happened when this resolves. */
  const end = async (taken = true) => {
    ends.shift()!(taken)
    await Promise.resolve()
    await Promise.resolve()
  }
  return { clock, awake, batches, dropped, buffer, end }
}

const event = (text: string, bytes = text.length, type = 'function'): Waiting => ({ type, text, bytes })
const many = (count: number, from = 0) => Array.from({ length: count }, (_, index) => event(String(from + index)))

describe('the buffer of a subscriber', () => {
  it('TL-12: sends what it has when the first of it is as old as was asked for', () => {
    const { clock, buffer, batches } = buffered()
    clock.pass(100)
    buffer.push(event('a'))
    clock.pass(20)
    buffer.push(event('b'))
    clock.pass(4)
    expect(batches).toEqual([])
    clock.pass(1)
    expect(batches).toEqual([['a', 'b']])
    expect(clock.pending()).toBe(0)
  })

  it('sends at once when there are as many events as were asked for', () => {
    const { clock, buffer, batches } = buffered()
    for (const one of many(1000)) buffer.push(one)
    expect(batches.map(({ length }) => length)).toEqual([1000])
    expect(clock.pending()).toBe(0)
  })

  it('sends at once when there are as many bytes as were asked for, and never more in a batch', () => {
    const { buffer, batches } = buffered()
    for (const one of ['a', 'b', 'c']) buffer.push(event(one, 100_000))
    expect(batches).toEqual([['a', 'b']])
  })

  it('sends an event alone that is larger than any batch', () => {
    const { clock, buffer, batches } = buffered()
    buffer.push(event('large', 3_000_000))
    expect(batches).toEqual([['large']])
    expect(clock.pending()).toBe(0)
  })

  it('has one batch under way at most, and goes on with what came meanwhile', async () => {
    const { clock, buffer, batches, end } = buffered()
    for (const one of many(2500)) buffer.push(one)
    clock.pass(1000)
    expect(batches.map(({ length }) => length)).toEqual([1000])
    await end()
    await end()
    await end()
    expect(batches.map(({ length }) => length)).toEqual([1000, 1000, 500])
    expect(batches.flat()).toEqual(many(2500).map(({ text }) => text))
    expect(clock.pending()).toBe(0)
  })

  it('loses what comes while the subscriber is far behind, and tells so when there is room for it', async () => {
    const { buffer, batches, dropped, end } = buffered()
    for (const one of many(5010)) buffer.push(one)
    expect(dropped).toEqual([])
    await end()
    expect(dropped).toEqual([
      {
        events: 10,
        bytes: 40,
        reason: 'Consumer seems to have fallen behind as it has not acknowledged receipt of logs.',
      },
    ])
    for (let left = 4; left > 0; left -= 1) await end()
    expect(batches.flat()).toEqual(many(5000).map(({ text }) => text))
    expect(dropped).toHaveLength(1)
  })

  it('is bounded in bytes as well', async () => {
    const { buffer, dropped, end } = buffered()
    for (let index = 0; index < 40; index += 1) buffer.push(event('x', 100_000))
    await end()
    const { events, bytes } = dropped[0]!
    expect(bytes).toBe(events * 100_000)
    expect(40 - events).toBeLessThanOrEqual(3 + (4 * 262_144) / 100_000)
  })

  it('tells of a batch that was not taken, but never of a report of a loss', async () => {
    const { clock, buffer, dropped, end } = buffered()
    buffer.push(event('a', 7))
    buffer.push(event('b', 5, 'platform.logsDropped'))
    clock.pass(25)
    await end(false)
    expect(dropped).toEqual([{ events: 1, bytes: 7, reason: 'The subscriber did not take a batch of logs.' }])
    buffer.push(event('c', 5, 'platform.logsDropped'))
    clock.pass(25)
    await end(false)
    expect(dropped).toHaveLength(1)
    expect(clock.pending()).toBe(0)
  })

  it('sends what waits when it has to hurry, and is flushed when all of it was taken', async () => {
    const { clock, buffer, batches, end } = buffered()
    for (const one of many(1500)) buffer.push(one)
    let flushed = false
    const flushing = buffer.flush().then(() => (flushed = true))
    await end()
    expect(flushed).toBe(false)
    expect(batches).toHaveLength(2)
    await end()
    await flushing
    expect(clock.pending()).toBe(0)
  })

  it('has nothing to flush where nothing waits', async () => {
    const { buffer, batches } = buffered()
    await buffer.flush()
    expect(batches).toEqual([])
  })

  it('sends nothing while its environment is stopped, and what came of age as soon as it goes on', () => {
    const { clock, awake, buffer, batches } = buffered()
    buffer.push(event('a'))
    clock.pass(10)
    awake.sleep()
    buffer.push(event('b'))
    clock.pass(60_000)
    expect([batches, clock.pending()]).toEqual([[], 0])
    awake.wake()
    buffer.wake()
    expect(batches).toEqual([['a', 'b']])
  })

  it('waits on after a short stop', () => {
    const { clock, awake, buffer, batches } = buffered()
    buffer.push(event('a'))
    awake.sleep()
    clock.pass(10)
    awake.wake()
    buffer.wake()
    expect(batches).toEqual([])
    clock.pass(25)
    expect(batches).toEqual([['a']])
    expect(clock.pending()).toBe(0)
  })

  it('is silent once it is closed', async () => {
    const { clock, buffer, batches, dropped, end } = buffered()
    for (const one of many(6000)) buffer.push(one)
    buffer.close()
    buffer.push(event('late'))
    await end(false)
    clock.pass(60_000)
    expect([batches.length, dropped.length, clock.pending()]).toEqual([1, 0, 0])
  })
})

describe('the clock of an environment', () => {
  it('counts the time that its processes run', () => {
    const clock = fakeClock()
    const awake = new AwakeClock(clock)
    const fired: string[] = []
    awake.after(10, () => fired.push('early'))
    awake.after(30, () => fired.push('late'))
    const cancel = awake.after(5, () => fired.push('never'))
    clock.pass(4)
    awake.sleep()
    awake.sleep()
    cancel()
    awake.after(1, () => fired.push('made asleep'))
    clock.pass(1000)
    expect([fired, clock.pending()]).toEqual([[], 0])
    awake.wake()
    awake.wake()
    clock.pass(6)
    expect(fired).toEqual(['made asleep', 'early'])
    clock.pass(20)
    expect(fired).toEqual(['made asleep', 'early', 'late'])
    expect([awake.now(), awake.epoch() - awake.now(), clock.pending()]).toEqual([1030, 1_800_000_000_000, 0])
  })
})
