import type { Exchange, Invocation } from '@playground/protocol/model'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { completions, toggleTerm } from './complete.ts'
import { fields, type Subject } from './fields.ts'
import { termOfHead } from './head-term.ts'
import { matches } from './match.ts'
import { parseFilter } from './parse.ts'

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
  row: { kind: 'request', label: 'GET next', at: 1000, extension: 'logger' },
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

it('adds a term once, and takes it away', () => {
  expect(toggleTerm('env:1', 'path:next')).toBe('env:1 path:next')
  expect(toggleTerm('env:1 path:next', 'path:next')).toBe('env:1')
})

it.each([
  ['lambda-runtime-aws-request-id', invocation.id, `id:${invocation.id}`],
  ['lambda-runtime-invoked-function-arn', 'arn:aws:lambda:us-east-1:123456789012:function:hello:1', 'fn:hello'],
  ['content-length', '2048', 'size:2048'],
  ['x-amz-function-error', 'Unhandled', 'has:error'],
  ['user-agent', 'curl', undefined],
  ['content-length', 'many', undefined],
])('%s: %s suggests %s', (name, value, term) => {
  expect(termOfHead(name, value)).toBe(term)
  if (term !== undefined) expect(parseFilter(term)).toHaveProperty('filter')
})
