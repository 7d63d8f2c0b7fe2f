import { expect, it } from 'vitest'
import type { Entry } from '../journal.ts'
import { applyEntry, createSession, loadState } from './session.ts'
import { applyToState } from './apply-to-state.ts'
import { emptyState } from './state.ts'
import { StreamConversation } from './stream-conversation.fixture.ts'
import { mostPieces } from './streamed.ts'

function fold(entries: readonly Entry[], session = createSession()) {
  for (const entry of entries) applyEntry(session, entry)
  return session
}
const only = (session = createSession()) => session.functions.get('f')!

it('counts what the runtime sent and what the caller got, each on its exchange, and when the first byte came', () => {
  const talk = new StreamConversation().cold().streamed('two', 2).post('two').head('two')
  talk.comes('two', 'one ').goes('two', 'one ').wait(500).comes('two', 'två', 3).goes('two', 'två')
  const session = fold(talk.entries)
  const invocation = only(session).invocations.get('two')!
  expect(invocation).toMatchObject({ streams: true, posted: talk.postOf('two'), status: 200, firstByteMs: 10 })
  expect(invocation.tookMs).toBeUndefined()
  const [posted, call] = [talk.postOf('two'), talk.callOf('two')].map((id) => session.exchanges.get(id)!)
  expect(posted).toMatchObject({ streaming: true, requestPieces: { count: 4, bytes: 8 } })
  expect(posted!.requestPieces!.pieces.map(({ offset, bytes, pieces }) => [offset, bytes, pieces])).toEqual([
    [0, 4, 1],
    [4, 4, 3],
  ])
  expect(call).toMatchObject({ streams: true, answerPieces: { count: 2, bytes: 8 } })
  expect(call!.answerPieces!.lastAt - call!.answerPieces!.firstAt).toBe(502)
  expect([...only(session).receiving]).toEqual([call!.id])
  fold(talk.whole('two').complete('two').entries.slice(session.lastSeq), session)
  expect(only(session).callers.size + only(session).receiving.size).toBe(0)
  expect(invocation.tookMs).toBeGreaterThan(500)
  expect(call!.sentAt).toBe(session.lastAt)
})

it('keeps its size however many pieces there are, and tells of all of them', () => {
  const talk = new StreamConversation().cold().streamed('two', 2).post('two').head('two')
  for (let piece = 0; piece < 10_000; piece += 1) talk.comes('two', 'ab')
  const session = fold(talk.entries)
  const { pieces, ...totals } = session.exchanges.get(talk.postOf('two'))!.requestPieces!
  expect(totals).toMatchObject({ count: 10_000, bytes: 20_000, lastSeq: talk.entries.length })
  expect(pieces.length).toBeLessThanOrEqual(mostPieces.model)
  expect(pieces.length).toBeGreaterThan(mostPieces.model / 2)
  expect(pieces.reduce((sum, { pieces: count }) => sum + count, 0)).toBe(10_000)
  // Without a gap, and in order.
  let offset = 0
  for (const piece of pieces) {
    expect(piece.offset).toBe(offset)
    offset += piece.bytes
  }
  expect(session.state.exchanges[talk.postOf('two')]!.requestPieces!.pieces.length).toBeLessThanOrEqual(64)
  expect(JSON.stringify(session.state).length).toBeLessThan(20_000)
})

it('draws no row for a piece, nor for framing that carries nothing', () => {
  const talk = new StreamConversation().cold().streamed('two', 2).post('two').head('two')
  const before = only(fold(talk.entries)).rows.length
  talk.comes('two', 'a').goes('two', 'a').comes('two', 'b').goes('two', '')
  const session = fold(talk.entries)
  expect(only(session).rows).toHaveLength(before)
  expect(session.exchanges.get(talk.callOf('two'))!.answerPieces!.count).toBe(1)
})

it('says that a time-out came in the middle', () => {
  const talk = new StreamConversation().cold().streamed('two', 2).post('two').head('two')
  talk.comes('two', 'a').goes('two', 'a').wait(2990).complete('two', 'timeout', 'Sandbox.Timedout')
  const fn = only(fold(talk.entries))
  expect(fn.rows.find(({ kind }) => kind === 'cause')!.label).toMatch(
    /^A beginning, and no end of the response within 3 s/,
  )
  expect(fn.rows.at(-1)).toMatchObject({ label: 'InvokeComplete', tone: 'error' })
})

it('goes on from a state in the middle of a stream as if it had seen its beginning', () => {
  const talk = new StreamConversation().cold().streamed('two', 2).post('two').head('two')
  talk.comes('two', 'one ').goes('two', 'one ')
  const state = emptyState()
  for (const entry of talk.entries) applyToState(state, entry)
  const session = createSession()
  const from = talk.entries.length
  loadState(session, JSON.parse(JSON.stringify(state)) as typeof state, from + 1)
  fold(
    talk.comes('two', 'two').goes('two', 'two').whole('two').complete('two').done('two').entries.slice(from),
    session,
  )
  const fn = only(session)
  expect(fn.invocations.get('two')).toMatchObject({
    streams: true,
    posted: talk.postOf('two'),
    exchange: talk.callOf('two'),
    firstByteMs: 10,
    outcome: 'ok',
  })
  expect(session.exchanges.get(talk.callOf('two'))).toMatchObject({ answerPieces: { count: 2, bytes: 7 }, status: 200 })
  expect(fn.rows.map(({ label }) => label)).toContain('InvokeComplete')
  expect(session.state.exchanges[talk.callOf('two')]).toBeUndefined()
})

it('a call of the management API is a call, and no result of the function', () => {
  const talk = new StreamConversation()
  const exchange = talk.open('unknown', 'caller', {})
  talk.answer(exchange, 200, {})
  const fn = only(fold(talk.entries))
  expect(fn.rows.map(({ kind, label }) => `${kind} ${label}`)).toEqual(['request POST /unknown', 'answer 200'])
  expect(fn.callers.size).toBe(0)
  expect(fn.invocations.size).toBe(0)
})
