import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Entry } from '../journal.ts'
import { Conversation } from './conversation.fixture.ts'
import type { FunctionModel } from './function-model.ts'
import { findRow } from './find-row.ts'
import { applyEntry, createSession, loadState, type Session } from './session.ts'
import { applyToState } from './apply-to-state.ts'
import { emptyState } from './state.ts'

function fold(entries: readonly Entry[], session = createSession()): Session {
  for (const entry of entries) applyEntry(session, entry)
  return session
}

const lanes: Record<string, string> = { caller: 'C', lambda: 'L' }

/** Rows as text: stripes, what it is, and between which lanes; explanations left out. */
function drawn(fn: FunctionModel | undefined): string {
  return (fn?.rows ?? [])
    .filter(({ kind }) => kind !== 'explain')
    .map((row) => {
      const stripes = row.stripes
        .map((id, place) => (id === undefined ? ' ' : (row.inits & (1 << place)) === 0 ? '|' : ':'))
        .join('')
      const lane = (name: string | undefined) => (name === undefined ? '' : (lanes[name] ?? name))
      const where =
        row.to === undefined
          ? lane(row.from)
          : `${lane(row.from)} ${row.kind === 'answer' ? '-->' : '->'} ${lane(row.to)}`
      return `${stripes.padEnd(2)} ${row.kind.padEnd(10)} ${where.padEnd(11)} ${row.tone === 'error' ? '! ' : ''}${row.label}`.trimEnd()
    })
    .join('\n')
}

/** What a lane does, as `kind from-to` in rows without explanations. */
function spans(fn: FunctionModel, lane: string): string[] {
  const fact = (index: number | undefined) =>
    index === undefined ? '' : index - fn.explains.filter((at) => at < index).length
  return (fn.lanes.get(lane)?.spans ?? []).map(({ kind, from, to }) => `${kind} ${fact(from)}-${fact(to)}`)
}

const only = (session: Session) => session.functions.get('f')!

describe('rows', () => {
  it('of a cold invocation begin with the call, and hold the Init that it caused', () => {
    const fn = only(fold(new Conversation().cold().entries))
    expect(drawn(fn)).toBe(
      `
|  invocation             Invoke 1
|  request    C -> L      invoke
:  init       f/1         Init
:  note       f/1         started · pid 4127
:  output     f/1         loading
:  request    f/1 -> L    GET next
|  answer     L --> f/1   event
|  output     f/1         hello
|  request    f/1 -> L    POST response
|  answer     L --> C     200
|  request    f/1 -> L    GET next`.trimStart(),
    )
    expect(spans(fn, 'caller')).toEqual(['waiting 1-9'])
    expect(spans(fn, 'f/1')).toEqual(['waiting 5-6', 'busy 6-10', 'waiting 10-'])
  })

  it('of a warm one have no Init, and idle time is written before its call', () => {
    const fn = only(fold(new Conversation().cold().wait(4200).warm('two', 2).entries))
    expect(drawn(fn).split('\n').slice(11).join('\n')).toBe(
      `
   gap                    4.2 s idle
|  invocation             Invoke 2
|  request    C -> L      invoke
|  answer     L --> f/1   event
|  request    f/1 -> L    POST response
|  answer     L --> C     200
|  request    f/1 -> L    GET next`.replace(/^\n/, ''),
    )
  })

  it('of a time-out lead with what is known', () => {
    const talk = new Conversation()
      .call('one', 1)
      .create('f/1', 'one')
      .init('f/1', 'one')
      .next('f/1')
      .ready('f/1')
      .dispatch('f/1', 'one', true)
      .deliver('f/1', 'one')
      .print('f/1', 'calling upstream', 'one')
    talk.wait(2990).tell({ environment: 'f/1', invocation: 'one' }, { type: 'deadline.fired', for: 'invoke' })
    talk.result('f/1', 'one', 'timeout', { errorType: 'Sandbox.Timedout' }).settle('f/1', 'one', 'timeout', 'reset')
    talk
      .tell({ environment: 'f/1' }, { type: 'process.signalled', signal: 'SIGKILL', reason: 'time-out' })
      .tell({ environment: 'f/1' }, { type: 'process.exited', code: null, signal: 'SIGKILL' })
    const fn = only(fold(talk.entries))
    expect(drawn(fn)).toMatch(
      /^\| {2}invocation {13}! Invoke 1\n\| {2}cause {18}! No answer within 3 s\. Last sign of life: “calling upstream”, 2\.99\d s before the deadline\.\n/,
    )
    expect(drawn(fn).split('\n').slice(-5).join('\n')).toBe(
      `
|  note       L           ! deadline reached
|  answer     L --> C     ! 200
   note       f/1         ! SIGKILL
   note       f/1         ! dead · SIGKILL`.replace(/^\n/, '|  gap                    3.0 s without a sign\n'),
    )
    expect(spans(fn, 'f/1').at(-1)).toMatch(/^failed 6-/)
    expect(fn.lanes.get('f/1')?.deaths).toEqual([fn.rows.length - 1])
    expect(fn.failures.map(({ label }) => label)).toEqual(['Invoke 1'])
  })

  it('of a refusal bounce back', () => {
    const talk = new Conversation().cold()
    const exchange = talk.open('response', 'runtime', { environment: 'f/1' })
    talk.tell(
      { environment: 'f/1', exchange },
      { type: 'runtime.refused', state: 'Ready', call: 'response', rule: 'request-id' },
    )
    talk.answer(
      exchange,
      400,
      { environment: 'f/1' },
      { refusal: { errorType: 'InvalidRequestID', message: 'Invalid request ID' } },
    )
    const session = fold(talk.entries)
    expect(drawn(only(session)).split('\n').slice(-2)).toEqual([
      '   request    f/1 -> L    POST response',
      '   answer     L --> f/1   ! 400 InvalidRequestID',
    ])
    expect(session.exchanges.get(exchange)?.refused?.state).toBe('Ready')
  })

  it('of a path that is none belong to the function whose runtime has the connection, or that the path names', () => {
    const talk = new Conversation().cold()
    for (const [connection, target] of [
      [1, '/2018-06-01/runtime/nope'],
      [9, '/f/2018-06-01/nope'],
    ] as const) {
      const of = { exchange: 90 + connection, connection }
      const seq = talk.entries.length
      const common = { at: talk.entries.at(-1)!.at + 1, of }
      const heads: [string, string][] = []
      talk.entries.push(
        {
          seq: seq + 1,
          ...common,
          event: {
            type: 'exchange.opened',
            endpoint: 'unknown',
            from: 'runtime',
            method: 'GET',
            target,
            heads,
            reused: 0,
          },
        },
        {
          seq: seq + 2,
          ...common,
          event: { type: 'exchange.answered', status: 404, heads, body: { bytes: 0, preview: '' } },
        },
      )
    }
    expect(
      drawn(only(fold(talk.entries)))
        .split('\n')
        .slice(-4),
    ).toEqual([
      '   request    f/1 -> L    GET runtime/nope',
      '   answer     L --> f/1   ! 404 no such path',
      '   request    runtime -> L GET 2018-06-01/nope',
      '   answer     L --> runtime ! 404 no such path',
    ])
  })

  it('of a poll that hung up say so, and its lane waits no more', () => {
    const talk = new Conversation().cold()
    const exchange = [...only(fold(talk.entries)).environments.get('f/1')!.polls][0]!
    talk.tell({ environment: 'f/1', exchange }, { type: 'exchange.closed', how: 'hung-up' })
    const fn = only(fold(talk.entries))
    expect(drawn(fn)).toMatch(/note {7}f\/1 {9}GET next · hung up$/)
    expect(fn.environments.get('f/1')!.polls.size).toBe(0)
  })

  it('of two invocations at once keep their stripes and environments apart', () => {
    const talk = new Conversation().cold().call('two', 2).dispatch('f/1', 'two', false).deliver('f/1', 'two')
    talk
      .call('three', 3)
      .create('f/2', 'three', 2)
      .init('f/2', 'three')
      .next('f/2')
      .ready('f/2')
      .dispatch('f/2', 'three', true)
      .deliver('f/2', 'three')
    talk
      .respond('f/1', 'two')
      .next('f/1', 'two')
      .settle('f/1', 'two')
      .respond('f/2', 'three')
      .next('f/2', 'three')
      .settle('f/2', 'three')
    const fn = only(fold(talk.entries))
    expect(drawn(fn).split('\n').slice(11).join('\n')).toBe(
      `
|  invocation             Invoke 2
|  request    C -> L      invoke
|  answer     L --> f/1   event
|| invocation             Invoke 3
|| request    C -> L      invoke
|: init       f/2         Init
|: note       f/2         started · pid 4127
|: request    f/2 -> L    GET next
|| answer     L --> f/2   event
|| request    f/1 -> L    POST response
|| answer     L --> C     200
|| request    f/1 -> L    GET next
 | request    f/2 -> L    POST response
 | answer     L --> C     200
 | request    f/2 -> L    GET next`.replace(/^\n/, ''),
    )
    expect(spans(fn, 'caller').at(-1)).toBe('waiting 12-24')
  })

  it('of a call that was refused make a band of their own, with the reason', () => {
    const talk = new Conversation()
    const exchange = talk.open('invoke', 'caller', { invocation: 'one' })
    talk.answer(
      exchange,
      404,
      { invocation: 'one' },
      { refusal: { errorType: 'ResourceNotFoundException', message: 'Function not found' } },
    )
    const fn = only(fold(talk.entries))
    expect(drawn(fn)).toContain('! 404 ResourceNotFoundException')
    expect(fn.invocations.get('one')).toMatchObject({ outcome: 'stopped', status: 404, help: 'Function not found' })
    expect(fn.places).toEqual([])
  })

  it('of a session that follows another begin with the boundary', () => {
    expect(drawn(only(fold(new Conversation().cold().entries, createSession(true))))).toMatch(
      /^ {3}boundary {15}the playground was started again/,
    )
  })

  it('explain each kind of exchange once, until three invocations are over', () => {
    const talk = new Conversation().cold()
    for (let number = 2; number < 6; number += 1) talk.warm(`id${number}`, number)
    const fn = only(fold(talk.entries))
    expect(fn.explains.map((index) => fn.rows[index]?.from)).toEqual(['invoke', 'next', 'event', 'response', 'result'])
    for (const index of fn.explains) expect(fn.rows[index]?.label.length).toBeLessThan(125)
  })
})

describe('the fold', () => {
  const story = new Conversation()
    .cold()
    .wait(2000)
    .warm('two', 2)
    .call('three', 3)
    .dispatch('f/1', 'three', false)
    .deliver('f/1', 'three')
    .result('f/1', 'three', 'crash', { help: 'It ended.' })
    .settle('f/1', 'three', 'crash', 'reset').entries

  it('is the same in one go and entry by entry, from any state in between', () => {
    fc.assert(
      fc.property(fc.nat(story.length), (cut) => {
        const state = emptyState()
        for (const entry of story.slice(0, cut)) applyToState(state, entry)
        const session = createSession()
        loadState(session, state, cut + 1)
        fold(story.slice(cut), session)
        expect(session.lastSeq).toBe(story.length)
        expect(session.state).toEqual(fold(story).state)
        expect(only(session).environments.get('f/1')?.state).toBe('reset')
      }),
    )
  })

  it('from the middle begins with what is under way, and takes no time for idle that it did not see', () => {
    const told = new Conversation().cold().wait(60_000).call('two', 2).dispatch('f/1', 'two', false)
    const cut = told.entries.length
    const state = emptyState()
    for (const entry of told.entries) applyToState(state, entry)
    told.deliver('f/1', 'two').respond('f/1', 'two').next('f/1', 'two').settle('f/1', 'two')
    const session = createSession()
    loadState(session, state, cut + 1)
    const fn = only(fold(told.entries.slice(cut), session))
    expect(drawn(fn)).toBe(
      `
   boundary               the page holds the session from here on; what was before is kept on disk
|  invocation             Invoke 2
|  answer     L --> f/1   event
|  request    f/1 -> L    POST response
|  answer     L --> C     200
|  request    f/1 -> L    GET next`.replace(/^\n/, ''),
    )
    expect(fn.invocations.get('two')).toMatchObject({ number: 2, outcome: 'ok', status: 200 })
    expect(spans(fn, 'caller')).toEqual(['waiting 1-4'])
  })

  it('gives a row of an environment to the invocation that it is at', () => {
    const fn = only(fold(new Conversation().cold().warm('two', 2).entries))
    expect(fn.rows.filter(({ kind }) => kind !== 'explain').map(({ invocation }) => invocation)).toEqual([
      ...Array.from({ length: 11 }, () => 'one'),
      ...Array.from({ length: 6 }, () => 'two'),
    ])
  })

  it('finds the row of any entry that made one, its arrow before its band', () => {
    const { entries } = new Conversation().cold().wait(2000).warm('two', 2)
    const fn = only(fold(entries))
    for (const { seq } of entries) {
      const made = fn.rows.filter((row) => row.seq === seq && row.kind !== 'explain' && row.kind !== 'gap')
      expect(fn.rows[findRow(fn, seq)]).toBe(made.at(-1))
    }
    expect(findRow(fn, 0)).toBe(-1)
    expect(findRow(fn, entries.length + 1)).toBe(-1)
  })

  it('takes any entries in any order without failing', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(story), (entries) => {
        const session = fold(entries.map((entry, index) => ({ ...entry, seq: index + 1 })))
        for (const fn of session.functions.values()) {
          for (const { spans, deaths } of fn.lanes.values()) {
            for (const { from, to } of spans) {
              expect(from).toBeGreaterThanOrEqual(0)
              if (to !== undefined) expect(to).toBeGreaterThanOrEqual(from)
            }
            for (const at of deaths) expect(at).toBeLessThan(fn.rows.length)
          }
        }
      }),
    )
  })
})
