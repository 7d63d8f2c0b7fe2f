import { expect, it } from 'vitest'
import type { Entry, JournalEvent } from '../journal.ts'
import { addPoint, seriesLimit } from './halving.ts'
import { applyEntry, createSession, loadState } from './session.ts'
import { applyToState } from './apply-to-state.ts'
import { emptyState, type State } from './state.ts'

const of = { function: 'f', environment: 'f/1', incarnation: 1 }
const init = { type: 'environment.init-started', phase: 'init', limitMs: 10_000 } as const
const changed = (from: 'created' | 'init' | 'ready' | 'invoke' | 'shutdown', to: string): JournalEvent =>
  ({ type: 'environment.changed', from, to, reason: '' }) as JournalEvent
const created: JournalEvent = { type: 'environment.created', number: 1, port: 4, attached: false, codeHash: 'abc' }
const sampled = (memoryMb: number): JournalEvent => ({
  type: 'process.sampled',
  cpuMs: 5,
  memoryMb,
  peakMemoryMb: memoryMb,
  processes: 1,
})
const listed: JournalEvent = {
  type: 'process.listed',
  processes: [{ pid: 7, parent: 1, command: 'sh bootstrap', state: 'running', memoryMb: 3 }],
  leftOut: 0,
}
const dispatched: JournalEvent = { type: 'invocation.dispatched', deadline: 9, cold: true, initInside: false }

/** One a millisecond. */
function entriesOf(...events: JournalEvent[]): Entry[] {
  return events.map((event, index) => ({ seq: index + 1, at: index + 1, of, event }))
}

function folded(entries: Entry[], session = createSession()) {
  for (const entry of entries) applyEntry(session, entry)
  return session.functions.get('f')!
}

const life = entriesOf(
  created,
  changed('created', 'init'),
  init as JournalEvent,
  listed,
  changed('init', 'ready'),
  dispatched,
  changed('ready', 'invoke'),
  sampled(20),
  changed('invoke', 'ready'),
  { type: 'environment.frozen' },
  sampled(21),
  { type: 'environment.thawed', reason: 'event' },
  dispatched,
  { type: 'environment.frozen' },
)

it('counts what an environment did, and remembers what it has', () => {
  const environment = folded(life).environments.get('f/1')!
  expect(environment.figures).toEqual({
    served: 2,
    coldStarts: 1,
    freezes: 2,
    frozenMs: 2,
    leftOut: 0,
    processes: [{ pid: 7, parent: 1, command: 'sh bootstrap', state: 'running', memoryMb: 3 }],
    sample: { at: 11, memoryMb: 21, peakMemoryMb: 21, cpuMs: 5 },
  })
  expect(environment.codeHash).toBe('abc')
  expect(environment.memory).toEqual([
    [8, 20, 5],
    [11, 21, 5],
  ])
  expect([environment.createdAt, environment.goneAt]).toEqual([1, undefined])
})

it('shows the same at a moment that was reached from the middle as from the start', () => {
  const whole = folded(life)
  for (let middle = 1; middle < life.length; middle += 1) {
    const state = emptyState()
    for (const entry of life.slice(0, middle)) applyToState(state, entry)
    const session = createSession()
    loadState(session, JSON.parse(JSON.stringify(state)) as State, middle + 1)
    const late = folded(life.slice(middle), session)
    const [a, b] = [whole, late].map((fn) => fn.environments.get('f/1')!)
    expect(b!.figures, `from ${middle}`).toEqual(a!.figures)
    expect([b!.codeHash, b!.frozenAt, b!.createdAt]).toEqual([a!.codeHash, a!.frozenAt, a!.createdAt])
    expect(late.pool.figures).toEqual(whole.pool.figures)
    expect(late.pool.now).toEqual(whole.pool.now)
    // The state that the page goes on with counts each entry once.
    expect(session.state.environments['f/1']?.figures).toEqual(a!.figures)
  }
})

it('knows no figures of an environment whose beginning nobody told', () => {
  expect(folded(entriesOf(sampled(3))).environments.get('f/1')?.figures).toBeUndefined()
})

it('forgets the processes of an incarnation when the next begins', () => {
  const fn = folded([...life, { seq: 15, at: 15, of, event: init as JournalEvent }])
  expect(fn.environments.get('f/1')?.figures).not.toHaveProperty('processes')
  expect(fn.environments.get('f/1')?.figures?.coldStarts).toBe(2)
})

it('counts the pool, and draws it as steps', () => {
  const second = { ...of, environment: 'f/2' }
  const throttled = { type: 'invocation.settled', outcome: 'throttled', durationMs: 0, billedMs: 0, memoryMb: 128 }
  const entries = [
    ...life,
    { seq: 15, at: 15, of: second, event: created },
    { seq: 16, at: 16, of, event: changed('ready', 'shutdown') },
    { seq: 17, at: 17, of, event: changed('shutdown', 'gone') },
    { seq: 18, at: 18, of: { function: 'f' }, event: throttled as JournalEvent },
  ]
  const { pool, environments } = folded(entries)
  expect(pool.figures).toEqual({ live: 1, most: 2, gone: 1, coldStarts: 1, throttled: 1 })
  expect(pool.now).toEqual({ starting: 1, busy: 0, frozen: 0, idle: 0 })
  expect(pool.steps.map(({ at, starting, busy, frozen, idle }) => [at, starting, busy, frozen, idle])).toEqual([
    [1, 1, 0, 0, 0],
    [5, 0, 0, 0, 1],
    [7, 0, 1, 0, 0],
    [9, 0, 0, 0, 1],
    [10, 0, 0, 1, 0],
    [12, 0, 0, 0, 1],
    [14, 0, 0, 1, 0],
    [15, 1, 0, 1, 0],
    [16, 1, 0, 0, 0],
  ])
  expect(environments.get('f/1')?.goneAt).toBe(17)
})

it('keeps a series in bounded room, its peaks and its newest points included', () => {
  const series: number[] = []
  for (let value = 0; value < 5000; value += 1) addPoint(series, value === 100 ? 9999 : value, Math.max)
  expect(series.length).toBeLessThanOrEqual(seriesLimit)
  expect(series).toContain(9999)
  expect(series.at(-1)).toBe(4999)
  expect(series.at(-2)).toBe(4998)
})

it('writes on a row what a person did', () => {
  const fn = folded([...life, { seq: 15, at: 15, of, event: { type: 'environment.asked', action: 'shut-down' } }])
  expect(fn.rows.at(-1)).toMatchObject({ kind: 'note', label: 'shut down by hand', environment: 'f/1' })
})
