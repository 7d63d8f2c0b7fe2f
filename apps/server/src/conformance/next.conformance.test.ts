// Conformance of GET next: what an event looks like, and what becomes of polls.
import type { Entry } from '@playground/protocol'
import { describe, expect, test } from 'vitest'
import { mounts } from './mounts.fixture.ts'
import { soon } from './playground.fixture.ts'
import { ask } from './raw-http.fixture.ts'
import { eventOf, expectOk } from './runtime-by-hand.fixture.ts'

const pollsOf = (entries: Entry[]) =>
  entries.filter(({ event }) => event.type === 'exchange.opened' && event.endpoint === 'next')
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
const uuid4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

describe.each(mounts)('GET next through the $mount', ({ sit }) => {
  test('RT-02 a parked next gets the event, byte for byte, as application/json', async () => {
    const seat = await sit()
    const runtime = await seat.warm()
    const parked = runtime.poll()
    const called = seat.invoke('{"a":1}')
    const event = eventOf(await parked)
    expect(event.answer.head('Content-Type')).toBe('application/json')
    expect(event.body).toBe('{"a":1}')
    expectOk(await runtime.respond(event.requestId))
    expect((await called).status).toBe(200)
  })

  test('RT-03 the heads name the request, the function and the trace', async () => {
    const seat = await sit()
    const { event, runtime, called } = await seat.running()
    const head = event.answer.head
    expect(event.requestId).toMatch(uuid4)
    expect(head('Lambda-Runtime-Invoked-Function-Arn')).toMatch(/^arn:aws:lambda:[a-z0-9-]+:\d{12}:function:seat$/)
    expect(head('Lambda-Runtime-Trace-Id')).toMatch(
      /^Root=1-[0-9a-f]{8}-[0-9a-f]{24};Parent=[0-9a-f]{16};Sampled=[01]$/,
    )
    expect(head('Lambda-Runtime-Invocation-Id')).toMatch(uuid)
    await runtime.respond(event.requestId)
    expect((await called).head('x-amzn-RequestId')).toBe(event.requestId)

    const given = '0f3a1c5e-1111-1222-8333-444455556666'
    const again = seat.invoke('{}', { 'x-amzn-RequestId': given })
    const second = await runtime.next()
    expect(second.requestId).toBe(given)
    await runtime.respond(given)
    expect((await again).head('x-amzn-RequestId')).toBe(given)
  })

  test('RT-04 the deadline is an instant, one time-out after the delivery', async () => {
    const seat = await sit({ timeout: 3 })
    const { event, runtime } = await seat.running()
    const left = event.deadline - Date.now()
    expect(event.answer.head('Lambda-Runtime-Deadline-Ms')).toMatch(/^\d+$/)
    expect(left).toBeGreaterThanOrEqual(2000)
    expect(left).toBeLessThanOrEqual(3050)
    await runtime.respond(event.requestId)
  })

  test('RT-06 client context, identity and tenant are absent when the caller sent none', async () => {
    const { event } = await (await sit()).running()
    const names = event.answer.heads.map(([name]) => name.toLowerCase())
    expect(names).not.toContain('lambda-runtime-client-context')
    expect(names).not.toContain('lambda-runtime-cognito-identity')
    expect(names).not.toContain('lambda-runtime-aws-tenant-id')
    expect(event.answer.heads.filter(([, value]) => value === '')).toEqual([])
  })

  test('RT-07 the client context arrives decoded', async () => {
    const { event } = await (await sit()).running('{}', { 'X-Amz-Client-Context': 'eyJjdXN0b20iOnsiayI6InYifX0=' })
    expect(event.answer.head('Lambda-Runtime-Client-Context')).toBe('{"custom":{"k":"v"}}')
  })

  test('RT-08 the trace of the caller is carried on', async () => {
    const root = 'Root=1-5759e988-bd862e3fe1be46a994272793'
    const { event } = await (await sit()).running('{}', { 'X-Amzn-Trace-Id': `${root};Sampled=1` })
    expect(event.answer.head('Lambda-Runtime-Trace-Id')).toMatch(
      /^Root=1-5759e988-bd862e3fe1be46a994272793;Parent=[0-9a-f]{16};Sampled=1$/,
    )
  })

  test('RT-09 the ARN carries the qualifier that was asked for', async () => {
    const seat = await sit({ aliases: { v1: '$LATEST' } })
    const runtime = await seat.warm()
    const called = seat.playground.invoke(`${seat.name}:v1`)
    const event = await runtime.next()
    expect(event.answer.head('Lambda-Runtime-Invoked-Function-Arn')).toMatch(/:function:seat:v1$/)
    await runtime.respond(event.requestId)
    expect((await called).status).toBe(200)
  })

  test('RT-18 next before an answer hands out the same event again', async () => {
    const { event, runtime, called } = await (await sit()).running('{"same":true}')
    const again = await runtime.next()
    expect([again.requestId, again.body, again.deadline]).toEqual([event.requestId, '{"same":true}', event.deadline])
    expectOk(await runtime.respond(event.requestId, '"once"'))
    expect((await called).body.toString()).toBe('"once"')
  })

  test('RT-35 an unknown path is 404, in the words of the core', async () => {
    const runtime = await (await sit()).warm()
    for (const path of [
      '/2018-06-01/runtime/nothing',
      '/2018-06-01/runtime/invocation/next/',
      '/2018-06-01/Runtime/invocation/next',
    ]) {
      const answer = await runtime.ask('GET', path)
      expect([answer.status, answer.body.toString()]).toEqual([404, '404 page not found\n'])
    }
  })

  test('RT-36 a known path with another method is 405, names the method, and has no body', async () => {
    const runtime = await (await sit()).warm()
    const post = await runtime.ask('POST', '/2018-06-01/runtime/invocation/next')
    expect([post.status, post.head('Allow'), post.body.length]).toEqual([405, 'GET', 0])
    const put = await runtime.ask('PUT', '/2018-06-01/runtime/invocation/next')
    expect([put.status, put.head('Allow'), put.body.length]).toEqual([405, 'GET', 0])
    const get = await runtime.ask('GET', '/2018-06-01/runtime/invocation/some-id/response')
    expect([get.status, get.head('Allow'), get.body.length]).toEqual([405, 'POST', 0])
  })

  test('a query is ignored', async () => {
    const seat = await sit()
    const runtime = await seat.warm()
    const polled = runtime.ask('GET', '/2018-06-01/runtime/invocation/next?why=not')
    const called = seat.invoke('{"q":1}')
    const event = eventOf(await polled)
    expect(event.body).toBe('{"q":1}')
    await runtime.respond(event.requestId)
    await called
  })

  test('RT-39 astral characters survive both ways, in keys and values, split inside a character', async () => {
    const payload = '{"𝒌𝒆𝒚 🦆":"👩‍👩‍👧‍👦 \u{10ffff} \\ud83e\\udd86"}'
    const { event, runtime, called } = await (await sit()).running(payload)
    expect(event.body).toBe(payload)
    const bytes = Buffer.from(event.body)
    const inside = bytes.indexOf(Buffer.from('🦆')) + 2
    const chunks = [bytes.subarray(0, inside), bytes.subarray(inside)]
    expectOk(await runtime.post(event.requestId, 'response', { chunks }))
    expect((await called).body.equals(bytes)).toBe(true)
  })

  test('RT-40 any JSON value is an event', async () => {
    const seat = await sit()
    const runtime = await seat.warm()
    for (const payload of ['null', '0', '""', '[]', ' {"spaced" : 1}\n']) {
      const called = seat.invoke(payload)
      const event = await runtime.next()
      expect(event.body).toBe(payload)
      await runtime.respond(event.requestId, event.body)
      expect((await called).body.toString()).toBe(payload)
    }
  })

  test('RT-41 an empty payload arrives as {}', async () => {
    const { event } = await (await sit()).running('')
    expect(event.body).toBe('{}')
  })

  test('RT-43 of two parked polls one gets the event, and the other stays parked', async () => {
    const seat = await sit()
    const one = await seat.warm()
    const other = await seat.connect()
    const polls = [one, other].map((runtime) => runtime.poll().then((answer) => ({ runtime, answer })))
    await seat.playground.entriesUntil((entries) => pollsOf(entries).length === 3)
    const called = seat.invoke('{"one":1}')
    const { runtime, answer } = await Promise.race(polls)
    expectOk(await runtime.respond(eventOf(answer).requestId))
    expect((await called).status).toBe(200)

    const polledAgain = runtime.poll().then((again) => ({ runtime, answer: again }))
    await seat.playground.entriesUntil((entries) => pollsOf(entries).length === 4)
    const answered = (await seat.playground.entries()).filter(({ event }) => 'delivers' in event)
    expect(answered).toHaveLength(2)
    const left = polls[runtime === one ? 1 : 0]!
    const second = seat.invoke('{"two":2}')
    const late = await Promise.race([left, polledAgain])
    expect(late.answer.body.toString()).toBe('{"two":2}')
    expectOk(await late.runtime.respond(eventOf(late.answer).requestId))
    expect((await second).status).toBe(200)
    for (const poll of [left, polledAgain]) poll.catch(() => {})
  })

  test('a poll that hung up swallows no invocation', async () => {
    const seat = await sit()
    const runtime = await seat.warm()
    const poll = runtime.poll()
    poll.catch(() => {})
    const opened = await seat.playground.entriesUntil((entries) => pollsOf(entries).length === 2)
    runtime.connection.close()
    const hungUp = pollsOf(opened)[1]!.of.exchange
    await seat.playground.entriesUntil((entries) =>
      entries.some(({ of, event }) => of.exchange === hungUp && event.type === 'exchange.closed'),
    )
    const next = await seat.connect()
    const parked = next.poll()
    const called = seat.invoke('{"kept":true}')
    const event = eventOf(await parked)
    expect(event.body).toBe('{"kept":true}')
    expectOk(await next.respond(event.requestId))
    expect((await called).status).toBe(200)
  })

  test('RT-44 restore/next is 404 where there is no SnapStart', async () => {
    const runtime = await (await sit()).warm()
    expect((await runtime.ask('GET', '/2018-06-01/runtime/restore/next')).status).toBe(404)
  })

  test('RT-45 ping is answered', async () => {
    const runtime = await (await sit()).warm()
    const answer = await runtime.ask('GET', '/2018-06-01/ping')
    expect([answer.status, answer.body.toString()]).toEqual([200, 'pong'])
  })
})

describe('GET next on the attach port alone', () => {
  test('RT-05 waiting for a free runtime is not charged', async () => {
    const seat = await mounts[1]!.sit({ timeout: 3 })
    const { event, runtime, called } = await seat.running('{"first":true}')
    const waiting = seat.invoke('{"second":true}')
    await seat.playground.entriesUntil((entries) =>
      entries.some(({ event: { type }, of }) => type === 'invocation.waiting' && of.invocation !== event.requestId),
    )
    const from = Date.now()
    while (Date.now() - from < 2000) await soon()
    await runtime.respond(event.requestId)
    await called
    const second = await runtime.next()
    expect(second.body).toBe('{"second":true}')
    const left = second.deadline - Date.now()
    expect(left).toBeGreaterThanOrEqual(2000)
    expect(left).toBeLessThanOrEqual(3050)
    await runtime.respond(second.requestId)
    expect((await waiting).status).toBe(200)
  })

  test('an address without a name is the function called attached, and one with an instance another environment', async () => {
    const seat = await mounts[1]!.sit()
    const { attachPort } = seat.playground
    const plain = ask(attachPort, 'GET', '/2018-06-01/runtime/invocation/next')
    await seat.playground.entriesUntil((entries) => entries.some(({ of }) => of.environment === 'attached@1'))
    const called = seat.playground.invoke('attached', '{"plain":1}')
    const event = eventOf(await plain)
    expect(event.body).toBe('{"plain":1}')
    expectOk(await ask(attachPort, 'POST', `/2018-06-01/runtime/invocation/${event.requestId}/response`, { body: '1' }))
    expect((await called).body.toString()).toBe('1')
    const polls = ['/seat/left', '/seat/right'].map((prefix) =>
      ask(attachPort, 'GET', `${prefix}/2018-06-01/runtime/invocation/next`),
    )
    await seat.playground.entriesUntil(
      (entries) =>
        entries.filter(({ of, event: { type } }) => type === 'environment.changed' && of.function === 'seat').length >=
        4,
    )
    const calls = [seat.invoke('"x"'), seat.invoke('"y"')]
    const events = (await Promise.all(polls)).map(eventOf)
    expect(events.map(({ body }) => body).sort()).toEqual(['"x"', '"y"'])
    for (const [index, { requestId, body }] of events.entries()) {
      const prefix = ['/seat/left', '/seat/right'][index]
      expectOk(await ask(attachPort, 'POST', `${prefix}/2018-06-01/runtime/invocation/${requestId}/response`, { body }))
    }
    expect((await Promise.all(calls)).map(({ body }) => body.toString())).toEqual(['"x"', '"y"'])
  })
})
