// Conformance of Invoke: what callers may ask for, what they get, and how they are refused.
import { describe, expect, test } from 'vitest'
import { eventPayloadLimit, requestPayloadLimit } from '@playground/protocol'
import { mounts } from './mounts.fixture.ts'
import { ask, RawConnection, renderRequest, type RawAnswer } from './raw-http.fixture.ts'
import { expectOk } from './runtime-by-hand.fixture.ts'

const sit = mounts[0]!.sit
const jsonOf = (answer: RawAnswer): unknown => JSON.parse(answer.body.toString())
const expectException = (answer: RawAnswer, status: number, type: string) => {
  expect([answer.status, answer.head('x-amzn-ErrorType')], answer.body.toString()).toEqual([status, type])
  expect(answer.head('x-amzn-RequestId')).toMatch(/^[0-9a-f-]{36}$/)
  expect(answer.head('Content-Type')).toBe('application/json')
}

describe('Invoke', () => {
  test('IV-01 IV-02 the result comes with the heads of the service, and with the id that the runtime was given', async () => {
    const { event, runtime, called } = await (await sit()).running('{}')
    await runtime.respond(event.requestId, event.body)
    const result = await called
    expect([result.status, result.body.toString()]).toEqual([200, '{}'])
    expect(result.head('x-amzn-RequestId')).toBe(event.requestId)
    expect(result.head('X-Amz-Executed-Version')).toBe('$LATEST')
    expect(result.head('Content-Type')).toBe('application/json')
    expect(result.head('X-Amz-Function-Error')).toBeUndefined()
    expect(result.head('X-Amz-Log-Result')).toBeUndefined()
  })

  test('IV-03 a function error is a 200 with X-Amz-Function-Error', async () => {
    const { event, runtime, called } = await (await sit()).running()
    await runtime.fail(event.requestId, '{"errorMessage":"m"}')
    const result = await called
    expect([result.status, result.head('X-Amz-Function-Error')]).toEqual([200, 'Unhandled'])
  })

  test('IV-04 Tail gives at most 4 KiB of log, with the lines of Lambda', async () => {
    const seat = await sit()
    const { event, runtime, called } = await seat.running('{}', { 'X-Amz-Log-Type': 'Tail' })
    await runtime.respond(event.requestId)
    // Only the next `next` ends the invocation, and with it the log.
    void runtime.poll().catch(() => {})
    const log = Buffer.from((await called).head('X-Amz-Log-Result') ?? '', 'base64').toString()
    expect(log.length).toBeLessThanOrEqual(4096)
    expect(log).toContain(`START RequestId: ${event.requestId} Version: $LATEST\n`)
    expect(log).toMatch(new RegExp(`END RequestId: ${event.requestId}\nREPORT RequestId: ${event.requestId}\t`))
  })

  test('IV-05 Event is accepted before the function is done', async () => {
    const { event, runtime, called } = await (await sit()).running('{"e":1}', { 'X-Amz-Invocation-Type': 'Event' })
    const accepted = await called
    expect([accepted.status, accepted.body.length]).toEqual([202, 0])
    expect(accepted.head('x-amzn-RequestId')).toBe(event.requestId)
    expect(accepted.head('X-Amz-Function-Error')).toBeUndefined()
    expectOk(await runtime.respond(event.requestId))
  })

  test('IV-06 DryRun calls nothing', async () => {
    const seat = await sit()
    const answer = await seat.invoke('{}', { 'X-Amz-Invocation-Type': 'DryRun' })
    expect([answer.status, answer.body.length]).toEqual([204, 0])
    const types = (await seat.playground.entries()).map(({ event: { type } }) => type)
    expect(types).toContain('exchange.answered')
    expect(types).not.toContain('invocation.received')
    expect(types).not.toContain('environment.created')
  })

  test('IV-07 an unknown function is 404 in the shape of the service', async () => {
    const answer = await (await sit()).playground.invoke('nobody')
    expectException(answer, 404, 'ResourceNotFoundException')
    expect(jsonOf(answer)).toEqual({
      Message: expect.stringMatching(/^Function not found: arn:aws:lambda:[a-z0-9-]+:\d{12}:function:nobody$/),
      Type: 'User',
    })
  })

  test.each([['{'], ['nope'], ['{"a":1} x'], [Buffer.from([0x22, 0xff, 0x22])]])(
    'IV-08 a payload that is no JSON is refused before the function is called (%j)',
    async (payload) => {
      const seat = await sit()
      const answer = await seat.invoke(payload)
      expectException(answer, 400, 'InvalidRequestContentException')
      expect(jsonOf(answer)).toEqual({
        Type: 'User',
        message: expect.stringMatching(/^Could not parse request body into json: Could not parse payload into json: ./),
      })
      const types = (await seat.playground.entries()).map(({ event: { type } }) => type)
      expect(types).not.toContain('invocation.received')
    },
  )

  test('IV-09 one byte over the limit is 413', async () => {
    const seat = await sit()
    const answer = await seat.invoke(Buffer.alloc(requestPayloadLimit + 1, ' '))
    expectException(answer, 413, 'RequestEntityTooLargeException')
    expect(answer.body.toString()).toContain(
      'Request must be smaller than 6291456 bytes for the InvokeFunction operation',
    )
  })

  test('IV-10 the largest payload is delivered whole', async () => {
    const payload = `"${'p'.repeat(requestPayloadLimit - 2)}"`
    const { event, runtime, called } = await (await sit()).running(payload)
    expect(event.body === payload).toBe(true)
    expectOk(await runtime.respond(event.requestId, event.body))
    expect((await called).body.toString() === payload).toBe(true)
  })

  test('IV-11 an Event may be 1 MiB, and no more', async () => {
    const seat = await sit()
    const heads = { 'X-Amz-Invocation-Type': 'Event' }
    const answer = await seat.invoke(`"${'p'.repeat(eventPayloadLimit - 1)}"`, heads)
    expectException(answer, 413, 'RequestEntityTooLargeException')
    const { event, called } = await seat.running(`"${'p'.repeat(eventPayloadLimit - 2)}"`, heads)
    expect((await called).status).toBe(202)
    expect(event.body.length).toBe(eventPayloadLimit)
  })

  test('IV-12 every form of the name means the same function', async () => {
    const seat = await sit({ aliases: { v1: '$LATEST' } })
    const runtime = await seat.warm()
    const forms: [string, RegExp][] = [
      ['seat', /:function:seat$/],
      ['arn:aws:lambda:us-west-2:123456789012:function:seat', /:function:seat$/],
      ['arn:aws:lambda:us-west-2:123456789012:function:seat:v1', /:function:seat:v1$/],
      ['123456789012:function:seat', /:function:seat$/],
      ['seat:$LATEST', /:function:seat:\$LATEST$/],
    ]
    for (const [form, arn] of forms) {
      const called = seat.playground.invoke(form)
      const event = await runtime.next()
      expect(event.answer.head('Lambda-Runtime-Invoked-Function-Arn')).toMatch(arn)
      await runtime.respond(event.requestId)
      expect((await called).status, form).toBe(200)
    }
  })

  test('the qualifier may be in the query, where it must agree with the name', async () => {
    const seat = await sit({ aliases: { live: '$LATEST' } })
    const runtime = await seat.warm()
    const target = (name: string, qualifier: string) =>
      `/2015-03-31/functions/${encodeURIComponent(name)}/invocations?Qualifier=${qualifier}`
    const called = ask(seat.playground.port, 'POST', target('seat', 'live'), { body: '{}' })
    const event = await runtime.next()
    expect(event.answer.head('Lambda-Runtime-Invoked-Function-Arn')).toMatch(/:function:seat:live$/)
    await runtime.respond(event.requestId)
    expect((await called).status).toBe(200)
    const other = await ask(seat.playground.port, 'POST', target('seat:v1', 'live'), { body: '{}' })
    expectException(other, 400, 'InvalidParameterValueException')
  })

  test.each(['nowhere', '7', 'constructor', '$LATEST.PUBLISHED'])(
    'a qualifier that nothing has is 404, with the whole ARN (%s)',
    async (qualifier) => {
      const answer = await (await sit()).playground.invoke(`seat:${qualifier}`)
      expectException(answer, 404, 'ResourceNotFoundException')
      const { Message } = jsonOf(answer) as { Message: string }
      expect(Message).toMatch(/^Function not found: arn:aws:lambda:[a-z0-9-]+:\d{12}:function:seat:/)
      expect(Message.endsWith(`:seat:${qualifier}`)).toBe(true)
    },
  )

  test('IV-13 an unknown invocation type is refused', async () => {
    const answer = await (await sit()).invoke('{}', { 'X-Amz-Invocation-Type': 'Foo' })
    expectException(answer, 400, 'InvalidParameterValueException')
    expect(jsonOf(answer)).toMatchObject({ Type: 'User', message: expect.stringContaining('Foo') })
  })

  test('IV-14 with every environment busy at the limit the caller is throttled', async () => {
    const seat = await sit({ concurrency: 1 })
    const { event, runtime, called } = await seat.running()
    const answer = await seat.invoke()
    expectException(answer, 429, 'TooManyRequestsException')
    expect(answer.head('Retry-After')).toMatch(/^\d+$/)
    expect(jsonOf(answer)).toEqual({
      Reason: 'ReservedFunctionConcurrentInvocationLimitExceeded',
      Type: 'User',
      message: 'Rate Exceeded.',
    })
    await runtime.respond(event.requestId)
    expect((await called).status).toBe(200)
  })

  test.each([['not base64!'], ['W10='], ['e30'.repeat(2000)]])(
    'IV-16 a client context that is no JSON object in base64, or too long, is refused (%#)',
    async (context) => {
      const answer = await (await sit()).invoke('{}', { 'X-Amz-Client-Context': context })
      expectException(answer, 400, 'InvalidRequestContentException')
    },
  )

  test('a request id that is no UUID is refused', async () => {
    const answer = await (await sit()).invoke('{}', { 'x-amzn-RequestId': 'mine' })
    expectException(answer, 400, 'InvalidRequestContentException')
  })

  test('another method on the path is 405', async () => {
    const seat = await sit()
    const answer = await ask(seat.playground.port, 'GET', '/2015-03-31/functions/seat/invocations')
    expectException(answer, 405, 'UnknownOperationException')
    expect(answer.head('Allow')).toBe('POST')
  })

  test('a caller that hangs up leaves the invocation running to its end', async () => {
    const seat = await sit()
    const runtime = await seat.warm()
    const connection = await RawConnection.open(seat.playground.port)
    const target = '/2015-03-31/functions/seat/invocations'
    connection.send(renderRequest('POST', target, connection.port, { body: '{"left":1}' }))
    const event = await runtime.next()
    connection.close()
    await seat.playground.entriesUntil((entries) =>
      entries.some((entry) => entry.event.type === 'exchange.closed' && entry.of.invocation === event.requestId),
    )
    expectOk(await runtime.respond(event.requestId))
    const after = seat.invoke('{"next":1}')
    const second = await runtime.next()
    expect(second.body).toBe('{"next":1}')
    await runtime.respond(second.requestId)
    expect((await after).status).toBe(200)
  })

  test('a payload in chunks is joined, and counted', async () => {
    const seat = await sit()
    const runtime = await seat.warm()
    const target = '/2015-03-31/functions/seat/invocations'
    const called = ask(seat.playground.port, 'POST', target, { chunks: ['{"a"', ':1}'] })
    const event = await runtime.next()
    expect(event.body).toBe('{"a":1}')
    await runtime.respond(event.requestId)
    expect((await called).status).toBe(200)
    const half = Buffer.alloc(requestPayloadLimit / 2, ' ')
    const tooLarge = await ask(seat.playground.port, 'POST', target, { chunks: [half, half, ' '] })
    expectException(tooLarge, 413, 'RequestEntityTooLargeException')
  })

  test('neither a runtime nor a caller that reads nothing holds up the other', async () => {
    const seat = await sit()
    const runtime = await seat.warm()
    const caller = await RawConnection.open(seat.playground.port)
    caller.socket.pause()
    const target = '/2015-03-31/functions/seat/invocations'
    caller.send(renderRequest('POST', target, caller.port, { body: '{"deaf":"caller"}' }))
    const event = await runtime.next()
    expectOk(await runtime.respond(event.requestId, Buffer.alloc(requestPayloadLimit, 'x')))
    const polled = runtime.next()
    const called = seat.invoke('{"deaf":"runtime"}')
    const second = await polled
    runtime.connection.socket.pause()
    const { connection } = runtime
    connection.send(
      renderRequest('POST', runtime.target(second.requestId, 'response'), connection.port, { body: '"heard"' }),
    )
    expect((await called).body.toString()).toBe('"heard"')
    caller.close()
  })
})
