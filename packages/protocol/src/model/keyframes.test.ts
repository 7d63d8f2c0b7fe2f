import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Entry } from '../journal.ts'
import { Keyframes } from './keyframes.ts'
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

describe.each([...recordedSessions, ['with streams', streams.entries] as const])(
  'in the recorded session %s',
  (_name, entries) => {
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
  },
)

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
