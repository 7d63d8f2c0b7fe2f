// Conformance of POST error and init/error: the runtime’s own words reach the caller, and nothing else does.
import { responsePayloadLimit } from '@playground/protocol'
import { describe, expect, test } from 'vitest'
import { mounts } from './mounts.fixture.ts'
import { renderRequest } from './raw-http.fixture.ts'
import { expectOk, expectRefused, expectWrongId, expectWrongState } from './runtime-by-hand.fixture.ts'

const causeType = { 'Content-Type': 'application/vnd.aws.lambda.error.cause+json' }

describe.each(mounts)('POST error through the $mount', ({ sit }) => {
  test('RT-12 an id that is no UUID is refused as any wrong id is', async () => {
    const { event, runtime, called } = await (await sit()).running()
    expectWrongId(await runtime.fail('not-a-uuid', '{}'))
    expectOk(await runtime.respond(event.requestId))
    expect((await called).status).toBe(200)
  })

  test('RT-15 after the response it is refused', async () => {
    const { event, runtime } = await (await sit()).running()
    expectOk(await runtime.respond(event.requestId))
    expectWrongState(await runtime.fail(event.requestId, '{}'), 'RuntimeResponseSentState', 'InvocationErrorResponse')
  })

  test('RT-16 a response after it is refused', async () => {
    const { event, runtime, called } = await (await sit()).running()
    expectOk(await runtime.fail(event.requestId, '{"errorMessage":"kept"}'))
    expectWrongState(await runtime.respond(event.requestId), 'RuntimeResponseSentState', 'InvocationResponse')
    expect((await called).body.toString()).toBe('{"errorMessage":"kept"}')
  })

  test('RT-22 the caller gets the body byte for byte', async () => {
    const { event, runtime, called } = await (await sit()).running()
    const body = '{"errorMessage":"m","errorType":"E","x":1}'
    expectOk(await runtime.fail(event.requestId, body))
    const result = await called
    expect([result.status, result.body.toString()]).toEqual([200, body])
    expect(result.head('X-Amz-Function-Error')).toBe('Unhandled')
  })

  test('RT-23 a body that is no JSON is passed on as well', async () => {
    const { event, runtime, called } = await (await sit()).running()
    expectOk(await runtime.fail(event.requestId, 'plain text'))
    const result = await called
    expect([result.body.toString(), result.head('X-Amz-Function-Error')]).toEqual(['plain text', 'Unhandled'])
  })

  test('RT-24 the head with the error type does not reach the caller', async () => {
    const { event, runtime, called } = await (await sit()).running()
    const heads = { 'Lambda-Runtime-Function-Error-Type': 'Function.X1' }
    expectOk(await runtime.fail(event.requestId, '{}', { heads }))
    const result = await called
    expect(result.head('Lambda-Runtime-Function-Error-Type')).toBeUndefined()
    expect(result.heads.filter(([, value]) => value.includes('Function.X1'))).toEqual([])
  })

  test('RT-37 a head of 900 KiB with a cause for X-Ray is read', async () => {
    const { event, runtime, called } = await (await sit()).running()
    const cause = JSON.stringify({ message: 'x'.repeat(900 * 1024), paths: [], exceptions: [] })
    const heads = { 'Lambda-Runtime-Function-XRay-Error-Cause': cause }
    expectOk(await runtime.fail(event.requestId, '{"errorMessage":"caused"}', { heads }))
    expect((await called).body.toString()).toBe('{"errorMessage":"caused"}')
  })

  test('RT-46 of an error with a cause the caller gets all but the cause', async () => {
    const { event, runtime, called } = await (await sit()).running()
    const error = { errorMessage: 'm', errorType: 'E', stackTrace: ['s'] }
    const body = JSON.stringify({ ...error, errorCause: { message: 'secret' } })
    expectOk(await runtime.fail(event.requestId, body, { heads: causeType }))
    expect(JSON.parse((await called).body.toString())).toEqual(error)
  })

  test('RT-47 one that does not parse becomes a string that says so', async () => {
    const { event, runtime, called } = await (await sit()).running()
    expectOk(await runtime.fail(event.requestId, '{', { heads: causeType }))
    expect((await called).body.toString()).toBe('"Invalid error body"')
  })

  test('one byte over the limit is 413, and a function error for the caller', async () => {
    const { event, runtime, called } = await (await sit()).running()
    const refused = await runtime.fail(event.requestId, Buffer.alloc(responsePayloadLimit + 1, 'e'))
    const message = `Exceeded maximum allowed payload size (${responsePayloadLimit} bytes).`
    expectRefused(refused, 413, 'RequestEntityTooLarge', message)
    const result = await called
    expect([result.status, result.head('X-Amz-Function-Error')]).toEqual([200, 'Unhandled'])
    expect(JSON.parse(result.body.toString())).toMatchObject({ errorType: 'Function.ResponseSizeTooLarge' })
  })

  test('one that breaks off half-way is a function error, and no hang', async () => {
    const { event, runtime, called } = await (await sit()).running()
    const { connection } = runtime
    const heads = { 'Content-Length': '100' }
    connection.send(
      renderRequest('POST', runtime.target(event.requestId, 'error'), connection.port, { heads, body: '{' }),
    )
    connection.socket.end()
    expect((await called).head('X-Amz-Function-Error')).toBe('Unhandled')
  })

  test('the environment is kept: the runtime asks on and serves the next', async () => {
    const seat = await sit()
    const { event, runtime, called } = await seat.running()
    expectOk(await runtime.fail(event.requestId, '{}'))
    await called
    const again = seat.invoke('{"n":2}')
    const second = await runtime.next()
    expect(second.body).toBe('{"n":2}')
    expectOk(await runtime.respond(second.requestId, '2'))
    expect((await again).body.toString()).toBe('2')
  })
})

describe.each(mounts)('POST init/error through the $mount', ({ sit }) => {
  test('RT-19 while an invocation runs it is refused', async () => {
    const { runtime } = await (await sit()).running()
    expectWrongState(await runtime.initError('{}'), 'Running', 'InitError')
  })

  test('RT-20 before the first next it is taken, and next is then refused', async () => {
    const { runtime } = await (await sit()).fresh()
    expectOk(await runtime.initError('{"errorMessage":"no"}'))
    expectWrongState(await runtime.poll(), 'InitError', 'Ready')
  })

  test('RT-21 a second one is refused', async () => {
    const { runtime } = await (await sit()).fresh()
    expectOk(await runtime.initError('{"errorMessage":"no"}'))
    expectWrongState(await runtime.initError('{"errorMessage":"no"}'), 'InitError', 'InitError')
  })
})
