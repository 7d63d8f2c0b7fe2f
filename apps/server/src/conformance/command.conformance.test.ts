// A page's press of Invoke is one invocation, whatever happens to the connection that carried it.
import { expect, test } from 'vitest'
import { mounts } from './mounts.fixture.ts'
import { ask, RawConnection, renderRequest } from './raw-http.fixture.ts'

const sit = mounts[0]!.sit
const target = '/2015-03-31/functions/seat/invocations'
const command = { 'lambda-playground-command': '5f0c1a52-0000-4000-8000-000000000001' }

test('a command that comes again while it runs, and after, gets the same answer and runs once', async () => {
  const seat = await sit()
  const { event, runtime, called } = await seat.running('{"n":1}', command)
  const again = seat.invoke('{"n":1}', command)
  await seat.playground.entriesUntil(
    (entries) =>
      entries.filter(({ event: one }) => one.type === 'exchange.opened' && one.endpoint === 'invoke').length === 2,
  )
  await runtime.respond(event.requestId, '"once"')
  for (const answer of [await called, await again, await seat.invoke('{"n":1}', command)]) {
    expect([answer.status, answer.body.toString()]).toEqual([200, '"once"'])
    expect(answer.head('x-amzn-RequestId')).toBe(event.requestId)
  }
  const received = (await seat.playground.entries()).filter(({ event: one }) => one.type === 'invocation.received')
  expect(received).toHaveLength(1)
})

test('one whose connection broke while it ran is joined by the next try', async () => {
  const seat = await sit()
  const runtime = await seat.warm()
  const connection = await RawConnection.open(seat.playground.port)
  connection.send(renderRequest('POST', target, connection.port, { heads: command, body: '{"n":1}' }))
  const event = await runtime.next()
  connection.close()
  const again = seat.invoke('{"n":1}', command)
  await runtime.respond(event.requestId, '"kept"')
  expect((await again).body.toString()).toBe('"kept"')
})

test('one whose body broke off never ran, so the next try runs', async () => {
  const seat = await sit()
  const runtime = await seat.warm()
  const connection = await RawConnection.open(seat.playground.port)
  const heads = { ...command, 'Content-Length': '7' }
  connection.send(renderRequest('POST', target, connection.port, { heads, body: '{"n' }))
  connection.socket.end()
  await seat.playground.entriesUntil((entries) =>
    entries.some(({ event: one }) => one.type === 'exchange.closed' && one.how === 'truncated'),
  )
  const again = ask(seat.playground.port, 'POST', target, { heads: command, body: '{"n":1}' })
  const event = await runtime.next()
  expect(event.body).toBe('{"n":1}')
  await runtime.respond(event.requestId, '"ran"')
  expect((await again).body.toString()).toBe('"ran"')
})
