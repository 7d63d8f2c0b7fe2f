import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Entry } from '../journal.ts'
import { Keyframes } from './keyframes.ts'
import { failingEvent, QueueConversation } from './queue-conversation.fixture.ts'
import { waitOf } from './queued-event.ts'
import { recordedSessions } from './recorded.fixture.ts'
import { StreamConversation } from './stream-conversation.fixture.ts'
import type { Exchange } from './rows.ts'
import { applyEntry, createSession, loadState, type Session } from './session.ts'
import { applyToState } from './apply-to-state.ts'
import { emptyState } from './state.ts'

const stateOf = (entries: readonly Entry[], state = emptyState()) => {
  for (const entry of entries) applyToState(state, entry)
  return state
}

/** What a moment shows of its environments, invocations under way, and open exchanges, whatever came before. */
function shown(session: Session) {
  return {
    state: session.state,
    startedAt: session.startedAt,
    functions: [...session.functions.values()].map((fn) => ({
      name: fn.name,
      callers: [...fn.callers],
      receiving: [...fn.receiving],
      streams: [...session.exchanges.values()].filter((exchange) => exchange.function === fn.name).flatMap(underWay),
      // Which stripe is whose may differ.
      queue: [...fn.queue].toSorted(),
      events: [...fn.events.values()]
        .filter(({ ended }) => ended === undefined)
        .map((event) => {
          const { id, queuedAt, payloadBytes, most, refused, maxAgeSeconds, recovered, attempts } = event
          const { from, attempt, due } = waitOf(event) ?? {}
          const underWay = attempts.filter((name) => fn.places.includes(name))
          return { id, queuedAt, payloadBytes, most, refused, maxAgeSeconds, recovered, underWay, from, attempt, due }
        })
        .toSorted((a, b) => (a.id < b.id ? -1 : 1)),
      under: fn.places.filter((place) => place !== undefined).toSorted(),
      environments: [...fn.environments.values()]
        // Sessions that were cut hold environments whose creation is not in them.
        .filter(({ name }) => name in session.state.environments)
        .map(
          ({
            name,
            number,
            state,
            runtime,
            incarnation,
            busyWith,
            pid,
            frozenAt,
            polls,
            path,
            figures,
            codeHash,
            extensions,
          }) => ({
            name,
            number,
            state,
            runtime,
            incarnation,
            busyWith,
            pid,
            frozenAt,
            path,
            figures,
            codeHash,
            polls: [...polls],
            extensions: [...extensions.values()].map((one) => ({
              name: one.name,
              state: one.state,
              events: one.events,
              busyWith: one.busyWith,
              polls: [...one.polls],
            })),
          }),
        ),
    })),
  }
}

/** What is known of a body that streams, however coarsely its pieces are told apart, and that its invocation leads to it. */
function underWay(exchange: Exchange) {
  const { id, requestPieces, answerPieces, streaming, status, sentAt, closed } = exchange
  const over = exchange.streams ? (sentAt ?? closed) : (status ?? closed)
  if (over !== undefined || (requestPieces ?? answerPieces) === undefined) return []
  const totals = [requestPieces, answerPieces].map((streamed) => {
    if (streamed === undefined) return undefined
    const { pieces, ...total } = streamed
    return { ...total, inPieces: pieces.reduce((sum, one) => sum + one.pieces, 0), firstSeq: pieces[0]?.seq }
  })
  return [{ id, streaming, streams: exchange.streams, totals }]
}

const streams = new StreamConversation().cold()
for (const [number, id] of ['two', 'three', 'four'].entries()) {
  streams.streamed(id, number + 2, number === 1).post(id)
  if (number !== 1) streams.head(id)
  for (let piece = 0; piece < 90; piece += 1) {
    streams.comes(id, 'é'.repeat(1 + (piece % 5)), piece % 3 === 0 ? 2 : undefined)
    if (number !== 1) streams.goes(id, 'é'.repeat(1 + (piece % 5)))
  }
  streams.whole(id)
  if (number === 1) streams.result('f/1', id, 'ok')
  else streams.complete(id)
  streams.done(id)
}

/** Events that wait, are under way, and are over, each at some moment of it. */
function queueSession(): Entry[] {
  const told = new QueueConversation().queued('old', 1, { attempts: 1, queuedAt: 1_799_999_990_000 })
  told.waits('old', 2, 60_000, { why: 'It was waiting when the playground was stopped.' })
  failingEvent(told.cold()).hand('two').hand('three', 0).refuse('two', 1, 5)
  told.waits('two', 2, 1000, { because: 'throttled', why: 'No environment was free (429).' })
  told.attempt('three', 1, 6, 'ok').over('three', 'succeeded', 1).attempt('old', 2, 7)
  return told.over('old', 'retries-exhausted', 2).destined('old', 'file:failures.jsonl').attempt('two', 2, 8).entries
}

const sessions: [name: string, entries: Entry[]][] = [
  ...recordedSessions,
  ['with streams', streams.entries],
  ['of asynchronous events', queueSession()],
]

describe.each(sessions)('in the session %s', (_name, entries) => {
  it('any moment is the same by a keyframe as from the start', () => {
    fc.assert(
      fc.property(fc.nat(entries.length), fc.nat(entries.length), (one, other) => {
        const [cut, end] = one < other ? [one, other] : [other, one]
        // Keyframes that went over the wire.
        const state = JSON.parse(JSON.stringify(stateOf(entries.slice(0, cut)))) as ReturnType<typeof emptyState>
        const later = createSession()
        loadState(later, state, cut + 1)
        for (const entry of entries.slice(cut, end)) applyEntry(later, entry)
        const whole = createSession()
        for (const entry of entries.slice(0, end)) applyEntry(whole, entry)
        expect(later.state).toEqual(stateOf(entries.slice(0, end)))
        const known = new Set(later.functions.keys())
        const expected = shown(whole)
        expect(shown(later).state).toEqual(expected.state)
        expect(shown(later).startedAt).toEqual(expected.startedAt)
        expect(shown(later).functions.toSorted(byName)).toEqual(
          expected.functions.filter((fn) => known.has(fn.name)).toSorted(byName),
        )
      }),
      { numRuns: 60 },
    )
  })
})

const byName = (a: { name: string }, b: { name: string }) => (a.name < b.name ? -1 : 1)

it('keeps a copy every few thousand entries, few of them however long it goes on, and gives none away', () => {
  const keyframes = new Keyframes()
  const state = emptyState()
  for (let seq = 1; seq <= 3_000_000; seq += 1) {
    if (seq % 4096 === 0) state.counts = { f: seq }
    keyframes.offer(seq, state)
  }
  for (const seq of [0, 1, 5000, 1_000_000, 2_999_999]) {
    const found = keyframes.before(seq)
    expect(found.seq).toBeLessThanOrEqual(seq)
    expect(seq - found.seq).toBeLessThan(4096 * 4)
    if (found.seq > 0) expect(found.state.counts).toEqual({ f: found.seq })
    found.state.counts['f'] = -1
    expect(keyframes.before(seq).state.counts['f']).not.toBe(-1)
  }
})
