import type { Entry, Heads } from '@playground/protocol'
import type { Exchange, Invocation, Session, Streamed } from '@playground/protocol/model'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { completions } from './complete.ts'
import { fields, type Subject } from './fields.ts'
import { HeadSearch, type ReadEntries } from './head-search.ts'
import { termOfHead } from './head-term.ts'
import { matches } from './match.ts'
import { parseFilter, type Filter } from './parse.ts'
import { timeSpanOf, withTimeSpan } from './time-term.ts'
import { toggleTerm } from './toggle-term.ts'

const exchange = {
  id: 1,
  endpoint: 'next',
  from: 'runtime',
  method: 'GET',
  target: '/2018-06-01/runtime/invocation/next',
  openedAt: 0,
  answeredAt: 250,
  status: 200,
  answerBytes: 2048,
} as unknown as Exchange
const invocation = {
  id: '8476a536-e9f4-11e8-9739-2dfe598cb6b4',
  number: 12,
  outcome: 'timeout',
  cold: true,
  durationMs: 3000,
} as unknown as Invocation
const subject = {
  row: {
    kind: 'request',
    label: 'GET next',
    at: 1000,
    extension: 'logger',
    invocation: '8476a536-e9f4-11e8-9739-2dfe598cb6b4',
  },
  function: 'hello-bash',
  time: 1,
  exchange,
  invocation,
  environment: { number: 2 },
} as unknown as Subject

function holds(text: string, about: Subject = subject): boolean {
  const parsed = parseFilter(text)
  if ('problem' in parsed) throw new Error(parsed.problem.message)
  return parsed.filter === undefined || matches(parsed.filter, about)
}

it.each([
  'path:next',
  'method:get',
  'status:200',
  'status:>=200',
  'status:<400',
  'env:2',
  'fn:hello',
  'id:8476',
  'invoke:12',
  'has:error',
  'has:cold',
  'outcome:timeout',
  'ext:log',
  'outcome:ok,timeout',
  'took:>200ms',
  'took:<1s',
  'size:2kb',
  'size:>=1kb',
  'duration:3s',
  'time:<=1',
  'kind:request',
  'from:runtime',
  'next',
  '"GET next"',
  'text:"get NEXT"',
  'path:"invocation/next" env:2',
  'env:9 or env:2',
  'env:9 | env:2',
  '-env:9',
  '!env:9',
  'not env:9',
  '-(env:9 or status:404)',
  '(env:9 or env:2) and status:200',
  '',
  '   ',
])('%s holds', (text) => expect(holds(text)).toBe(true))

it.each([
  'path:response',
  'status:>=400',
  'env:3',
  'env:22',
  'id:476',
  '-path:next',
  'took:>1s',
  'has:refusal',
  'has:open',
  'outcome:ok',
  'path:next env:3',
  'nothing of this',
  '"next GET"',
  'env:9 or env:8',
  'size:>2kb',
])('%s does not hold', (text) => expect(holds(text)).toBe(false))

it('asks nothing of rows that have no exchange but to have one', () => {
  const output: Subject = { ...subject, exchange: undefined }
  expect(holds('status:200', output)).toBe(false)
  expect(holds('-status:200', output)).toBe(true)
  expect(holds('has:exchange', output)).toBe(false)
})

it('asks about what streams: either end of it, how many pieces, and when the first byte came', () => {
  const pieces = { count: 12, bytes: 100 } as unknown as Streamed
  const posted = { ...exchange, endpoint: 'response', streaming: true, requestPieces: pieces } as Exchange
  const called = { ...invocation, streams: true, firstByteMs: 80 } as Invocation
  const about: Subject = { ...subject, exchange: posted, invocation: called }
  for (const text of ['has:stream', 'pieces:>10', 'pieces:12', 'firstbyte:<100ms', 'has:stream -firstbyte:>1s'])
    expect(holds(text, about)).toBe(true)
  expect(holds('has:stream', { ...subject, exchange: posted })).toBe(true)
  for (const text of ['has:stream', 'pieces:>0', 'firstbyte:>0']) expect(holds(text)).toBe(false)
  // Its head is no answer yet.
  const head = { ...exchange, from: 'caller', streams: true } as Exchange
  expect(holds('has:open', { ...subject, exchange: head })).toBe(true)
  expect(holds('has:open', { ...subject, exchange: { ...head, sentAt: 1 } })).toBe(false)
})

describe('what cannot be read', () => {
  it.each([
    ['pth:next', /no field “pth”.*path/, 'pth'],
    ['status:', /needs a value/, 'status:'],
    ['status:lots', /compares a number.*status:>=400/, 'lots'],
    ['took:>5parsec', /number in ms, s/, '>5parsec'],
    ['has:luck', /knows no “luck”.*error/, 'luck'],
    ['"open', /not closed/, '"open'],
    ['(env:1', /not closed/, '('],
    ['env:1)', /closes none/, ')'],
    ['env:1 or', /missing here/, ''],
    ['()', /missing here/, ')'],
    ['not', /missing here/, ''],
    ['header:', /needs a value: part of a header/, 'header:'],
    ['header:date=', /needs the whole value; header:date finds any/, 'date='],
    ['header:=11', /wants a name before the =/, '=11'],
    ['header:a="b', /not closed/, '"b'],
    [String.raw`"a\"`, /not closed/, String.raw`"a\"`],
  ])('%s: why, and where', (text, why, where) => {
    const parsed = parseFilter(text)
    expect(parsed).toHaveProperty('problem')
    if (!('problem' in parsed)) return
    expect(parsed.problem.message).toMatch(why)
    expect(text.slice(parsed.problem.from, parsed.problem.to)).toBe(where)
  })

  it('never throws, and marks characters of the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'ab:"()|-! >=<1 or status'.split('')) }), (text) => {
        const parsed = parseFilter(text)
        if ('problem' in parsed) {
          expect(parsed.problem.from).toBeGreaterThanOrEqual(0)
          expect(parsed.problem.to).toBeLessThanOrEqual(text.length)
          expect(parsed.problem.from).toBeLessThanOrEqual(parsed.problem.to)
        } else if (parsed.filter !== undefined) matches(parsed.filter, subject)
      }),
      { numRuns: 2000 },
    )
  })
})

describe('what can be written next', () => {
  const offered = (text: string, cursor = text.length) => completions(text, cursor).map(({ insert }) => insert)
  it('a field by its beginning, after a negation and within parentheses too', () => {
    expect(offered('st')).toEqual(['status:'])
    expect(offered('env:1 -o')).toEqual(['outcome:'])
    expect(offered('(me')).toEqual(['method:'])
  })
  it('a value of the field before the cursor', () => {
    expect(offered('has:e')).toEqual(['error', 'exchange'])
    expect(offered('header:x-amz-f')).toEqual(['x-amz-function-error'])
    expect(completions('header:x-amz-f', 14)[0]!.help).toMatch(/^The function failed/)
    expect(offered('outcome:t env:1', 9)).toEqual(['timeout', 'too-large', 'throttled'])
  })
  it('puts it in the place of what is written', () => {
    const [first] = completions('env:1 sta', 9)
    expect('env:1 sta'.slice(0, first!.from) + first!.insert).toBe('env:1 status:')
  })
  it('nothing within a quotation', () => expect(offered('"st')).toEqual([]))
  it('nothing that could not be read', () => {
    for (const [name, field] of Object.entries(fields))
      for (const value of field.values ?? []) expect(parseFilter(`${name}:${value}`)).toHaveProperty('filter')
  })
})

describe('a term that is added', () => {
  it.each([
    ['env:1', 'path:next', 'env:1 path:next'],
    ['env:1 path:next', 'path:next', 'env:1'],
    ['', 'header:a="b c"', 'header:a="b c"'],
    ['header:a="b c" env:1', 'header:a="b c"', 'env:1'],
    ['env:1 -path:next', 'path:next', 'env:1 path:next'],
    ['path:next', '-path:next', '-path:next'],
    ['env:1 or env:2', 'path:next', '(env:1 or env:2) path:next'],
    ['(env:1 or env:2) path:next', 'path:next', '(env:1 or env:2)'],
    ['not (env:1 path:next) env:2', 'path:next', 'not (env:1 path:next) env:2 path:next'],
    ['env:1 (', 'path:next', 'path:next'],
  ])('%s with %s is %s', (text, term, result) => expect(toggleTerm(text, term)).toBe(result))
})

describe('headers', () => {
  const entries = [
    { seq: 1, at: 0, of: { exchange: 1 }, event: opened([['User-Agent', 'curl/8.5 (x86)']]) },
    { seq: 2, at: 0, of: {}, event: { type: 'process.printed', stream: 'stdout', line: 'curl' } },
    {
      seq: 3,
      at: 0,
      of: { exchange: 1 },
      event: answered([
        ['Content-Length', '11'],
        ['ETag', '"a\\b"'],
        ['X-None', ''],
      ]),
    },
  ] as Entry[]
  const read: ReadEntries = (after, limit) => Promise.resolve(entries.slice(after, after + limit))
  const session = { firstSeq: 1, exchanges: new Map() } as unknown as Session
  const known = { ...exchange, openedSeq: 1, answeredSeq: 3 }

  async function finds(text: string): Promise<boolean> {
    const parsed = parseFilter(text)
    if ('problem' in parsed) throw new Error(parsed.problem.message)
    const heads = HeadSearch.for(parsed.filter, session)!
    while (heads.wants(3)) expect(await heads.readOn(read)).toBe(true)
    expect(heads.knows(known)).toBe(true)
    return matches(parsed.filter!, { ...subject, exchange: known, heads })
  }

  it.each([
    'header:user-agent',
    'header:curl',
    'header:USER-agent:curl',
    'header:"user-agent: curl"',
    'header:content-length=11',
    'header:"content-length: 1"',
    'header:user-agent="Curl/8.5 (x86)"',
    String.raw`header:etag="\"a\\b\""`,
    'header:x-none=""',
    '-header:content-length=12',
    'header:curl status:200',
    'header:wget or header:curl',
  ])('%s holds', async (text) => expect(await finds(text)).toBe(true))

  it.each([
    'header:content-length=1',
    'header:user-agent=curl',
    'header:length=11',
    'header:"curl: user-agent"',
    '-header:etag',
    'header:curl status:404',
  ])('%s does not hold', async (text) => expect(await finds(text)).toBe(false))

  it.each(entries.flatMap(({ event }) => ('heads' in event ? event.heads : [])))(
    'of %s: %s a term is made that finds it',
    async (name, value) => {
      const term = termOfHead(name.toLowerCase(), value)
      expect(await finds(term)).toBe(true)
      expect(await finds(`-${term}`)).toBe(false)
      expect(toggleTerm(term, term)).toBe('')
    },
  )

  it('any value makes one term that can be read', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'ab:"()|\\=- or'.split('')) }), (value) => {
        const parsed = parseFilter(termOfHead('x-any', value))
        expect(parsed).toEqual({ filter: { type: 'header', asks: { name: 'x-any', value } } })
      }),
    )
  })

  it('are looked up again where they could not be had, and where a call was open before', async () => {
    const parsed = parseFilter('header:curl')
    const heads = HeadSearch.for('problem' in parsed ? undefined : parsed.filter, {
      firstSeq: 3,
      exchanges: new Map([[1, known]]),
    } as unknown as Session)!
    expect(await heads.readOn(() => Promise.reject(new Error('no network')))).toBe(false)
    expect(await heads.readOn(() => Promise.resolve(undefined))).toBe(false)
    expect(heads.knows(known)).toBe(false)
    while (heads.wants(3)) await heads.readOn(read)
    expect(heads.knows(known)).toBe(true)
    const { filter } = parsed as { filter: Filter }
    expect(matches(filter, { ...subject, exchange: known, heads })).toBe(true)
  })

  it('that no filter asks for are not read', () => {
    const parsed = parseFilter('path:next or -status:200')
    expect(HeadSearch.for((parsed as { filter: Filter }).filter, session)).toBeUndefined()
  })
})

function opened(heads: Heads) {
  return { type: 'exchange.opened', endpoint: 'next', from: 'runtime', method: 'GET', target: '/', heads, reused: 0 }
}

function answered(heads: Heads) {
  return { type: 'exchange.answered', status: 200, heads, body: { bytes: 0, preview: '' } }
}

it('the request id of a header asks for the whole invocation', () => {
  expect(termOfHead('lambda-runtime-aws-request-id', invocation.id)).toBe(`id:${invocation.id}`)
  expect(termOfHead('x-amzn-requestid', invocation.id)).toBe(`id:${invocation.id}`)
})

describe('a span of numbers', () => {
  it.each([
    'time:0.5..1.5',
    'time:1..1',
    'time:..1',
    'time:1..',
    'time:1s..2m',
    'took:200ms..1s',
    'status:200..299',
    'size:1.5kb..2kb',
  ])('holds with both of its ends: %s', (text) => expect(holds(text)).toBe(true))
  it.each(['time:1.1..2', 'time:..0.9', 'time:2..', 'status:300..', '-time:0..5'])(
    'does not hold beside it: %s',
    (text) => expect(holds(text)).toBe(false),
  )
  it.each([
    ['time:3..1', 'This ends before it begins. Write time:1..3.'],
    ['time:..', 'time: compares a number in s, m, min, such as time:0..10'],
    ['time:a..b', 'time: compares a number'],
    ['time:1..2..3', 'time: compares a number'],
    ['status:2x..3', 'status: compares a number, such as'],
  ])('is refused with what to write: %s', (text, message) => {
    const parsed = parseFilter(text)
    expect('problem' in parsed && parsed.problem.message).toContain(message)
  })
  it('is offered where a time is asked for', () =>
    expect(completions('time:', 5).map(({ insert }) => insert)).toEqual(['0..10', '10..', '..10', '>=10']))
})

describe('the span of a brush', () => {
  it('takes the place of the one before, and leaves the rest', () => {
    const first = withTimeSpan('env:2', { from: 1.23456, to: 3 })
    expect(first).toBe('env:2 time:1.2346..3')
    expect(timeSpanOf(first)).toEqual({ from: 1.2346, to: 3 })
    expect(withTimeSpan(first, { from: 4, to: Infinity })).toBe('env:2 time:4..')
    expect(timeSpanOf('time:4..')).toEqual({ from: 4, to: Infinity })
    expect(withTimeSpan(first, undefined)).toBe('env:2')
    expect(withTimeSpan('time:1..2', undefined)).toBe('')
  })
  it('holds beside alternatives, which stay as they are', () => {
    expect(withTimeSpan('env:1 or time:2..3', { from: 0, to: 1 })).toBe('(env:1 or time:2..3) time:0..1')
    expect(withTimeSpan('(env:1 or time:2..3) time:0..1', { from: 1, to: 2 })).toBe('(env:1 or time:2..3) time:1..2')
    expect(withTimeSpan('time:0..1 "a  b"', { from: 1, to: 2 })).toBe('"a  b" time:1..2')
    expect(withTimeSpan('-time:0..1', { from: 1, to: 2 })).toBe('-time:0..1 time:1..2')
    expect(withTimeSpan('oops(', { from: 1, to: 2 })).toBe('time:1..2')
    expect(timeSpanOf('env:1 or time:2..3')).toBeUndefined()
    expect(timeSpanOf('time:>=2')).toBeUndefined()
    expect(timeSpanOf('time:a..')).toBeUndefined()
  })
})
