import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Entry } from '../../journal.ts'
import { Conversation } from '../conversation.fixture.ts'
import { ExtensionConversation } from '../extension-conversation.fixture.ts'
import { StreamConversation } from '../stream-conversation.fixture.ts'
import { failingEvent, QueueConversation } from '../queue-conversation.fixture.ts'
import { applyEntry, createSession, loadState } from '../session.ts'
import { applyToState } from '../apply-to-state.ts'
import { emptyState } from '../state.ts'
import { beginTimeline, emptyTimeline, takeTimeline, type Block, type Timeline } from './index.ts'

function timelineOf(entries: readonly Entry[], timeline = emptyTimeline()): Timeline {
  for (const entry of entries) takeTimeline(timeline, entry)
  return timeline
}

const start = new Conversation().at
const span = ({ from, to }: Block) => `${from - start}-${to === undefined ? '' : to - start}`
const track = (timeline: Timeline, name = 'f/1') => timeline.tracks.get(name)!

describe('the timeline', () => {
  it('of a cold start has Init, the work after it, and the polls between', () => {
    const { phases, serving, polls, output } = track(
      timelineOf(new Conversation().cold().wait(500).warm('two', 2).entries),
    )
    expect(phases.map((phase) => `${phase.state} ${span(phase)}`)).toEqual(['init 6-13'])
    expect(
      serving.flat().map((one) => `${one.number} ${one.outcome} ${one.cold ? 'cold' : 'warm'} ${span(one)}`),
    ).toEqual(['1 ok cold 14-26', '2 ok warm 530-541'])
    expect(polls.map(span)).toEqual(['10-17', '23-533', '538-'])
    expect(output.map(({ at }) => at - start)).toEqual([9, 18])
  })

  it('counts the calls that wait, and says which got no environment', () => {
    const talk = new Conversation().call('one', 1).call('two', 2).dispatch('f/1', 'one', true)
    talk.result('f/1', 'two', 'throttled')
    const { waiting, turnedAway, mostWaiting } = timelineOf(talk.entries)
    expect(waiting.at.map((at, index) => `${at - start} ${waiting.value[index]}`)).toEqual(['3 1', '6 2', '7 1', '9 0'])
    expect(mostWaiting).toBe(2)
    expect(turnedAway).toMatchObject([{ number: 2, outcome: 'throttled' }])
  })

  it('has each wait of an asynchronous event, until it is tried or over', () => {
    const timeline = timelineOf(failingEvent(new QueueConversation()).hand('two').over('two', 'deleted', 0).entries)
    expect(timeline.queued.flat().map((wait) => `${wait.id} attempt ${wait.attempt} ${span(wait)}`)).toEqual([
      'ev attempt 1 3-5',
      'ev attempt 2 18-1018',
      'ev attempt 3 1031-3031',
      'two attempt 1 3047-3049',
    ])
    expect(timeline.queued.flat().map(({ from, dueAt }) => (dueAt === undefined ? '' : dueAt - from))).toEqual([
      '',
      1000,
      2000,
      '',
    ])
    expect(timeline.inQueue.size).toBe(0)
    expect(timeline.mostQueued).toBe(1)
  })

  it('draws few of the events that wait at one time, and counts all of them', () => {
    const told = new QueueConversation()
    for (let count = 0; count < 20; count += 1) told.queued(`e${count}`)
    const { queued, mostQueued, inQueue } = timelineOf(told.entries)
    expect([queued.length, mostQueued, inQueue.size]).toEqual([6, 20, 20])
  })

  it('tells a time-out by its deadline, the reset after it and the end of the process', () => {
    const talk = new Conversation().cold().call('two', 2).dispatch('f/1', 'two', false).deliver('f/1', 'two').wait(2990)
    talk.tell({ environment: 'f/1', invocation: 'two' }, { type: 'deadline.fired', for: 'invoke' })
    talk.result('f/1', 'two', 'timeout').settle('f/1', 'two', 'timeout', 'reset')
    talk.tell({ environment: 'f/1' }, { type: 'process.exited', code: null, signal: 'SIGKILL' })
    const { serving, marks, phases } = track(timelineOf(talk.entries))
    const late = serving[0]![1]!
    expect(late.outcome).toBe('timeout')
    expect(late.answered! - late.from).toBe(2995)
    expect(track(timelineOf(talk.entries)).failures).toEqual([
      { at: late.answered, seq: expect.any(Number), serving: late },
    ])
    expect(marks.map(({ kind, words }) => `${kind} ${words}`)).toEqual(['deadline deadline', 'death exited · SIGKILL'])
    expect(phases.at(-1)).toMatchObject({ state: 'reset' })
    expect(phases.at(-1)!.to).toBeUndefined()
  })

  it('has the pieces of a response in the work that they come from', () => {
    const talk = new StreamConversation().cold().streamed('two', 2).post('two').comes('two', 'a').wait(100)
    talk.comes('two', 'b').whole('two').complete('two').done('two')
    const [one, two] = track(timelineOf(talk.entries)).serving[0]!
    expect(one!.pieces).toBeUndefined()
    expect(two!.pieces!.map(({ at }) => at - two!.from)).toEqual([5, 106])
    expect(two!.pieces!.map(({ seq }) => talk.entries[seq - 1]!.event.type)).toEqual([
      'exchange.piece',
      'exchange.piece',
    ])
  })

  it('lets an Init within an invocation come before its work', () => {
    const talk = new Conversation().cold().call('two', 2).dispatch('f/1', 'two', false)
    talk.init('f/1', 'two', 'invoke').next('f/1').ready('f/1', 'invoke')
    talk.tell({ environment: 'f/1' }, { type: 'environment.changed', from: 'ready', to: 'invoke', reason: 'event' })
    const { serving, phases } = track(timelineOf(talk.entries))
    expect(phases.at(-1)).toMatchObject({ state: 'init', inside: true })
    expect(serving[0]!.at(-1)!.worksFrom).toBe(talk.at)
  })

  it('puts what an environment serves at one time into rows of its own', () => {
    const talk = new Conversation().cold().call('two', 2).call('three', 3).call('four', 4)
    talk
      .dispatch('f/1', 'two', false)
      .dispatch('f/1', 'three', false)
      .settle('f/1', 'two')
      .dispatch('f/1', 'four', false)
    expect(track(timelineOf(talk.entries)).serving.map((row) => row.map(({ number }) => number))).toEqual([
      [1, 2, 4],
      [3],
    ])
  })

  it('has a bar for an extension from its event until it asks again, and for a shutdown', () => {
    const talk = new ExtensionConversation()
    talk.cold().launch('logger').register('logger').ask('logger').call('two', 2)
    talk.dispatch('f/1', 'two', false).invokeExtension('logger', 'two').wait(40).ask('logger')
    talk.tell({ environment: 'f/1' }, { type: 'deadline.set', for: 'shutdown', deadline: talk.at + 2000 })
    talk.shutDownExtension('logger', 'spindown').wait(9).become('logger', 'Exited').exit('logger', 0)
    const work = track(timelineOf(talk.entries)).extensions.get('logger')!
    expect(work.map((one) => `${one.for} ${one.invocation} ${one.to! - one.from}`)).toEqual([
      'invoke two 43',
      'shutdown undefined 11',
    ])
    expect(track(timelineOf(talk.entries)).marks).toMatchObject([{ extension: 'logger', bad: false }])
  })

  it('ends all that goes on when an environment is gone, and keeps samples of memory until then', () => {
    const talk = new Conversation().cold()
    const sample = { type: 'process.sampled', cpuMs: 1, memoryMb: 14, peakMemoryMb: 15, processes: 1 } as const
    talk.tell({ environment: 'f/1' }, sample).tell({ environment: 'f/1' }, { type: 'environment.frozen' }).wait(90)
    talk.tell({ environment: 'f/1' }, { type: 'environment.changed', from: 'ready', to: 'shutdown', reason: 'idle' })
    talk.tell({ environment: 'f/1' }, { type: 'process.exited', code: 0, signal: null })
    talk.tell({ environment: 'f/1' }, { type: 'environment.changed', from: 'shutdown', to: 'gone', reason: 'idle' })
    const timeline = timelineOf(talk.entries)
    const one = track(timeline)
    expect([...one.phases, ...one.freezes, ...one.polls].every(({ to }) => to !== undefined)).toBe(true)
    expect(one.memory.value).toEqual([14, 0])
    expect(one.gone).toBe(talk.at)
    expect(timeline.activity.every(({ to }) => to !== undefined)).toBe(true)
    expect(timeline.mostMemory).toBe(14)
  })

  it('takes no entry twice, and lets time stand still where the clock is set back', () => {
    const { entries } = new Conversation().cold()
    const back = entries.map((entry, index) => (index > 10 ? { ...entry, at: entry.at - 3_600_000 } : entry))
    const timeline = timelineOf(back)
    expect(timelineOf(back.slice(5), timelineOf(back))).toEqual(timeline)
    for (const { from, to } of track(timeline).serving.flat()) expect(to! >= from).toBe(true)
  })
})

/** A session as it may go: several environments, time-outs, freezes, extensions, calls that wait, and pauses. */
const sessions = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 10 }), fc.integer({ min: 1, max: 3 }), fc.integer({ min: 0, max: 400 })), {
    minLength: 1,
    maxLength: 30,
  })
  .map((steps) => {
    const talk = new QueueConversation()
    const begun = new Set<number>()
    let [number, open] = [0, 0]
    for (const [kind, place, pause] of steps) {
      const environment = `f/${place}`
      const of = { environment }
      const id = `id${(number += 1)}`
      if (!begun.has(place)) talk.cold(id, environment, number)
      else if (kind < 3) talk.warm(id, number, environment)
      else if (kind === 3)
        talk.call(id, number).result(environment, id, 'throttled').settle(environment, id, 'throttled')
      else if (kind === 4)
        talk
          .tell(of, { type: 'environment.frozen' })
          .wait(pause)
          .tell(of, { type: 'environment.thawed', reason: 'event' })
      else if (kind === 5) {
        talk.call(id, number).dispatch(environment, id, false).deliver(environment, id).wait(pause)
        talk.tell({ ...of, invocation: id }, { type: 'deadline.fired', for: 'invoke' })
        talk.result(environment, id, 'timeout').settle(environment, id, 'timeout', 'reset')
        talk.init(environment, id, 'invoke').next(environment).ready(environment, 'invoke')
      } else if (kind === 6) talk.call(id, number)
      else if (kind === 7 && place === 1)
        talk.launch('logger').register('logger').ask('logger').invokeExtension('logger', id).wait(pause).ask('logger')
      else if (kind === 8) {
        talk.tell(of, { type: 'environment.changed', from: 'ready', to: 'shutdown', reason: 'idle' }).wait(pause)
        talk.tell({ ...of, exchange: talk.pollOf(environment) }, { type: 'exchange.closed', how: 'hung-up' })
        talk.tell(of, { type: 'environment.changed', from: 'shutdown', to: 'gone', reason: 'idle' })
        talk.tell(of, { type: 'environment.created', number: place, port: 1, attached: false })
      } else if (kind === 9) {
        // An event of which any part may be the last: it waits, is tried, or is over.
        const told = talk.hand(id)
        if (pause % 3 > 0) told.refuse(id, 1, number).waits(id, 2, pause, { because: 'throttled' }).wait(pause)
        // As many as are drawn may wait.
        if (pause % 3 > 1 || (open += 1) > 5) told.over(id, 'age-exceeded', 0)
      } else talk.print(environment, 'line')
      begun.add(place)
      talk.wait(pause)
    }
    return talk.entries
  })

/** All blocks as text, for a time and what comes after it; of those that began before, only how they end. */
function after(timeline: Timeline, at: number): string[] {
  const lines: string[] = []
  const add = (name: string, blocks: readonly Block[], more: (block: never) => string = () => '') => {
    for (const block of blocks)
      if (block.to === undefined || block.to > at)
        lines.push(
          `${name} ${block.from > at ? block.from - start : '<'}-${block.to === undefined ? '' : block.to - start} ${more(block as never)}`,
        )
  }
  for (const { name, phases, serving, polls, freezes, extensions, output, marks } of timeline.tracks.values()) {
    add(`${name} phase`, phases, ({ state }: { state: string }) => state)
    add(
      `${name} serving`,
      serving.flat().toSorted((a, b) => a.number - b.number),
      ({ id, outcome }: { id: string; outcome?: string }) => `${id} ${outcome}`,
    )
    add(`${name} poll`, polls)
    add(`${name} freeze`, freezes)
    for (const [extension, work] of extensions) add(`${name} ${extension}`, work, (one: { for: string }) => one.for)
    for (const tick of [...output, ...marks]) if (tick.at > at) lines.push(`${name} tick ${tick.at - start}`)
  }
  const { waiting, turnedAway, activity, queued } = timeline
  add('queued', queued.flat(), ({ id, attempt }: { id: string; attempt: number }) => `${id} ${attempt}`)
  waiting.at.forEach((time, index) => time > at && lines.push(`waiting ${time - start} ${waiting.value[index]}`))
  for (const tick of turnedAway) if (tick.at > at) lines.push(`turned away ${tick.at - start} ${tick.outcome}`)
  add('active', activity)
  return lines.toSorted()
}

/** What was so at a time, as text: blocks that end later go on. */
function upTo(timeline: Timeline, at: number): string[] {
  const lines: string[] = []
  const add = (name: string, blocks: readonly Block[]) => {
    for (const { from, to } of blocks)
      if (from <= at) lines.push(`${name} ${from - start}-${to === undefined || to > at ? '' : to - start}`)
  }
  for (const { name, phases, serving, polls, freezes, extensions, output, marks } of timeline.tracks.values()) {
    add(`${name} phase`, phases)
    serving.forEach((row, index) => add(`${name} serving ${index}`, row))
    add(`${name} poll`, polls)
    add(`${name} freeze`, freezes)
    for (const [extension, work] of extensions) add(`${name} ${extension}`, work)
    for (const tick of [...output, ...marks]) if (tick.at <= at) lines.push(`${name} tick ${tick.at - start}`)
  }
  timeline.waiting.at.forEach(
    (time, index) => time <= at && lines.push(`waiting ${time - start} ${timeline.waiting.value[index]}`),
  )
  timeline.queued.forEach((row, index) => add(`queued ${index}`, row))
  add('active', timeline.activity)
  return lines
}

describe('the timeline of any session', () => {
  it('says of a time what it said when that was now', () => {
    fc.assert(
      fc.property(sessions, fc.double({ min: 0, max: 1, noNaN: true }), (entries, share) => {
        const count = Math.max(1, Math.floor(share * entries.length))
        const at = entries[count - 1]!.at
        expect(upTo(timelineOf(entries), at)).toEqual(upTo(timelineOf(entries.slice(0, count)), at))
      }),
    )
  })

  it('is the same from a keyframe on, for everything after it', () => {
    fc.assert(
      fc.property(sessions, fc.double({ min: 0, max: 1, noNaN: true }), (entries, share) => {
        const count = Math.max(1, Math.floor(share * entries.length))
        const state = emptyState()
        for (const entry of entries.slice(0, count)) applyToState(state, entry)
        const timeline = emptyTimeline()
        beginTimeline(timeline, 'f', state, count + 1)
        const at = entries[count - 1]!.at
        expect(after(timelineOf(entries.slice(count), timeline), at)).toEqual(after(timelineOf(entries), at))
      }),
    )
  })

  it('has blocks in order of time that do not overlap', () => {
    fc.assert(
      fc.property(sessions, (entries) => {
        const timeline = timelineOf(entries)
        const lists = [...timeline.tracks.values()].flatMap(({ phases, serving, polls, freezes, extensions }) => [
          phases,
          polls,
          freezes,
          ...serving,
          ...extensions.values(),
        ])
        for (const blocks of [...lists, ...timeline.queued, timeline.activity])
          for (const [index, { from }] of blocks.entries())
            if (index > 0) expect(blocks[index - 1]!.to! <= from).toBe(true)
      }),
    )
  })
})

it('is held by the function, and goes on from a state that was sent', () => {
  const { entries } = new Conversation().cold().warm('two', 2).call('three', 3)
  const session = createSession()
  const state = emptyState()
  for (const entry of entries.slice(0, 30)) applyToState(state, entry)
  loadState(session, state, 31)
  for (const entry of entries.slice(30)) applyEntry(session, entry)
  const { timeline } = session.functions.get('f')!
  expect(
    timeline.tracks
      .get('f/1')!
      .serving.flat()
      .map(({ number }) => number),
  ).toEqual([2])
  expect(timeline.waiting.value.at(-1)).toBe(1)
})
