import { createFunctionModel, type Exchange, type Row } from '@playground/protocol/model'
import { describe, expect, it } from 'vitest'
import { figureOf } from './figures.ts'

const row = (kind: Row['kind'], more: Partial<Row> = {}): Row => {
  return { seq: 1, at: 0, kind, label: '', stripes: [], inits: 0, ...more }
}
const exchange = (more: Partial<Exchange>): Exchange => ({
  id: 1,
  function: 'f',
  endpoint: 'next',
  from: 'runtime',
  method: 'GET',
  target: '/',
  reused: 0,
  openedAt: 0,
  openedSeq: 1,
  states: [],
  ...more,
})
const figure = (row: Row, exchange?: Exchange) => figureOf(row, exchange, createFunctionModel('f'))

describe('the figure of a row', () => {
  it('of a poll says whether it waits, how long it did, or that nobody waits any more', () => {
    expect(figure(row('request'), exchange({}))).toEqual({ text: 'waits' })
    expect(figure(row('request'), exchange({ answeredAt: 1200, delivers: 'a' }))).toEqual({ text: 'waited 1,200 ms' })
    expect(figure(row('request'), exchange({ closed: 'hung-up' }))).toEqual({ text: 'hung up', tone: 'error' })
    expect(figure(row('request'), exchange({ closed: 'server-stopped' }))).toEqual({ text: 'ended' })
  })

  it('holds an uneventful answer, and is loud about a refusal', () => {
    const posted = { endpoint: 'response', answeredAt: 0.4 }
    expect(figure(row('request'), exchange({ ...posted, status: 202 }))).toEqual({ text: '202 · 0.4 ms' })
    expect(figure(row('request'), exchange({ ...posted, status: 403 }))).toEqual({
      text: '403 · 0.4 ms',
      tone: 'error',
    })
  })

  it('of a delivery says what it answers', () => {
    expect(figure(row('answer'), exchange({ delivers: 'a' }))).toEqual({ text: 'answers next' })
    const toExtension = { from: 'extension', endpoint: 'event-next', answeredAt: 1, status: 200 } as const
    expect(figure(row('answer'), exchange(toExtension))).toEqual({ text: 'answers next' })
    expect(figure(row('request'), exchange(toExtension))).toEqual({ text: 'waited 1.0 ms' })
  })

  it('of the result says how long the caller waited, or how it failed', () => {
    const called = exchange({ endpoint: 'invoke', from: 'caller', answeredAt: 224 })
    const fn = createFunctionModel('f')
    const base = { id: 'a', function: 'f', number: 1, type: 'RequestResponse', payloadBytes: 0, receivedAt: 0 } as const
    fn.invocations.set('a', { ...base, receivedSeq: 1, outcome: 'timeout' })
    expect(figure(row('answer'), called)).toEqual({ text: '224 ms' })
    expect(figureOf(row('answer', { invocation: 'a' }), called, fn)).toEqual({ text: 'time-out', tone: 'error' })
  })

  it('of a batch of telemetry says how much it is, or that it was not taken and whether it comes again', () => {
    const batch = (delivered: NonNullable<Row['delivered']>) => figure(row('telemetry', { delivered }))
    const sent = { events: 7, bytes: 1229 }
    expect(batch({ ...sent, status: 200 })).toEqual({ text: '7 ev · 1.2 kB' })
    expect(batch(sent)).toEqual({ text: '7 ev · 1.2 kB' })
    expect(batch({ ...sent, status: 500, retry: true })).toEqual({
      text: '500 · again',
      tone: 'error',
    })
    expect(batch({ ...sent, problem: 'Nobody listens.' })).toEqual({
      text: 'not taken',
      tone: 'error',
    })
  })

  it('of an Init says how it went', () => {
    const init = { phase: 'invoke', environment: 'f/1', startedAt: 0, status: 'error', durationMs: 334 } as const
    expect(figure(row('init', { init }))).toEqual({ text: 'failed · 334 ms', tone: 'error' })
    expect(figure(row('init', { init: { phase: 'init', environment: 'f/1', startedAt: 0 } }))).toEqual({
      text: 'starting',
    })
  })
})
