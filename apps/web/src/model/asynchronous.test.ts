// Asynchronous events as the page reads them: names, steps, words, rows that are grouped, folded and filtered, both ends.
import { failingEvent, QueueConversation } from '@playground/protocol/fixtures'
import { applyEntry, createSession, eventOf, findRow, type Session } from '@playground/protocol/model'
import { describe, expect, it } from 'vitest'
import { endsOf, notAnswered } from './both-ends/ends.ts'
import { fateOf } from './event-words.ts'
import { endSentence, stepsOf, waitWords } from './event-steps.ts'
import { figureOf } from './figures.ts'
import { matches } from './filter/match.ts'
import { parseFilter } from './filter/parse.ts'
import { dueWord, shortId } from './format.ts'
import { attemptWord, idWord, invocationWord } from './invocation-words.ts'
import { laneState } from './lane-state.ts'
import { nowSentence } from './now.ts'
import { RowList } from './row-list.ts'
import { countsAt } from './timeline/truth.ts'

const uuid = '8476a536-e9f4-11e8-9739-2dfe598cb6b4'

function sessionOf({ entries }: QueueConversation): Session {
  const session = createSession()
  for (const entry of entries) applyEntry(session, entry)
  return session
}
const f = (session: Session) => session.functions.get('f')!
const talk = () => new QueueConversation()
const destined = () =>
  failingEvent(talk().sends({ onFailure: 'file:failures.jsonl' }).cold()).destined('ev', 'file:failures.jsonl')
const waiting = () => talk().cold().hand('ev').attempt('ev', 1, 2).waits('ev', 2, 60_000)

/** The labels of the rows that are shown, without explanations. */
function shown(session: Session, options: { filter?: string; group?: 'time' | 'invocation'; folded?: string[] } = {}) {
  const { filter = '', group = 'time', folded = [] } = options
  const parsed = parseFilter(filter)
  if ('problem' in parsed) throw new Error(parsed.problem.message)
  const list = new RowList(session, f(session), {
    hidden: new Set(['explanations', 'gaps']),
    dismissed: new Set(),
    folded: new Set(folded),
    filter: parsed.filter,
    matches,
    only: true,
    group,
  })
  while (!list.update(1000, () => 0));
  return Array.from({ length: list.count }, (_, place) => list.row(place)!.label)
}

describe('an attempt at an event', () => {
  it('is called by its number, and from the second on by which it is', () => {
    const { invocations } = f(sessionOf(destined()))
    expect(['one', 'ev', 'ev/2', 'ev/3'].map((id) => invocationWord(invocations.get(id)!))).toEqual([
      'Invoke 1',
      'Invoke 2',
      'Invoke 3 · attempt 2',
      'Invoke 4 · attempt 3',
    ])
    expect(invocationWord({ number: 0, type: 'Event' })).toBe('Event')
    expect(invocationWord({ number: 0, type: 'DryRun' })).toBe('Dry run')
  })

  it('shows the bare request id', () => {
    expect(shortId(`${uuid}/2`)).toBe('8476a536…b6b4')
    expect([idWord(uuid), idWord(`${uuid}/3`)]).toEqual(['8476a536…b6b4', '8476a536…b6b4 · attempt 3'])
  })

  it('says of how many it is, as far as that is known', () => {
    const fn = f(sessionOf(destined()))
    expect(attemptWord(fn.invocations.get('ev/2')!, eventOf(fn, 'ev/2'))).toEqual(['attempt 2 of 3'])
    expect(attemptWord(fn.invocations.get('one')!, undefined)).toEqual([])
    expect(attemptWord({ attempt: 2 }, undefined)).toEqual(['attempt 2'])
  })

  it('that was refused at the limit uses up none of those that it may have', () => {
    const fn = f(
      sessionOf(
        talk().cold().hand('ev').refuse('ev', 1, 2).waits('ev', 2, 1000, { because: 'throttled' }).try('ev', 2, 3),
      ),
    )
    expect(attemptWord(fn.invocations.get('ev/2')!, eventOf(fn, 'ev/2'))).toEqual(['attempt 2 of 4'])
  })
})

describe('what becomes of an event', () => {
  it('is told in steps: attempts, and the waits between them', () => {
    const fn = f(sessionOf(destined()))
    const event = fn.events.get('ev')!
    const steps = stepsOf(fn, event).map((step) =>
      step.kind === 'wait' ? waitWords(step.wait, 0) : `${invocationWord(step.invocation)}: ${step.invocation.outcome}`,
    )
    expect(steps).toEqual([
      'Invoke 2: error',
      'waited 1 s · Lambda: 60 s',
      'Invoke 3 · attempt 2: error',
      'waited 2 s · Lambda: 2 min',
      'Invoke 4 · attempt 3: error',
    ])
    expect(endSentence(event)).toBe('Retries exhausted: it failed at 3 attempts, the last 3.1 s after its 202.')
    expect(fateOf(event, 0)).toEqual({ text: 'failed after 3 attempts → file:failures.jsonl', tone: 'error' })
  })

  it('is told while it waits, and to the second', () => {
    const told = waiting()
    const session = sessionOf(told)
    const fn = f(session)
    const event = fn.events.get('ev')!
    const now = told.at + 17_000
    expect(fateOf(event, now)).toEqual({ text: 'attempt 2 in 43 s', tone: '' })
    expect(waitWords(event.waits.at(-1)!, now)).toBe('attempt 2 in 43 s')
    expect(nowSentence(fn, now)).toBe('an event waits in the queue · attempt 2 in 43 s')
    expect(laneState('lambda', fn, undefined, session, now).text).toBe('1 in the queue')
    expect(countsAt(fn.timeline, told.at)).toContain('1 in the queue')
    expect(endSentence(event)).toBeUndefined()
    expect([dueWord(5, 5), dueWord(6, 5)]).toEqual(['now', 'in 1 s'])
  })

  it('needs no word where its only attempt says all', () => {
    const fn = f(sessionOf(talk().cold().hand('ev').attempt('ev', 1, 2, 'ok').over('ev', 'succeeded', 1)))
    expect(fateOf(fn.events.get('ev')!, 0)).toBeUndefined()
    expect(fateOf(f(sessionOf(talk().hand('ev').try('ev', 1, 1))).events.get('ev')!, 0)).toBeUndefined()
  })

  it('is that nothing is left where no destination is set', () => {
    const event = f(sessionOf(failingEvent(talk().sends({}).cold()))).events.get('ev')!
    expect(endSentence(event)).toMatch(/No onFailure destination is set: nothing is left of it\.$/)
    expect(fateOf(event, 0)?.text).toBe('failed after 3 attempts · dropped')
  })

  it('is known of one that a session before left, and of one that was too old', () => {
    const told = talk().sends({ onFailure: 'function:audit' }).queued('ev', 2, { attempts: 1, queuedAt: 5 })
    expect(fateOf(f(sessionOf(told)).events.get('ev')!, 0)?.text).toBe('in the queue')
    const event = f(
      sessionOf(told.over('ev', 'age-exceeded', 1).destined('ev', 'function:audit', { problem: 'There is none.' })),
    ).events.get('ev')!
    expect(event).toMatchObject({ queuedAt: 5, recovered: 1, destined: { problem: 'There is none.' } })
    expect(endSentence(event)).toBe('Too old: an event may be 6 h old, and Lambda gave it up after 1 attempt.')
  })
})

describe('rows', () => {
  const between = () => {
    const told = talk()
      .cold()
      .hand('ev')
      .attempt('ev', 1, 2)
      .waits('ev', 2, 50)
      .warm('three', 3)
      .attempt('ev', 2, 4, 'ok')
    return sessionOf(told.over('ev', 'succeeded', 2))
  }

  it('by invocation have all attempts at an event, its waits and its end under it', () => {
    const rows = shown(between(), { group: 'invocation' })
    const at = (label: string) => rows.indexOf(label)
    expect(rows.filter((label) => /^(?:Invoke|waits|event done)/.test(label))).toEqual([
      'Invoke 1',
      'Invoke 2',
      'waits 0.1 s before attempt 2',
      'Invoke 4',
      'event done after 2 attempts',
      'Invoke 3',
    ])
    expect(at('Invoke 3')).toBeGreaterThan(at('event done after 2 attempts'))
  })

  it('of all attempts are folded into the band of their event, and those of one into its own', () => {
    const whole = shown(between(), { folded: ['ev'] })
    expect(whole.filter((label) => /^(?:Invoke|waits|event)/.test(label))).toEqual([
      'Invoke 1',
      'event',
      'Invoke 2',
      'Invoke 3',
      'event',
    ])
    const second = shown(between(), { folded: ['ev/2'] })
    expect(second).toContain('Invoke 4')
    expect(second).toContain('waits 0.1 s before attempt 2')
  })

  it.each([
    ['id:ev', ['Invoke 2', 'waits 0.1 s before attempt 2', 'Invoke 4', 'event done after 2 attempts']],
    ['attempt:2', ['Invoke 4']],
    ['attempt:1', ['Invoke 2', 'waits 0.1 s before attempt 2', 'event done after 2 attempts']],
    ['is:async', ['Invoke 2', 'waits 0.1 s before attempt 2', 'Invoke 4', 'event done after 2 attempts']],
    ['is:retry', ['Invoke 4']],
    ['-is:async', ['Invoke 1', 'Invoke 3']],
  ])('%s finds', (filter, heads) => {
    expect(shown(between(), { filter }).filter((label) => /^(?:Invoke|waits|event done)/.test(label))).toEqual(heads)
  })

  it('of a recovered event are found by its id', () => {
    const session = sessionOf(talk().queued('ev', 2, { attempts: 1, queuedAt: 5 }))
    expect(shown(session, { filter: 'id:ev is:async' })).toEqual(['event recovered · 1 attempt before'])
  })

  it('of the 202 say nothing of how the function fared', () => {
    const session = sessionOf(destined())
    const fn = f(session)
    const { answerSeq = 0, exchange = 0 } = fn.invocations.get('ev')!
    const row = fn.rows[findRow(fn, answerSeq)]!
    expect([row.label, row.tone]).toEqual(['202', undefined])
    expect(figureOf(row, session.exchanges.get(exchange), fn)?.tone).toBeUndefined()
  })
})

describe('both ends of an attempt', () => {
  it('are the one call, and what this attempt was given and answered', () => {
    const session = sessionOf(destined())
    const { invocations } = f(session)
    const [first, second] = ['ev', 'ev/2'].map((id) => endsOf(session, invocations.get(id)!))
    expect(first!.call).toBeDefined()
    expect(second!.call).toBe(first!.call)
    expect(second!.delivery?.delivers).toBe('ev/2')
    expect(second!.posted?.invocation).toBe('ev/2')
    expect(first!.posted?.invocation).toBe('ev')
    expect([first!.refused, second!.refused, second!.deliveries]).toEqual([0, 0, 1])
  })

  it('say where the call is, if not here', () => {
    const recovered = sessionOf(talk().queued('ev', 2, { attempts: 1, queuedAt: 5 }).cold().attempt('ev', 2, 2))
    const ends = endsOf(recovered, f(recovered).invocations.get('ev/2')!)
    expect(notAnswered(ends, f(recovered).events.get('ev'))).toMatch(/a session before this one/)
  })
})

it('knows whose record an event of another function is', () => {
  const told = failingEvent(talk().sends({ onFailure: 'function:audit' }).cold())
  told.tell(
    { function: 'audit', invocation: 'rec' },
    { type: 'event.queued', payloadBytes: 9, maximumRetryAttempts: 2, maximumEventAgeSeconds: 60 },
  )
  told.destined('ev', 'function:audit', { invocation: 'rec' })
  const audit = sessionOf(told).functions.get('audit')!
  expect(audit.events.get('rec')?.recordOf).toEqual({ function: 'f', event: 'ev' })
  expect(audit.rows.map(({ label }) => label)).toEqual(['event queued · record of f'])
})
