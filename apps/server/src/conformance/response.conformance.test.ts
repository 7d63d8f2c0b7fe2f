// Conformance of POST response: what is taken, what is refused, and what the caller gets of it.
import { describe, expect, test } from 'vitest'
import { responsePayloadLimit } from '@playground/protocol'
import { mounts } from './mounts.fixture.ts'
import { renderRequest } from './raw-http.fixture.ts'
import { eventOf, expectOk, expectRefused, expectWrongId, expectWrongState } from './runtime-by-hand.fixture.ts'

const otherId = '11111111-2222-4333-8444-555555555555'
const tooLargeMessage = `Exceeded maximum allowed payload size (${responsePayloadLimit} bytes).`

describe.each(mounts)('POST response through the $mount', ({ sit }) => {
  test('RT-10 the caller has the result before the runtime asks for more', async () => {
    const { event, runtime, called } = await (await sit()).running()
    expectOk(await runtime.respond(event.requestId, '"ok"'))
    const result = await called
    expect([result.status, result.body.toString()]).toEqual([200, '"ok"'])
    expect(result.head('X-Amz-Function-Error')).toBeUndefined()
  })

  test('RT-11 the id of another invocation is refused and changes nothing', async () => {
    const { event, runtime, called } = await (await sit()).running()
    expectWrongId(await runtime.respond(otherId))
    expectOk(await runtime.respond(event.requestId, '"right"'))
    expect((await called).body.toString()).toBe('"right"')
  })

  test('RT-13 before the first next no id is right', async () => {
    const { runtime } = await (await sit()).fresh()
    expectWrongId(await runtime.respond(otherId))
  })

  test('RT-14 a second response is refused, and the caller keeps the first', async () => {
    const { event, runtime, called } = await (await sit()).running()
    expectOk(await runtime.respond(event.requestId, '"first"'))
    expectWrongState(
      await runtime.respond(event.requestId, '"second"'),
      'RuntimeResponseSentState',
      'InvocationResponse',
    )
    expect((await called).body.toString()).toBe('"first"')
  })

  test('RT-17 after the following next the old id is unknown', async () => {
    const seat = await sit()
    const { event, runtime, called } = await seat.running()
    expectOk(await runtime.respond(event.requestId))
    await called
    const second = await seat.connect()
    void second.poll().catch(() => {})
    await seat.playground.entriesUntil((entries) =>
      entries.some(({ event: { type }, of }) => type === 'invocation.settled' && of.invocation === event.requestId),
    )
    expectWrongId(await runtime.respond(event.requestId, '"late"'))
  })

  test('RT-25 the largest response reaches the caller whole', async () => {
    const { event, runtime, called } = await (await sit()).running()
    const body = Buffer.alloc(responsePayloadLimit, 'x')
    body.write('"', 0)
    body.write('"', body.length - 1)
    expectOk(await runtime.respond(event.requestId, body))
    expect((await called).body.equals(body)).toBe(true)
  })

  test.each([
    ['with its length', (body: Buffer) => ({ body })],
    ['in chunks', (body: Buffer) => ({ chunks: [body.subarray(0, 4_000_000), body.subarray(4_000_000)] })],
  ])(
    'RT-26 RT-27 RT-28 one byte more, sent %s, is 413 and a function error; the environment goes on',
    async (_, how) => {
      const seat = await sit()
      const { event, runtime, called } = await seat.running()
      const body = Buffer.alloc(responsePayloadLimit + 1, 'x')
      const refused = await runtime.post(event.requestId, 'response', how(body))
      expectRefused(refused, 413, 'RequestEntityTooLarge', tooLargeMessage)

      const result = await called
      expect([result.status, result.head('X-Amz-Function-Error')]).toEqual([200, 'Unhandled'])
      expect(JSON.parse(result.body.toString())).toEqual({
        errorType: 'Function.ResponseSizeTooLarge',
        errorMessage: `Response payload size (${body.length} bytes) exceeded maximum allowed payload size (${responsePayloadLimit} bytes).`,
      })

      const polled = runtime.next()
      const again = seat.invoke('{"again":1}')
      const second = await polled
      expect(second.body).toBe('{"again":1}')
      expectOk(await runtime.respond(second.requestId, '"fine"'))
      expect((await again).body.toString()).toBe('"fine"')
      const created = (await seat.playground.entries()).filter(({ event: { type } }) => type === 'environment.created')
      expect(created).toHaveLength(1)
    },
  )

  test('a next sent right behind it, before its answer, is judged in its turn', async () => {
    const seat = await sit()
    const { event, runtime, called } = await seat.running()
    const { connection, prefix } = runtime
    connection.send(
      Buffer.concat([
        renderRequest('POST', runtime.target(event.requestId, 'response'), connection.port, { body: '"one"' }),
        renderRequest('GET', `${prefix}/2018-06-01/runtime/invocation/next`, connection.port),
      ]),
    )
    expectOk(await connection.answer())
    expect((await called).body.toString()).toBe('"one"')
    const again = seat.invoke('{"n":2}')
    const second = eventOf(await connection.answer())
    expect(second.body).toBe('{"n":2}')
    expectOk(await runtime.respond(second.requestId, '"two"'))
    expect((await again).body.toString()).toBe('"two"')
  })

  test('RT-29 an empty response is an empty payload', async () => {
    const { event, runtime, called } = await (await sit()).running()
    expectOk(await runtime.respond(event.requestId, ''))
    const result = await called
    expect([result.status, result.body.length]).toEqual([200, 0])
  })

  test('RT-30 chunks are joined', async () => {
    const { event, runtime, called } = await (await sit()).running()
    expectOk(await runtime.post(event.requestId, 'response', { chunks: ['{"a"', ':', '1}'] }))
    expect((await called).body.toString()).toBe('{"a":1}')
  })

  test('RT-31 trailers that are announced and empty are no error', async () => {
    const { event, runtime, called } = await (await sit()).running()
    const names = ['Lambda-Runtime-Function-Error-Type', 'Lambda-Runtime-Function-Error-Body']
    const answer = await runtime.post(event.requestId, 'response', {
      heads: { Trailer: names.join(', ') },
      chunks: ['"fine"'],
      trailers: Object.fromEntries(names.map((name) => [name, ''])),
    })
    expectOk(answer)
    const result = await called
    expect([result.body.toString(), result.head('X-Amz-Function-Error')]).toEqual(['"fine"', undefined])
  })

  test('RT-32 the content type of a response does not reach the caller', async () => {
    const seat = await sit()
    const { event, runtime, called } = await seat.running()
    expectOk(await runtime.respond(event.requestId))
    expect((await called).head('Content-Type')).toBe('application/json')
    const again = seat.invoke()
    const second = await runtime.next()
    expectOk(await runtime.respond(second.requestId, '<p>', { heads: { 'Content-Type': 'text/html' } }))
    const result = await again
    expect([result.head('Content-Type'), result.body.toString()]).toEqual(['application/json', '<p>'])
  })

  test('RT-33 RT-34 a mode that does not exist is refused, and uses the answer up; next goes on', async () => {
    const seat = await sit()
    const { event, runtime, called } = await seat.running()
    const mode = { heads: { 'Lambda-Runtime-Function-Response-Mode': 'Streaming' } }
    const refused = await runtime.respond(event.requestId, '"x"', mode)
    expectRefused(refused, 400, 'InvalidFunctionResponseMode', 'Invalid function response mode')
    expectWrongState(await runtime.respond(event.requestId), 'InvocationResponse', 'InvocationResponse')
    const result = await called
    expect([result.status, result.head('X-Amz-Function-Error'), result.body.length]).toEqual([200, 'Unhandled', 0])

    const polled = runtime.next()
    const again = seat.invoke('{"on":1}')
    expect((await polled).body).toBe('{"on":1}')
    expectOk(await runtime.respond((await polled).requestId))
    expect((await again).status).toBe(200)
  })

  test('a mode of streaming is taken, and a buffered caller gets the bytes joined', async () => {
    const { event, runtime, called } = await (await sit()).running()
    const heads = { 'Lambda-Runtime-Function-Response-Mode': 'streaming', 'Content-Type': 'application/octet-stream' }
    expectOk(await runtime.post(event.requestId, 'response', { heads, chunks: ['"a', 'b"'] }))
    expect((await called).body.toString()).toBe('"ab"')
  })

  test('RT-38 Expect: 100-continue is answered before the body is sent', async () => {
    const { event, runtime, called } = await (await sit()).running()
    const body = Buffer.from(JSON.stringify('x'.repeat(2 * 1024 * 1024)))
    const { connection } = runtime
    const request = renderRequest('POST', runtime.target(event.requestId, 'response'), connection.port, {
      heads: { Expect: '100-continue' },
      body,
    })
    const answer = connection.answer()
    connection.send(request.subarray(0, request.length - body.length))
    await connection.continued(1)
    connection.send(body)
    expectOk(await answer)
    expect((await answer).continued).toBe(true)
    expect((await called).body.equals(body)).toBe(true)
  })

  test('RT-42 a response that breaks off half-way is a function error, and no hang', async () => {
    const seat = await sit()
    const { event, runtime, called } = await seat.running()
    const heads = { 'Content-Length': '100' }
    const request = renderRequest('POST', runtime.target(event.requestId, 'response'), runtime.connection.port, {
      heads,
      body: 'x'.repeat(50),
    })
    runtime.connection.send(request)
    runtime.connection.socket.end()
    const result = await called
    expect([result.status, result.head('X-Amz-Function-Error')]).toEqual([200, 'Unhandled'])
    expect(JSON.parse(result.body.toString())).toMatchObject({ errorType: 'Runtime.TruncatedResponse' })

    // It asks before the next call comes, so that the call finds it free.
    const asked = (await seat.connect()).next()
    await seat.playground.entriesUntil((entries) =>
      entries.some(
        ({ event }) => event.type === 'runtime.changed' && event.to === 'Ready' && event.from === 'InvocationResponse',
      ),
    )
    const again = seat.invoke('{"on":1}')
    const next = await asked
    expect(next.body).toBe('{"on":1}')
    await (await seat.connect()).respond(next.requestId)
    expect((await again).status).toBe(200)
  })

  test('RT-50 of two responses at once one is taken, and the caller gets that one', async () => {
    const seat = await sit()
    const { event, runtime, called } = await seat.running()
    const other = await seat.connect()
    const size = 1024 * 1024
    const answers = await Promise.all([
      runtime.respond(event.requestId, Buffer.alloc(size, 'a')),
      other.respond(event.requestId, Buffer.alloc(size, 'b')),
    ])
    const taken = answers.findIndex(({ status }) => status === 202)
    expect(answers.map(({ status }) => status).sort()).toEqual([202, 403])
    expect((await called).body.equals(Buffer.alloc(size, taken === 0 ? 'a' : 'b'))).toBe(true)
    const { errorMessage } = JSON.parse(answers[1 - taken]!.body.toString()) as { errorMessage: string }
    expect(errorMessage).toMatch(
      /^State transition from (RuntimeResponseSentState|InvocationResponse) to InvocationResponse /,
    )
  })
})

describe.each(mounts)('while a response is read, through the $mount', ({ sit }) => {
  test('next is refused at once', async () => {
    const seat = await sit()
    const { event, runtime, called } = await seat.running()
    const { connection } = runtime
    const target = runtime.target(event.requestId, 'response')
    connection.send(renderRequest('POST', target, connection.port, { heads: { 'Content-Length': '6' }, body: '"ha' }))
    await seat.playground.entriesUntil((entries) =>
      entries.some(({ event: one }) => one.type === 'runtime.changed' && one.to === 'InvocationResponse'),
    )
    expectWrongState(await (await seat.connect()).poll(), 'InvocationResponse', 'Ready')
    const answer = connection.answer()
    connection.send('lf"')
    expectOk(await answer)
    expect((await called).body.toString()).toBe('"half"')
  })
})

describe('POST response after the time-out, on the attach port', () => {
  test('the runtime that lives on is taken for a fresh one when it asks again', async () => {
    const seat = await mounts[1]!.sit({ timeout: 1 })
    const { runtime, called } = await seat.running()
    await called
    const polled = runtime.next()
    const again = seat.invoke('{"again":1}')
    const second = await polled
    expect(second.body).toBe('{"again":1}')
    expectOk(await runtime.respond(second.requestId, '"fresh"'))
    expect((await again).body.toString()).toBe('"fresh"')
    const delivered = (await seat.playground.entries()).filter(
      ({ event: { type } }) => type === 'invocation.dispatched',
    )
    expect(delivered.map(({ of }) => of.incarnation)).toEqual([1, 2])
  })

  test('RT-48 the id is unknown; the attempt that timed out is told so', async () => {
    const { event, runtime, called } = await mounts[1]!.sit({ timeout: 1 }).then((seat) => seat.running())
    expect(JSON.parse((await called).body.toString())).toEqual({
      errorType: 'Sandbox.Timedout',
      errorMessage: `RequestId: ${event.requestId} Error: Task timed out after 1.00 seconds`,
    })
    expectWrongId(await runtime.respond(event.requestId))
    const attempt = event.answer.head('Lambda-Runtime-Invocation-Id')!
    const late = await runtime.respond(event.requestId, '"late"', {
      heads: { 'Lambda-Runtime-Invocation-Id': attempt },
    })
    expectRefused(late, 410, 'InvokeTimeout', 'Invoke timeout')
  })
})
