import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Heads } from '@playground/protocol'
import { applyEntry, createSession, type Session } from '@playground/protocol/model'
import { Conversation, StreamConversation } from '@playground/protocol/fixtures'
import { align, type Aligned } from './align.ts'
import { compareStep, differenceWords, firstDifference, isDifferent, type Carried } from './differences.ts'
import { headLines } from './head-lines.ts'
import { stepsOf, type Step } from './steps.ts'
import { totalsOf } from './totals.ts'

function sessionOf(conversation: Conversation): Session {
  const session = createSession()
  for (const entry of conversation.entries) applyEntry(session, entry)
  return session
}

function steps(session: Session, id: string): Step[] {
  return stepsOf(session.functions.get('f')!, session.exchanges, id)
}

const nothing = { everything: false, functions: ['f', 'f'] as const, carried: () => undefined }
const kinds = (pairs: readonly Aligned[]) => pairs.map(({ a, b }) => [a?.kind, b?.kind])

describe('the steps of an invocation', () => {
  it('go from the call over Init and the event to the request for more work', () => {
    const session = sessionOf(new Conversation().cold())
    expect(steps(session, 'one').map(({ who, name }) => `${who}: ${name}`)).toEqual([
      'caller: invoke',
      'lambda: Init begins',
      'runtime: process started',
      'runtime: loading',
      'runtime: GET next',
      'lambda: Init ends',
      'runtime: event',
      'runtime: hello',
      'runtime: POST response',
      'caller: 200',
      'runtime: GET next',
    ])
  })

  it('of a response that streams end with its last byte, and it begins where any result does', () => {
    const talk = new StreamConversation().cold().warm('two', 2).streamed('three', 3).post('three').head('three')
    talk.comes('three', 'one ').goes('three', 'one ').comes('three', 'two').goes('three', 'two').whole('three')
    const session = sessionOf(talk.complete('three').done('three'))
    const three = steps(session, 'three')
    expect(three.map(({ name }) => name)).toEqual([
      'invoke (stream)',
      'event',
      'POST response',
      '200',
      'InvokeComplete',
      'GET next',
    ])
    expect(three.map(({ bytes }) => bytes)).toEqual([14, 0, 7, undefined, 7, undefined])
    expect(kinds(align(steps(session, 'two'), three)).filter(([a, b]) => a !== b)).toEqual([
      [undefined, 'caller: has all'],
    ])
  })

  it('count their time from the call, whenever that was', () => {
    const session = sessionOf(new Conversation().cold().wait(5000).warm('two', 2))
    const [call, ...rest] = steps(session, 'two')
    expect(call!.ms).toBe(0)
    expect(rest.every(({ ms }) => ms > 0 && ms < 100)).toBe(true)
  })

  it('are none for an invocation that nobody knows', () => {
    expect(steps(sessionOf(new Conversation().cold()), 'other')).toEqual([])
  })
})

describe('aligning', () => {
  it('gives a warm invocation gaps where the cold one has its Init', () => {
    const session = sessionOf(new Conversation().cold().warm('two', 2))
    const pairs = align(steps(session, 'one'), steps(session, 'two'))
    expect(pairs.filter(({ b }) => b === undefined).map(({ a }) => a!.name)).toEqual([
      'Init begins',
      'process started',
      'loading',
      'GET next',
      'Init ends',
      'hello',
    ])
    expect(pairs.every(({ a }) => a !== undefined)).toBe(true)
    const compared = pairs.map((pair) => compareStep(pair, nothing))
    expect(firstDifference(compared)).toEqual({ index: 1, words: 'First difference: step 2, Init is on side A only' })
  })

  it('pairs lines by what they say, and else by their place between the parts of the protocol', () => {
    const talk = (id: string, lines: string[], number: number) => {
      const conversation = new Conversation().call(id, number).dispatch('f/1', id, false)
      conversation.next('f/1').deliver('f/1', id)
      for (const line of lines) conversation.print('f/1', line, id)
      return steps(sessionOf(conversation.respond('f/1', id)), id)
    }
    const pairs = align(
      talk('one', ['begins', 'took 12 ms', 'ends'], 1),
      talk('two', ['hello', 'begins', 'took 30 ms', 'bye'], 1),
    )
    expect(pairs.filter(({ a, b }) => (a ?? b).printed).map(({ a, b }) => [a?.name, b?.name])).toEqual([
      [undefined, 'hello'],
      ['begins', 'begins'],
      ['took 12 ms', 'took 30 ms'],
      ['ends', 'bye'],
    ])
  })

  it('pairs a result with an error, and says that they are not the same', () => {
    const well = steps(sessionOf(new Conversation().cold()), 'one')
    const badly = well.map((step) =>
      step.name === 'POST response' ? { ...step, name: 'POST error', noun: 'the error' } : step,
    )
    const compared = align(well, badly).map((pair) => compareStep(pair, nothing))
    expect(firstDifference(compared)?.words).toBe('First difference: step 9, the response against the error')
  })

  const anyStep = fc
    .record({
      kind: fc.constantFrom('call', 'event', 'prints', 'result', 'next'),
      text: fc.constantFrom('a', 'b', 'c'),
    })
    .map(({ kind, text }, index = 0): Step => ({
      seq: index,
      ms: 0,
      who: 'runtime',
      name: kind === 'prints' ? text : kind,
      noun: kind,
      kind,
      ...(kind === 'prints' ? { printed: true as const } : {}),
    }))
  const anySteps = fc.array(anyStep, { maxLength: 30 })

  it('finds no difference between an invocation and itself', () => {
    fc.assert(
      fc.property(anySteps, (some) => {
        const compared = align(some, some).map((pair) => compareStep(pair, nothing))
        expect(compared).toHaveLength(some.length)
        expect(compared.some(isDifferent)).toBe(false)
        expect(firstDifference(compared)).toBeUndefined()
      }),
    )
  })

  it('loses no step, keeps both orders, and pairs only what is of a kind', () => {
    fc.assert(
      fc.property(anySteps, anySteps, (one, two) => {
        const pairs = align(one, two)
        expect(pairs.flatMap(({ a }) => a ?? [])).toEqual(one)
        expect(pairs.flatMap(({ b }) => b ?? [])).toEqual(two)
        for (const { a, b } of pairs) if (a !== undefined && b !== undefined) expect(a.kind).toBe(b.kind)
      }),
    )
  })

  it('finds the same pairs from either side', () => {
    fc.assert(
      fc.property(anySteps, anySteps, (one, two) => {
        const both = (pairs: string[][]) => pairs.filter((pair) => !pair.includes('')).map(String)
        const there = align(one, two).map(({ a, b }) => [a?.name ?? '', b?.name ?? ''])
        const back = align(two, one).map(({ a, b }) => [b?.name ?? '', a?.name ?? ''])
        expect(both(back)).toEqual(both(there))
      }),
    )
  })

  it('takes little time for thousands of steps that have little in common', () => {
    const many = (word: string) =>
      Array.from({ length: 2000 }, (_, index): Step => {
        const name = `${word} says ${String.fromCodePoint(97 + ((index * 7) % 26)).repeat(1 + (index % 9))}`
        return { seq: index, ms: index, who: 'runtime', name, noun: name, kind: 'runtime: prints', printed: true }
      })
    expect(kinds(align(many('one'), many('two')))).toHaveLength(2000)
  })
})

describe('what differs between two steps', () => {
  const step = (more: Partial<Step> = {}): Step => ({
    seq: 1,
    ms: 0,
    who: 'runtime',
    name: 'POST response',
    noun: 'the response',
    kind: 'runtime: reports',
    ...more,
  })
  const compare = (a: Carried, b: Carried, everything = false) => {
    const [inA, inB] = [step(), step()]
    const carried = (one: Step) => (one === inA ? a : b)
    return compareStep({ a: inA, b: inB }, { everything, functions: ['f', 'g'], carried })
  }
  const carries = (text: string, heads: Heads = []): Carried => ({ heads, text, bytes: text.length })

  it('are values of JSON, not how they are written', () => {
    expect(compare(carries('{"a":1,"b":2}'), carries('{ "b": 2,\n "a": 1 }')).differs).toEqual([])
    const different = compare(carries('{"a":1,"b":2}'), carries('{"a":1,"b":3}'))
    expect(differenceWords(different)).toBe('body')
    expect(firstDifference([different])?.words).toBe('First difference: step 1, the body of the response')
  })

  it('are heads, but not ids and dates unless they count as well', () => {
    const a = carries('', [
      ['Content-Type', 'text/plain'],
      ['Date', 'Mon'],
      ['x-amzn-RequestId', '1'],
    ])
    const b = carries('', [
      ['content-type', 'text/plain'],
      ['date', 'Tue'],
      ['x-amzn-RequestId', '2'],
    ])
    expect(compare(a, b).differs).toEqual([])
    expect(compare(a, b, true).differs).toEqual(['headers'])
    expect(compare(a, carries('', [['content-type', 'application/json']])).differs).toEqual(['headers'])
  })

  it('is not the name of the function in a head', () => {
    const arn = (name: string): Heads => [['arn', `arn:aws:lambda:us-east-1:012345678912:function:${name}`]]
    expect(headLines(arn('hello-bash'), arn('hello-node'), ['hello-bash', 'hello-node'])[0]!.how).toBe('usual')
    expect(headLines(arn('hello-bash'), arn('other'), ['hello-bash', 'hello-node'])[0]!.how).toBe('changed')
  })

  it('is the length where only the beginnings are at hand, and the bytes where they are no text', () => {
    const long = (bytes: number): Carried => ({ heads: [], text: 'aaaa', bytes, partial: true })
    expect(compare(long(5000), long(5000)).differs).toEqual([])
    expect(compare(long(5000), long(6000)).differs).toEqual(['body'])
    expect(compare({ heads: [], bytes: 1, binary: 'gA==' }, { heads: [], bytes: 1, binary: 'gQ==' }).differs).toEqual([
      'body',
    ])
  })

  it('is a status, and how something ended', () => {
    const pair = (a: Partial<Step>, b: Partial<Step>) => compareStep({ a: step(a), b: step(b) }, nothing)
    expect(pair({ status: 202 }, { status: 413 }).differs).toEqual(['status'])
    const ends = pair({ noun: 'the end of Init', ended: 'ok' }, { noun: 'the end of Init', ended: 'time-out' })
    expect(firstDifference([ends])?.words).toBe('First difference: step 1, the end of Init: ok against time-out')
  })
})

describe('totals', () => {
  it('say how the second differs from the first', () => {
    const session = sessionOf(new Conversation().cold().warm('two', 2))
    const [one, two] = ['one', 'two'].map((id) => session.functions.get('f')!.invocations.get(id)!)
    const totals = totalsOf({ ...one!, tookMs: 230, initMs: 200 }, { ...two!, tookMs: 12 })
    expect(totals.map(({ name, difference }) => `${name}: ${difference}`)).toEqual([
      'Caller waited: B 218 ms less',
      'Init: only A',
      'Duration: the same',
      'Billed: the same',
    ])
  })
})
