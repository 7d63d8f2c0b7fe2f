import type { Entry, JournalEvent } from '@playground/protocol'
import { emptyTimeline, takeTimeline, type Timeline, type Track } from '@playground/protocol/model'
import { describe, expect, it } from 'vitest'
import { knownSpan, nextActivity } from './activity.ts'
import { aboutOf, across, itemAt, labelsOf, sentenceOf, step, type Item } from './items.ts'
import { placeAt, placesBetween, placesOf } from './places.ts'
import { countsAt, linesAt } from './truth.ts'

/** Two environments: one serves Invoke 1, prints, is frozen and thawed; the other's Invoke 2 takes too long and is reset. */
function session(): Timeline {
  const timeline = emptyTimeline()
  let seq = 0
  const tell = (at: number, of: Entry['of'], event: JournalEvent) =>
    takeTimeline(timeline, { seq: (seq += 1), at, of: { function: 'f', ...of }, event })
  const changed = (from: never, to: never): JournalEvent => ({ type: 'environment.changed', from, to, reason: '' })
  const a = { environment: 'f/1' }
  const b = { environment: 'f/2' }
  const received = (number: number): JournalEvent => ({
    type: 'invocation.received',
    number,
    invocationType: 'Event',
    payloadBytes: 0,
  })
  const dispatched = (deadline: number): JournalEvent => ({
    type: 'invocation.dispatched',
    deadline,
    cold: true,
    initInside: false,
  })
  const settled = (outcome: 'ok' | 'timeout'): JournalEvent => ({
    type: 'invocation.settled',
    outcome,
    durationMs: 1,
    billedMs: 1,
    memoryMb: 1,
  })
  tell(0, { invocation: 'one' }, received(1))
  tell(0, { invocation: 'two' }, received(2))
  for (const [of, number] of [
    [a, 1],
    [b, 2],
  ] as const)
    tell(0, of, { type: 'environment.created', number, port: 1, attached: false })
  tell(10, a, changed('created' as never, 'init' as never))
  tell(20, b, changed('created' as never, 'init' as never))
  const next: JournalEvent = {
    type: 'exchange.opened',
    endpoint: 'next',
    from: 'runtime',
    method: 'GET',
    target: '/',
    heads: [],
    reused: 0,
  }
  tell(100, { ...a, exchange: 1 }, next)
  tell(100, a, changed('init' as never, 'ready' as never))
  tell(100, { ...a, invocation: 'one' }, dispatched(3100))
  tell(
    100,
    { ...a, exchange: 1 },
    { type: 'exchange.answered', status: 200, heads: [], body: { bytes: 0, preview: '' }, delivers: 'one' },
  )
  tell(110, { ...a, extension: 'logger' }, { type: 'extension.changed', to: 'Running', external: true })
  tell(120, a, { type: 'process.sampled', cpuMs: 1, memoryMb: 14, peakMemoryMb: 14, processes: 1 })
  tell(150, { ...a, process: 1 }, { type: 'process.printed', stream: 'stderr', line: 'hm' })
  tell(180, { ...a, extension: 'logger' }, { type: 'extension.changed', to: 'Ready', external: true })
  tell(190, { ...a, invocation: 'one' }, { type: 'invocation.answered', outcome: 'ok', by: 'runtime' })
  tell(200, { ...a, exchange: 2 }, next)
  tell(200, { ...a, invocation: 'one' }, settled('ok'))
  tell(300, a, { type: 'environment.frozen' })
  tell(400, b, changed('init' as never, 'ready' as never))
  tell(400, { ...b, invocation: 'two' }, dispatched(1400))
  tell(1400, b, { type: 'deadline.fired', for: 'invoke' })
  tell(1400, { ...b, invocation: 'two' }, { type: 'invocation.answered', outcome: 'timeout', by: 'lambda' })
  tell(1410, { ...b, invocation: 'two' }, settled('timeout'))
  tell(1410, b, changed('invoke' as never, 'reset' as never))
  tell(9000, { invocation: 'three' }, received(3))
  tell(9100, { invocation: 'three' }, { type: 'invocation.answered', outcome: 'throttled', by: 'lambda' })
  tell(9100, { invocation: 'three' }, settled('ok'))
  return timeline
}

const timeline = session()
const [first, second] = [...timeline.tracks.values()] as [Track, Track]

describe('what is true at a time', () => {
  it.each([
    [5, '2 waiting'],
    [50, '2 starting · 2 waiting'],
    [150, '1 busy · 1 starting · 1 waiting'],
    [250, '1 starting · 1 waiting · 1 idle'],
    [500, '1 busy · 1 frozen'],
    [9050, '1 waiting · 1 frozen'],
    [-50, 'nothing is there'],
  ])('counts at %d ms: %s', (at, words) => expect(countsAt(timeline, at)).toBe(words))

  it.each([
    [50, ['Init of environment 1 for 40.0 ms']],
    [150, ['Invoke 1 on environment 1', '2.95 s to its deadline', 'logger at INVOKE for 40.0 ms', '14 MB']],
    [195, ['Invoke 1 on environment 1', 'answered 5.00 ms before; not done yet', '14 MB']],
    [250, ['environment 1 waits for work for 50.0 ms', '14 MB']],
    [1300, ['environment 1 frozen for 1.00 s', '14 MB']],
  ])('says what an environment is at, at %d ms', (at, lines) => expect(linesAt(first, at)).toEqual(lines))

  it('says that an environment is not there yet, or has no process', () => {
    expect(linesAt(first, -5)).toEqual(['environment 1 is not there yet'])
    expect(linesAt(second, 2410)).toEqual(['no process in environment 2 for 1.00 s'])
  })
})

describe('what can be pointed at', () => {
  const { places, height } = placesOf(timeline)
  const at = (place: number, y: number, time: number, near = 4) => {
    const item = itemAt(places[place]!, y, time, near)
    return item === undefined ? undefined : sentenceOf(item, 2000)
  }
  it('is found by where it stands and when it was', () => {
    expect(places.map(({ top }) => top)).toEqual([0, places[0]!.height])
    expect(placeAt(places, height - 1)?.track).toBe(second)
    expect(placeAt(places, height)).toBeUndefined()
    expect(placesBetween(places, 0, 10)).toHaveLength(1)
    expect(placesBetween(places, 10, height)).toHaveLength(2)
    expect(at(0, 20, 50)).toBe('Init, 90.0 ms, environment 1')
    expect(at(0, 20, 150)).toBe('Invoke 1, cold, ok, 100 ms, environment 1')
    expect(at(0, 20, 103)).toBe('Invoke 1, cold, ok, 100 ms, environment 1')
    expect(at(0, 34, 151)).toBe('A line of output, environment 1')
    expect(at(0, 20, 250)).toBe('Waits for work, for 1.80 s so far, environment 1')
    expect(at(0, 20, 800)).toBe('Frozen, for 1.70 s so far, environment 1')
    expect(at(0, 42, 150)).toBe('Extension logger, INVOKE, 70.0 ms, environment 1')
    expect(at(1, 20, 1000)).toBe('Invoke 2, cold, time-out, 1.01 s, environment 2')
    expect(at(1, 20, 1399)).toBe('Deadline reached, environment 2')
    expect(at(1, 20, 1800)).toBe('Reset, without a process, for 590 ms so far, environment 2')
    expect(at(1, 20, -500)).toBeUndefined()
    expect(at(1, 1, 1000)).toBeUndefined()
  })

  it('is also what lies a few pixels beside it, where it would be hard to hit', () => {
    expect(at(1, 20, 17, 4)).toContain('Init')
    expect(at(1, 20, 10, 4)).toBeUndefined()
  })

  it('follows one another in a track, both ways, to its ends', () => {
    const order: string[] = []
    for (let item: Item | undefined = step(first, undefined, 1); item !== undefined; item = step(first, item.block, 1))
      order.push(aboutOf(item, 400))
    expect(order).toEqual(['Init, 90.0 ms', 'Invoke 1, cold, ok, 100 ms', 'Frozen, for 100 ms so far'])
    const back: string[] = []
    for (
      let item: Item | undefined = step(first, undefined, -1);
      item !== undefined;
      item = step(first, item.block, -1)
    )
      back.push(aboutOf(item, 400))
    expect(back).toEqual(order.toReversed())
  })

  it('has its like in another track at about the same time', () => {
    expect(aboutOf(across(second, 500)!, 0)).toContain('Invoke 2')
    expect(aboutOf(across(first, 500)!, 400)).toContain('Frozen')
    expect(aboutOf(across(second, 5)!, 400)).toContain('Init')
  })

  it('says in its label what failed', () => {
    expect(labelsOf(second.serving[0]![0]!)).toEqual(['2 · time-out', '2'])
    expect(labelsOf(first.serving[0]![0]!)).toEqual(['1'])
  })
})

describe('idle time', () => {
  it('is jumped over, both ways', () => {
    expect(nextActivity(timeline, { from: -900, to: -100 }, 1, 0)).toEqual({ from: 0, to: 1410 })
    expect(nextActivity(timeline, { from: 0, to: 1500 }, 1, 0)).toEqual({ from: 9000, to: 9100 })
    expect(nextActivity(timeline, { from: 8000, to: 9500 }, 1, 0)).toBeUndefined()
    expect(nextActivity(timeline, { from: 9200, to: 9500 }, -1, 0)).toEqual({ from: 9000, to: 9100 })
    expect(nextActivity(timeline, { from: 5000, to: 6000 }, -1, 0)).toEqual({ from: 0, to: 1410 })
    expect(nextActivity(timeline, { from: -900, to: -100 }, -1, 0)).toBeUndefined()
  })

  it('after the last work is shown only in part, up to now while it goes on', () => {
    expect(knownSpan(timeline, undefined)).toEqual({ from: 0, to: 9100 })
    expect(knownSpan(timeline, 9500)).toEqual({ from: 0, to: 9500 })
    expect(knownSpan(timeline, 3_600_000)).toEqual({ from: 0, to: 11_375 })
    const busy = emptyTimeline()
    takeTimeline(busy, {
      seq: 1,
      at: 50,
      of: { function: 'f', invocation: 'one' },
      event: { type: 'invocation.received', number: 1, invocationType: 'Event', payloadBytes: 0 },
    })
    expect(knownSpan(busy, 3_600_000)).toEqual({ from: 50, to: 3_600_000 })
    expect(knownSpan(emptyTimeline(), undefined)).toEqual({ from: 0, to: 0 })
  })
})
