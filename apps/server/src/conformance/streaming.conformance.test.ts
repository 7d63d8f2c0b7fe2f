// Conformance of responses that stream, from the runtime's POST to the frames that the caller of InvokeWithResponseStream reads.
import { createHash } from 'node:crypto'
import { streamBandwidth, streamedResponseLimit, type Entry, type EventOf, type EventType } from '@playground/protocol'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openSeat, seatFunction, type Settings } from './mounts.fixture.ts'
import { startPlayground, type FunctionFiles, type Playground } from './playground.fixture.ts'
import { ask, ConnectionEnded } from './raw-http.fixture.ts'
import { expectOk, expectRefused, StreamedByHand, type RuntimeByHand } from './runtime-by-hand.fixture.ts'
import { shell } from './scripted.fixture.ts'
import { StreamingCaller } from './streaming-caller.fixture.ts'

const mounts = [
  { mount: 'listener of its own', kind: 'own' },
  { mount: 'attach port', kind: 'attach' },
] as const

/** A function for each test and mount: nothing that one does is felt by another. */
const seats = 16
const special: Record<string, Settings & Record<string, unknown>> = {
  quick: { timeout: 1 },
  unlimited: { streamLimit: false },
  slow: { streamLimit: false },
  beside: { streamLimit: false },
  gone: { streamLimit: false },
  large: { streamLimit: false },
  shared: { maxConcurrency: 2 },
  secret: { variables: { DB_PASSWORD: 'hunter2hunter2' } },
}
const functions: Record<string, FunctionFiles> = {
  ends: shell('curl -sS "http://$AWS_LAMBDA_RUNTIME_API/2018-06-01/runtime/invocation/next" > /dev/null; exit 7'),
}
for (const { kind } of mounts) {
  for (let number = 0; number < seats; number += 1) functions[`seat-${kind}-${number}`] = seatFunction()
  for (const [name, settings] of Object.entries(special)) functions[`${name}-${kind}`] = seatFunction(settings)
}

let playground: Playground
const taken = { own: 0, attach: 0 }
beforeAll(async () => {
  playground = await startPlayground({ functions })
})
afterAll(() => playground.close())

type Options = ConstructorParameters<typeof StreamingCaller>[2]
const call = (name: string, options: Options = {}) => new StreamingCaller(playground.port, name, options)

/** A runtime that has the event of a streaming call. */
async function running(kind: (typeof mounts)[number]['kind'], name?: string, options: Options = {}) {
  const seat = openSeat(playground, name === undefined ? `seat-${kind}-${taken[kind]++}` : `${name}-${kind}`, kind)
  if (kind === 'attach') await (await seat.connect()).respond('nothing-yet')
  const caller = call(seat.name, options)
  const runtime = await seat.connect()
  const { requestId } = await runtime.next()
  return { seat, caller, runtime, requestId }
}

async function streaming(...given: Parameters<typeof running>) {
  const one = await running(...given)
  return { ...one, response: new StreamedByHand(one.runtime, one.requestId) }
}

/** The entry of an invocation, as soon as there is one. */
async function told<T extends EventType>(type: T, requestId: string): Promise<EventOf<T>> {
  const matches = ({ event, of }: Entry) => event.type === type && of.invocation === requestId
  const entries = await playground.entriesUntil((all) => all.some(matches))
  return entries.find(matches)!.event as EventOf<T>
}

/** The runtime that is at work asks again, and the environment is done with the invocation. */
async function settled(runtime: RuntimeByHand, requestId: string) {
  void runtime.poll().catch(() => {})
  return told('invocation.settled', requestId)
}

const base64 = (text: string) => Buffer.from(text).toString('base64')
const errorTrailers = (type: string, body: string) => ({
  'Lambda-Runtime-Function-Error-Type': type,
  'Lambda-Runtime-Function-Error-Body': body,
})

describe.each(mounts)('a response that streams, through the $mount', ({ kind }) => {
  test('ST-01 ST-02 ST-03 each piece is with the caller before the next is sent, and one frame completes them', async () => {
    const { caller, response, requestId } = await streaming(kind)
    await caller.until(({ head }) => head !== '')
    expect(caller.head).toMatch(/^HTTP\/1\.1 200 /)
    expect(caller.head).toContain('Content-Type: application/vnd.amazon.eventstream')
    expect(caller.head).toContain(`x-amzn-RequestId: ${requestId}`)
    expect(caller.head).toContain('X-Amz-Executed-Version: $LATEST')
    for (const piece of ['a', 'b', 'c']) {
      await response.send(piece)
      await caller.until(({ text }) => text.endsWith(piece))
    }
    expectOk(await response.end())
    expect(await caller.all()).toEqual({ text: 'abc', completion: {} })
    expect(caller.frames.map(({ heads }) => heads)).toEqual([
      ...Array.from({ length: 3 }, () => ({
        ':message-type': 'event',
        ':event-type': 'PayloadChunk',
        ':content-type': 'application/octet-stream',
      })),
      { ':message-type': 'event', ':event-type': 'InvokeComplete', ':content-type': 'application/json' },
    ])
    const entries = await playground.entries()
    const events = entries.filter(({ of }) => of.invocation === requestId).map(({ event }) => event)
    const pieces = (side: string) =>
      events
        .filter((event) => event.type === 'exchange.piece' && event.side === side)
        .map((event) => (event as EventOf<'exchange.piece'>).body.preview)
    // The answer's pieces are told as what they carry, and those that follow each other closely together.
    expect([pieces('request'), pieces('answer')].map((previews) => previews.join(''))).toEqual(['abc', 'abc'])
    expect(events.find((event) => event.type === 'invocation.received')).toMatchObject({ streams: true })
    expect(events.filter((event) => event.type === 'exchange.answered' && event.streams)).toHaveLength(1)
    expect(events.filter((event) => event.type === 'exchange.sent')).toHaveLength(1)
  })

  test('ST-04 a response without the mode goes to the caller as it comes all the same', async () => {
    const { caller, runtime, requestId } = await running(kind)
    const response = new StreamedByHand(runtime, requestId, { 'Content-Type': 'application/json' })
    await response.send('"a')
    await caller.until(({ text }) => text === '"a')
    await response.send('b"')
    expectOk(await response.end())
    expect(await caller.all()).toEqual({ text: '"ab"', completion: {} })
  })

  test('an empty response is no piece, and goes well', async () => {
    const { caller, response } = await streaming(kind)
    expectOk(await response.end())
    expect(await caller.all()).toEqual({ text: '', completion: {} })
    expect(caller.frames).toHaveLength(1)
  })

  test('ST-06 an error in trailers comes after what was sent', async () => {
    const { caller, response, runtime, requestId } = await streaming(kind)
    await response.send('so far')
    expectOk(await response.end(errorTrailers('Function.Broke', base64('{"errorMessage":"m"}'))))
    const completion = { ErrorCode: 'Unhandled', ErrorDetails: '{"errorMessage":"m"}' }
    expect(await caller.all()).toEqual({ text: 'so far', completion })
    expect(await settled(runtime, requestId)).toMatchObject({ outcome: 'error', errorType: 'Function.Broke' })
  })

  test('ST-07 a trailer that is no base64 is left out; the type counts, reduced as any', async () => {
    const { caller, response, runtime, requestId } = await streaming(kind)
    expectOk(await response.end(errorTrailers('Function.odd', 'no base64!')))
    expect((await caller.all()).completion).toEqual({ ErrorCode: 'Unhandled', ErrorDetails: '' })
    expect(await settled(runtime, requestId)).toMatchObject({ outcome: 'error', errorType: 'Function.Unknown' })
  })

  test('trailers after a response that does not stream fail it as well, for both kinds of callers', async () => {
    const { caller, runtime, requestId, seat } = await running(kind)
    const trailers = errorTrailers('Runtime.Broke', base64('{"errorMessage":"late"}'))
    expectOk(await runtime.post(requestId, 'response', { chunks: ['so far'], trailers }))
    const completion = { ErrorCode: 'Unhandled', ErrorDetails: '{"errorMessage":"late"}' }
    expect(await caller.all()).toEqual({ text: 'so far', completion })

    const polled = runtime.next()
    await told('invocation.settled', requestId)
    const called = seat.invoke()
    expectOk(await runtime.post((await polled).requestId, 'response', { chunks: ['so far'], trailers }))
    const result = await called
    expect([result.status, result.head('X-Amz-Function-Error')]).toEqual([200, 'Unhandled'])
    expect(result.body.toString()).toBe('{"errorMessage":"late"}')
  })

  test('an error that is posted as such completes the stream', async () => {
    const { caller, runtime, requestId } = await running(kind)
    expectOk(await runtime.fail(requestId, '{"errorMessage":"no","errorType":"Nope"}'))
    const completion = { ErrorCode: 'Unhandled', ErrorDetails: '{"errorMessage":"no","errorType":"Nope"}' }
    expect(await caller.all()).toEqual({ text: '', completion })
  })

  test('ST-08 a response that breaks off is an error, and the caller’s connection ends cleanly', async () => {
    const { caller, response, requestId } = await streaming(kind)
    await response.send('half')
    await caller.until(({ text }) => text === 'half')
    response.breakOff()
    const { text, completion } = await caller.all()
    expect([text, completion.ErrorCode]).toEqual(['half', 'Runtime.TruncatedResponse'])
    expect(JSON.parse(completion.ErrorDetails!)).toMatchObject({ errorType: 'Runtime.TruncatedResponse' })
    const read = (await playground.entries()).filter(
      ({ event, of }) => event.type === 'exchange.received' && of.exchange !== undefined && of.invocation === requestId,
    )
    expect(read.map(({ event }) => event)).toEqual([
      { type: 'exchange.received', body: { bytes: 2, preview: '{}' } },
      { type: 'exchange.received', body: { bytes: 4, preview: 'half' }, truncated: true },
    ])
  })

  test('ST-09 a time-out between two pieces ends the stream after the first, and the runtime’s connection', async () => {
    const { caller, response, requestId } = await streaming(kind, 'quick')
    await response.send('in time')
    const { text, completion } = await caller.all()
    expect([text, completion.ErrorCode]).toEqual(['in time', 'Sandbox.Timedout'])
    expect(JSON.parse(completion.ErrorDetails!)).toEqual({
      errorType: 'Sandbox.Timedout',
      errorMessage: `RequestId: ${requestId} Error: Task timed out after 1.00 seconds`,
    })
    void response.send('too late')
    await expect(response.answer).rejects.toBeInstanceOf(ConnectionEnded)
    const refused = (await playground.entries()).filter(
      ({ event, of }) => event.type === 'runtime.refused' && of.invocation === requestId,
    )
    expect(refused).toEqual([])
  })

  test('ST-12 a prelude is part of the response', async () => {
    const { caller, response } = await streaming(kind)
    const whole = '{"statusCode":201,"headers":{"x-a":"1"},"cookies":["c=1"]}\0\0\0\0\0\0\0\0hi'
    await response.send(whole)
    expectOk(await response.end())
    expect((await caller.all()).text).toBe(whole)
  })

  test('ST-13 more than 6 MiB is no error, and after the first 6 it is as slow as on Lambda', async () => {
    const { caller, response } = await streaming(kind, undefined, { keeps: false })
    const from = performance.now()
    const length = 7.5 * 1024 * 1024
    for (let sent = 0; sent < length; sent += 256 * 1024) await response.send(Buffer.alloc(256 * 1024))
    expectOk(await response.end())
    await caller.all()
    expect(caller.bytes).toBe(length)
    const least = ((length - streamBandwidth.burst) / streamBandwidth.perSecond) * 1000 - 250
    expect(performance.now() - from).toBeGreaterThan(least)
  })

  test('ST-14 the log comes with the last frame', async () => {
    const { caller, response, runtime, requestId } = await streaming(kind, undefined, {
      heads: { 'X-Amz-Log-Type': 'Tail' },
    })
    await response.send('x')
    expectOk(await response.end())
    void runtime.poll().catch(() => {})
    const { text, completion } = await caller.all()
    const log = Buffer.from(completion.LogResult ?? '', 'base64').toString()
    expect([text, completion.ErrorCode]).toEqual(['x', undefined])
    expect(log).toContain(`START RequestId: ${requestId}`)
    expect(log).toContain(`REPORT RequestId: ${requestId}`)
  })

  test('ST-16 a caller that is gone does not stop the function', async () => {
    const { caller, response, runtime, requestId } = await streaming(kind, 'gone')
    await response.send('first')
    await caller.until(({ text }) => text === 'first')
    caller.close()
    await playground.entriesUntil((entries) =>
      entries.some(
        ({ event, of }) => event.type === 'exchange.closed' && event.how === 'hung-up' && of.invocation === requestId,
      ),
    )
    for (let pieces = 0; pieces < 32; pieces += 1) await response.send(Buffer.alloc(512 * 1024))
    expectOk(await response.end())
    expect(await settled(runtime, requestId)).toMatchObject({ outcome: 'ok' })
    expect(await told('invocation.runtime-done', requestId)).toMatchObject({ producedBytes: 16 * 1024 * 1024 + 5 })
  })
})

test('ST-05 a caller that waits for the whole gets the pieces joined, within the limit of a plain response', async () => {
  const seat = openSeat(playground, 'unlimited-own', 'own')
  const { runtime, event, called } = await seat.running()
  const response = new StreamedByHand(runtime, event.requestId)
  await response.send('"a')
  await response.send('b"')
  expectOk(await response.end())
  expect((await called).body.toString()).toBe('"ab"')

  const polled = runtime.next()
  await told('invocation.settled', event.requestId)
  const again = seat.invoke()
  const { requestId } = await polled
  const large = new StreamedByHand(runtime, requestId)
  for (let pieces = 0; pieces < 7; pieces += 1) await large.send(Buffer.alloc(1024 * 1024))
  const message = 'Exceeded maximum allowed payload size (6291556 bytes).'
  expectRefused(await large.end(), 413, 'RequestEntityTooLarge', message)
  expect(JSON.parse((await again).body.toString())).toMatchObject({ errorType: 'Function.ResponseSizeTooLarge' })
})

test('a slow caller slows the runtime down; what waits between them is bounded, and nothing is lost', async () => {
  const piece = Buffer.alloc(512 * 1024, 'stream')
  const pieces = 128
  const sendAll = async (response: StreamedByHand, sent: () => void) => {
    for (let index = 0; index < pieces; index += 1) {
      await response.send(piece)
      sent()
    }
    expectOk(await response.end())
  }
  const slow = await streaming('own', 'slow', { reads: false })
  let accepted = 0
  const slowly = sendAll(slow.response, () => (accepted += 1))
  // The same amount goes through beside it: it had the time.
  const beside = await streaming('own', 'beside', { keeps: false })
  await sendAll(beside.response, () => {})
  await beside.caller.all()
  expect(beside.caller.bytes).toBe(pieces * piece.length)
  expect(accepted).toBeLessThan(pieces / 2)

  slow.caller.socket.resume()
  await slowly
  const { text, completion } = await slow.caller.all()
  const hash = (bytes: string | Buffer) => createHash('sha256').update(bytes).digest('hex')
  expect(completion).toEqual({})
  expect(hash(text)).toBe(hash(Buffer.concat(Array.from({ length: pieces }, () => piece))))
})

test('more than 200 MiB is refused and fails, after as much of it as is allowed', async () => {
  const { caller, response } = await streaming('own', 'large', { keeps: false })
  const piece = Buffer.alloc(4 * 1024 * 1024)
  for (let sent = 0; sent < streamedResponseLimit; sent += piece.length) await response.send(piece)
  await response.send('x')
  const message = `Exceeded maximum allowed payload size (${streamedResponseLimit} bytes).`
  expectRefused(await response.end(), 413, 'RequestEntityTooLarge', message)
  const { completion } = await caller.all()
  expect([caller.bytes, completion.ErrorCode]).toEqual([streamedResponseLimit, 'Function.ResponseSizeTooLarge'])
})

test('a process that ends in the middle is told as what it was', async () => {
  const { completion } = await call('ends').all()
  expect(completion.ErrorCode).toBe('Runtime.ExitError')
  expect(JSON.parse(completion.ErrorDetails!)).toMatchObject({ errorMessage: expect.stringContaining('exit status 7') })
})

test('several stream at one time from one environment, and an error ends the one that it is about', async () => {
  const seat = openSeat(playground, 'shared-own', 'own')
  const callers = [call(seat.name), call(seat.name)]
  const begin = async () => {
    const runtime = await seat.connect()
    const { requestId } = await runtime.next()
    return { requestId, response: new StreamedByHand(runtime, requestId) }
  }
  const [one, two] = [await begin(), await begin()]
  const callerOf = async ({ requestId }: typeof one) => {
    await Promise.all(callers.map((caller) => caller.until(({ head }) => head !== '')))
    return callers.find(({ head }) => head.includes(requestId))!
  }
  for (const piece of ['1', '2', '3']) {
    await one.response.send(`one ${piece} `)
    await two.response.send(`two ${piece} `)
  }
  const [ofOne, ofTwo] = [await callerOf(one), await callerOf(two)]
  await ofTwo.until(({ text }) => text === 'two 1 two 2 two 3 ')
  expectOk(await (await seat.connect()).fail(two.requestId, '{"errorMessage":"enough"}'))
  expect((await ofTwo.all()).completion).toEqual({ ErrorCode: 'Unhandled', ErrorDetails: '{"errorMessage":"enough"}' })
  expectOk(await one.response.end())
  expect(await ofOne.all()).toEqual({ text: 'one 1 one 2 one 3 ', completion: {} })
})

test('a secret that lies across two pieces is in no entry, and reaches the caller', async () => {
  const { caller, response, requestId } = await streaming('own', 'secret')
  await response.send('the password is hunter2')
  await caller.until(({ text }) => text.endsWith('hunter2'))
  await response.send('hunter2, as ever')
  expectOk(await response.end())
  expect((await caller.all()).text).toBe('the password is hunter2hunter2, as ever')
  const entries = (await playground.entries()).filter(({ of }) => of.invocation === requestId)
  expect(JSON.stringify(entries)).not.toContain('hunter2')
  const shown = entries
    .map(({ event }) => event)
    .filter((event) => event.type === 'exchange.piece' && event.side === 'answer')
  expect(shown.map((event) => (event as EventOf<'exchange.piece'>).body.preview).join('')).toBe(
    'the password is redacted{DB_PASSWORD}, as ever',
  )
})

describe('a call that never reaches the function', () => {
  const target = (name: string) => `/2021-11-15/functions/${name}/response-streaming-invocations`
  const post = (name: string, heads: Record<string, string> = {}, body = '{}') =>
    ask(playground.port, 'POST', target(name), { heads, body })

  test('ST-15 to an unknown function is a plain 404', async () => {
    const answer = await post('nobody')
    expect([answer.status, answer.head('x-amzn-ErrorType')]).toEqual([404, 'ResourceNotFoundException'])
    expect(answer.head('Content-Type')).toBe('application/json')
    expect(JSON.parse(answer.body.toString())).toMatchObject({ Type: 'User' })
  })

  test.each([
    ['of an event that is no JSON', {}, '{', 400, 'InvalidRequestContentException'],
    ['that is asynchronous', { 'X-Amz-Invocation-Type': 'Event' }, '{}', 400, 'InvalidParameterValueException'],
  ])('%s is refused as plain JSON', async (_, heads, body, status, type) => {
    const answer = await post('ends', heads, body)
    expect([answer.status, answer.head('x-amzn-ErrorType')]).toEqual([status, type])
  })

  test('a dry run is 204, and GET is not allowed', async () => {
    expect((await post('ends', { 'X-Amz-Invocation-Type': 'DryRun' })).status).toBe(204)
    const answer = await ask(playground.port, 'GET', target('ends'))
    expect([answer.status, answer.head('Allow')]).toEqual([405, 'POST'])
  })

  test('a call that finds no free environment is a plain 429', async () => {
    const { response, seat, caller } = await streaming('own')
    const refused = await post(seat.name)
    expect([refused.status, refused.head('x-amzn-ErrorType')]).toEqual([429, 'TooManyRequestsException'])
    expectOk(await response.end())
    await caller.all()
  })

  test('a command that arrives twice is one invocation, and its stream goes to the first', async () => {
    const heads = { 'Lambda-Playground-Command': 'one-press' }
    const { response, seat, caller, requestId } = await streaming('own', undefined, { heads })
    const second = post(seat.name, heads)
    await response.send('once')
    expectOk(await response.end())
    expect((await caller.all()).text).toBe('once')
    expect([(await second).status, (await second).head('x-amzn-ErrorType')]).toEqual([409, 'ResourceConflictException'])
    const received = (await playground.entries()).filter(
      ({ event, of }) => event.type === 'invocation.received' && of.function === seat.name,
    )
    expect(received.map(({ of }) => of.invocation)).toEqual([requestId])
  })
})
