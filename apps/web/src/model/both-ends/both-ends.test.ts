import { ExtensionConversation } from '@playground/protocol/fixtures'
import type { Body, Heads } from '@playground/protocol'
import { applyEntry, createSession, type Streamed } from '@playground/protocol/model'
import { describe, expect, it } from 'vitest'
import { answerBodies, answerLines } from './answer-lines.ts'
import { endsOf, notAnswered, notDelivered, notPosted } from './ends.ts'
import type { Line, Side } from './line.ts'
import { requestBodies, requestLines } from './request-lines.ts'
import type { StreamEnds } from './stream-lines.ts'

const bodyOf = (preview: string): Body => ({ bytes: preview.length, preview })
const arn = 'arn:aws:lambda:us-east-1:012345678912:function:f'
const trace = 'Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700;Parent=9a9197af755a6419;Sampled=1'

const callOf = (heads: Heads, body = '{"name":"Ada"}', target = '/2015-03-31/functions/f/invocations'): Side => ({
  first: { name: 'POST', value: target },
  heads,
  body: bodyOf(body),
})
const deliveryOf = (heads: Heads = [], body = '{"name":"Ada"}'): Side => ({
  first: { name: 'status', value: '200' },
  heads: [
    ['Content-Type', 'application/json'],
    ['Lambda-Runtime-Aws-Request-Id', 'one'],
    ['Lambda-Runtime-Deadline-Ms', '1800000003000'],
    ['Lambda-Runtime-Invoked-Function-Arn', arn],
    ['Lambda-Runtime-Trace-Id', trace],
    ['Lambda-Runtime-Invocation-Id', 'attempt'],
    ...heads,
    ['Date', 'now'],
    ['Content-Length', '14'],
  ],
  body: bodyOf(body),
})
const postedOf = (heads: Heads = [], call = 'response', body = '{"ok":true}'): Side => ({
  first: { name: 'POST', value: `/2018-06-01/runtime/invocation/one/${call}` },
  heads,
  body: bodyOf(body),
})
const answerOf = (heads: Heads = [], body = '{"ok":true}', status = '200'): Side => ({
  first: { name: 'status', value: status },
  heads: [['Content-Type', 'application/json'], ['x-amzn-RequestId', 'one'], ...heads],
  body: bodyOf(body),
})

const asked = (
  heads: Heads,
  more: { delivery?: Side | undefined; asynchronous?: boolean; target?: string } = {},
): Line[] =>
  requestLines({
    call: callOf(heads, undefined, more.target),
    delivery: 'delivery' in more ? more.delivery : deliveryOf(),
    asynchronous: more.asynchronous ?? false,
    deliveredAt: 1_800_000_000_010,
  })

const from = (lines: Line[], name: string) =>
  lines.find(({ caller, runtime }) => caller?.name.toLowerCase() === name || runtime?.name.toLowerCase() === name)

describe('the request, from the caller to the runtime', () => {
  it('makes an ARN of the path, with or without a qualifier', () => {
    expect(from(asked([]), 'post')).toMatchObject({ runtime: { value: arn }, how: 'translated' })
    expect(from(asked([]), 'post')!.words).toContain('no version was asked for')
    const delivery = deliveryOf()
    delivery.heads = delivery.heads.map(([name, value]) => [name, value === arn ? `${arn}:v1` : value])
    expect(from(asked([], { delivery }), 'post')!.words).toContain('with the qualifier that was asked for')
  })

  it('names the invocation where the caller did not', () => {
    expect(from(asked([]), 'lambda-runtime-aws-request-id')).toMatchObject({ how: 'made' })
    expect(from(asked([['x-amzn-RequestId', 'one']]), 'x-amzn-requestid')).toMatchObject({
      how: 'renamed',
      runtime: { value: 'one' },
    })
  })

  it.each([
    ['made where none came', [], 'made', 'not sampled'],
    ['passed on as it came', [['X-Amzn-Trace-Id', trace]], 'renamed', 'goes on.'],
    ['completed', [['X-Amzn-Trace-Id', 'Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700']], 'translated', 'fills in'],
    ['replaced where it is none', [['X-Amzn-Trace-Id', 'nonsense']], 'translated', 'is no trace'],
  ] as [string, Heads, string, string][])('has the trace %s', (_what, heads, how, words) => {
    const line = from(asked(heads), 'lambda-runtime-trace-id')!
    expect(line.how).toBe(how)
    expect(line.words).toContain(words)
  })

  it('decodes the client context, and drops that of a call that does not wait', () => {
    const heads: Heads = [['X-Amz-Client-Context', 'eyJhIjoxfQ==']]
    const delivery = deliveryOf([['Lambda-Runtime-Client-Context', '{"a":1}']])
    expect(from(asked(heads, { delivery }), 'x-amz-client-context')).toMatchObject({
      runtime: { name: 'Lambda-Runtime-Client-Context', value: '{"a":1}' },
      how: 'translated',
    })
    expect(from(asked(heads, { asynchronous: true }), 'x-amz-client-context')).toMatchObject({ how: 'lost' })
  })

  it('renames the tenant, calls the event JSON, and makes a moment of the time-out', () => {
    const delivery = deliveryOf([['Lambda-Runtime-Aws-Tenant-Id', 'blue']])
    const lines = asked(
      [
        ['X-Amz-Tenant-Id', 'blue'],
        ['Content-Type', 'application/octet-stream'],
      ],
      { delivery },
    )
    expect(from(lines, 'x-amz-tenant-id')).toMatchObject({ how: 'renamed', runtime: { value: 'blue' } })
    expect(from(lines, 'content-type')).toMatchObject({ how: 'translated', runtime: { value: 'application/json' } })
    expect(from(lines, 'lambda-runtime-deadline-ms')).toMatchObject({ how: 'made' })
    expect(from(lines, 'lambda-runtime-deadline-ms')!.words).toContain('3.0 s after the event was handed out')
  })

  it('says of each header that is lost why, and of those of the connection once', () => {
    const lines = asked([
      ['Host', 'h'],
      ['User-Agent', 'aws-cli'],
      ['Authorization', 'AWS4'],
      ['X-Amz-Log-Type', 'Tail'],
      ['X-Custom', 'mine'],
      ['Content-Length', '14'],
    ])
    expect(from(lines, 'authorization')).toMatchObject({ how: 'lost' })
    expect(from(lines, 'x-amz-log-type')!.words).toContain('comes with the answer')
    expect(from(lines, 'x-custom')).toMatchObject({ how: 'lost', words: 'It is not passed on.' })
    const connection = lines.filter(({ how }) => how === 'connection')
    expect(connection).toHaveLength(1)
    expect(connection[0]).toMatchObject({
      caller: { name: '2 headers of the connection', value: 'host, content-length' },
      runtime: { value: 'date, content-length' },
    })
  })

  it('tells each header of either end exactly once', () => {
    const heads: Heads = [
      ['Content-Type', 'text/plain'],
      ['X-Amzn-Trace-Id', trace],
      ['Accept', '*/*'],
      ['X-A', 'b'],
    ]
    const lines = asked(heads)
    const callers = lines.flatMap(({ caller, how }) =>
      caller === undefined || how === 'connection' ? [] : [caller.name],
    )
    expect(callers.toSorted()).toEqual(['Content-Type', 'POST', 'X-A', 'X-Amzn-Trace-Id'])
    const runtimes = lines.flatMap(({ runtime, how }) =>
      runtime === undefined || how === 'connection' ? [] : [runtime.name],
    )
    expect(runtimes.toSorted()).toEqual([
      'Content-Type',
      'Lambda-Runtime-Aws-Request-Id',
      'Lambda-Runtime-Deadline-Ms',
      'Lambda-Runtime-Invocation-Id',
      'Lambda-Runtime-Invoked-Function-Arn',
      'Lambda-Runtime-Trace-Id',
    ])
  })

  it('keeps what no runtime has taken', () => {
    const lines = asked([['Content-Type', 'text/plain']], { delivery: undefined })
    expect(from(lines, 'post')).toMatchObject({ how: 'kept' })
    expect(from(lines, 'content-type')).toMatchObject({ how: 'kept' })
  })

  it('compares the bodies', () => {
    expect(requestBodies(callOf([]), deliveryOf())).toMatchObject({ how: 'same' })
    expect(requestBodies(callOf([], ''), deliveryOf([], '{}'))).toMatchObject({ how: 'made' })
    expect(requestBodies(callOf([]), deliveryOf([], '{"name":"Bob"}'))).toMatchObject({ how: 'translated' })
    expect(requestBodies(callOf([]), undefined)).toMatchObject({ how: 'none' })
  })
})

describe('the answer, from the runtime to the caller', () => {
  const lines = (posted: Side | undefined, answer: Side | undefined, acknowledged?: number) =>
    answerLines({ posted, answer, acknowledged, asynchronous: false })

  it('gives each end a status of its own', () => {
    const all = lines(postedOf(), answerOf(), 202)
    expect(all[0]).toMatchObject({ caller: { value: '200' }, runtime: { name: 'POST' }, how: 'translated' })
    expect(all[1]).toMatchObject({ runtime: { name: 'status', value: '202' }, how: 'made' })
  })

  it('makes a 200 with X-Amz-Function-Error of a reported error, whose type the caller never sees', () => {
    const posted = postedOf([['Lambda-Runtime-Function-Error-Type', 'Function.TypeError']], 'error')
    const all = lines(posted, answerOf([['X-Amz-Function-Error', 'Unhandled']]), 202)
    expect(all[0]!.words).toContain('X-Amz-Function-Error tells')
    expect(from(all, 'x-amz-function-error')).toMatchObject({ how: 'made', caller: { value: 'Unhandled' } })
    expect(from(all, 'lambda-runtime-function-error-type')).toMatchObject({ how: 'lost' })
  })

  it('says what Lambda adds, and that the content type is its own', () => {
    const all = lines(
      postedOf([['Content-Type', 'text/html']]),
      answerOf([
        ['X-Amz-Executed-Version', '$LATEST'],
        ['X-Amz-Log-Result', 'U1RBUlQ='],
      ]),
      202,
    )
    expect(from(all, 'content-type')).toMatchObject({ how: 'translated' })
    expect(from(all, 'x-amz-log-result')).toMatchObject({ how: 'made' })
    expect(from(all, 'x-amz-executed-version')!.words).toBe('Which version ran.')
  })

  it('says whose the body is', () => {
    expect(answerBodies(postedOf(), answerOf(), false)).toMatchObject({ how: 'same' })
    expect(answerBodies(undefined, answerOf(), false)).toMatchObject({ how: 'made' })
    expect(answerBodies(postedOf([], 'response', 'too much'), answerOf(), false).words).toContain('did not hold')
    const cause = postedOf(
      [['Content-Type', 'application/vnd.aws.lambda.error.cause+json']],
      'error',
      '{"errorCause":1}',
    )
    expect(answerBodies(cause, answerOf(), false).words).toContain('The cause is for X-Ray')
    expect(answerBodies(postedOf(), answerOf([], ''), true)).toMatchObject({ how: 'lost', caller: undefined })
  })
})

describe('which exchanges they are, and what is not there', () => {
  function told(talk: ExtensionConversation, id: string) {
    const session = createSession()
    for (const entry of talk.entries) applyEntry(session, entry)
    const fn = session.functions.get('f')!
    const invocation = fn.invocations.get(id)!
    const ends = endsOf(session, invocation)
    return {
      ends,
      missing: [notDelivered(invocation, ends), notPosted(fn, invocation, ends), notAnswered(ends)],
    }
  }

  /** Posts an answer to the path that names its invocation. */
  function answering(talk: ExtensionConversation, id: string): ExtensionConversation {
    talk.respond('f/1', id)
    for (const { event } of talk.entries)
      if (event.type === 'exchange.opened' && event.endpoint === 'response')
        event.target = `/runtime/invocation/${id}/response`
    return talk
  }

  it('finds the caller’s, the delivery, and the answer', () => {
    const talk = new ExtensionConversation()
    talk.call('one', 1).create('f/1', 'one').init('f/1', 'one').next('f/1').ready('f/1').dispatch('f/1', 'one', true)
    const { ends, missing } = told(answering(talk.deliver('f/1', 'one'), 'one'), 'one')
    expect([ends.call?.endpoint, ends.delivery?.endpoint, ends.posted?.endpoint]).toEqual([
      'invoke',
      'next',
      'response',
    ])
    expect(missing).toEqual([undefined, undefined, undefined])
  })

  it('says what is still to come', () => {
    const talk = new ExtensionConversation()
    talk.call('one', 1).create('f/1', 'one').init('f/1', 'one')
    expect(told(talk, 'one').missing).toEqual([
      'It still waits for Init to end; the runtime’s first GET next gets it.',
      'Nothing: it never had the event.',
      'The caller still waits.',
    ])
    talk.next('f/1').ready('f/1').dispatch('f/1', 'one', true).deliver('f/1', 'one')
    expect(told(talk, 'one').missing).toEqual([undefined, 'Nothing yet: it is at work.', 'The caller still waits.'])
  })

  it('says why nothing came after a time-out, and who never saw a throttled call', () => {
    const late = new ExtensionConversation()
    late.call('one', 1).create('f/1', 'one').init('f/1', 'one').next('f/1').ready('f/1').dispatch('f/1', 'one', true)
    late.deliver('f/1', 'one').result('f/1', 'one', 'timeout')
    expect(told(late, 'one').missing[1]).toMatch(/^Nothing within 3 s\. Its process was killed/)
    const throttled = new ExtensionConversation().call('one', 1)
    throttled.tell({ invocation: 'one' }, { type: 'invocation.answered', outcome: 'throttled', by: 'lambda' })
    expect(told(throttled, 'one').missing[0]).toContain('every environment was busy')
  })
})

describe('a response that streams', () => {
  const streaming: Heads = [
    ['Lambda-Runtime-Function-Response-Mode', 'streaming'],
    ['Trailer', 'Lambda-Runtime-Function-Error-Type, Lambda-Runtime-Function-Error-Body'],
    ['Content-Type', 'text/plain'],
  ]
  const pieces = (count: number, bytes: number): Streamed => ({
    pieces: [],
    count,
    bytes,
    firstAt: 0,
    lastAt: 0,
    lastSeq: 0,
  })
  const ends = (more: Partial<StreamEnds> = {}): StreamEnds => ({
    sent: pieces(3, 11),
    got: pieces(3, 11),
    takes: 'frames',
    trailers: [],
    completion: {},
    over: true,
    ...more,
  })
  const told = (stream: StreamEnds, heads = streaming) =>
    answerLines({ posted: postedOf(heads), acknowledged: 202, answer: answerOf(), asynchronous: false, stream })
  const errorTrailers: Heads = [
    ['Lambda-Runtime-Function-Error-Type', 'Runtime.StreamError'],
    ['Lambda-Runtime-Function-Error-Body', 'e30='],
  ]

  it('goes piece by piece into frames, and the last of them says that it went well', () => {
    const lines = told(ends())
    expect(from(lines, 'payloadchunk')).toMatchObject({
      caller: { value: '3 · 11 B' },
      runtime: { name: 'pieces', value: '3 · 11 B' },
      how: 'translated',
    })
    expect(from(lines, 'invokecomplete')).toMatchObject({ how: 'made', caller: { value: '{}' } })
    expect(from(lines, 'lambda-runtime-function-response-mode')!.words).toContain('as it comes')
    expect(from(lines, 'status')!.words).toContain('when nobody knows how it will end')
    expect(from(lines, 'trailer')).toBeUndefined()
  })

  it('has its error in trailers, which become members of the last frame', () => {
    const completion = { errorCode: 'Unhandled', errorDetails: '{}' }
    const lines = told(ends({ trailers: errorTrailers, completion }))
    expect(from(lines, 'errorcode')).toMatchObject({
      runtime: { value: 'Runtime.StreamError' },
      caller: { value: 'Unhandled' },
      how: 'translated',
    })
    expect(from(lines, 'errordetails')).toMatchObject({ runtime: { value: 'e30=' }, caller: { value: '{}' } })
  })

  it('ends with an error of Lambda where the runtime told of none', () => {
    const lines = told(ends({ completion: { errorCode: 'Sandbox.Timedout', errorDetails: '{}' } }))
    expect(from(lines, 'errorcode')).toMatchObject({ how: 'made', caller: { value: 'Sandbox.Timedout' } })
    expect(from(lines, 'errorcode')!.runtime).toBeUndefined()
  })

  it('says nothing of an end that has not come', () => {
    const lines = told(ends({ over: false, completion: undefined }))
    expect(from(lines, 'invokecomplete') ?? from(lines, 'errorcode')).toBeUndefined()
  })

  it('is collected for a caller who takes no pieces', () => {
    const lines = told(ends({ got: undefined, takes: undefined, completion: undefined, trailers: errorTrailers }))
    expect(from(lines, 'lambda-runtime-function-response-mode')).toMatchObject({ how: 'kept' })
    expect(from(lines, 'pieces')).toMatchObject({ how: 'kept', runtime: { value: '3 · 11 B' } })
    expect(from(lines, 'lambda-runtime-function-error-type')!.words).toContain('takes the place')
  })

  it('is one piece where the runtime posted it whole', () => {
    const lines = told(ends({ sent: undefined, got: pieces(1, 11) }), [])
    expect(lines.some(({ words }) => words.includes('as one'))).toBe(true)
    expect(from(lines, 'payloadchunk')).toMatchObject({ caller: { value: '1 · 11 B' } })
  })

  it('is the same bytes at both ends, or as many as the caller had', () => {
    const posted = postedOf(streaming)
    const bodies = (stream: StreamEnds, side: Side | undefined = posted) =>
      answerBodies(side, answerOf(), false, stream)
    expect(bodies(ends())).toMatchObject({ how: 'same' })
    expect(bodies(ends({ got: pieces(1, 4) })).words).toBe('Of this the caller had 4 B.')
    expect(bodies(ends({ got: pieces(1, 4), over: false }), { ...posted, body: undefined }).words).toContain('so far')
  })
})
