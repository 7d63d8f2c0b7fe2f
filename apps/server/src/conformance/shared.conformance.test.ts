// Conformance of environments beyond one at a time and on demand: several invocations in one, provisioned ones, tenants.
import type { Entry } from '@playground/protocol'
import { expect, onTestFinished, test } from 'vitest'
import { stage, type Stage } from './extension-by-hand.fixture.ts'
import { linesOf, passed, startPlayground } from './playground.fixture.ts'
import { alive } from './processes.fixture.ts'
import { RawConnection } from './raw-http.fixture.ts'
import { expectOk, expectRefused, expectWrongId, RuntimeByHand } from './runtime-by-hand.fixture.ts'
import { node, writtenBy } from './scripted.fixture.ts'

/** Workers of one runtime, each with its own connection, and a call for each; `next` was asked and answered for all. */
async function served(play: Stage, count: number) {
  const first = play.call('{"call":1}')
  const { port } = await play.started('runtime')
  const workers = await Promise.all(
    Array.from({ length: count }, async () => new RuntimeByHand(await RawConnection.open(port), '')),
  )
  const parked = workers.map((worker) => worker.next())
  const called = [first, ...Array.from({ length: count - 1 }, (_, index) => play.call(`{"call":${index + 2}}`))]
  const events = await Promise.all(parked)
  return { port, workers, events, called }
}

test('LC-23 LC-24 three invocations are under way at once in one environment, and each caller has its own answer', async () => {
  const play = await stage([], { maxConcurrency: 3 })
  const { workers, events, called } = await served(play, 3)
  expect(new Set(events.map(({ requestId }) => requestId)).size).toBe(3)
  expect(events.map(({ body }) => body).toSorted()).toEqual(['{"call":1}', '{"call":2}', '{"call":3}'])
  for (const index of [2, 1, 0]) {
    const { requestId, body } = events[index]!
    expectOk(await workers[index]!.respond(requestId, `{"answer":${body}}`))
  }
  const answers = (await Promise.all(called)).map((answer) => answer.body.toString())
  expect(answers).toEqual([1, 2, 3].map((call) => `{"answer":{"call":${call}}}`))
  const created = (await play.entries()).filter(({ event }) => event.type === 'environment.created')
  expect(created).toHaveLength(1)
})

test('LC-24 a worker may answer what another one was given', async () => {
  const play = await stage([], { maxConcurrency: 2 })
  const { workers, events, called } = await served(play, 2)
  expectOk(await workers[0]!.respond(events[1]!.requestId, '"of the other"'))
  expectOk(await workers[1]!.fail(events[0]!.requestId, '{"errorMessage":"m","errorType":"E"}'))
  const answers = await Promise.all(called)
  const byId = (id: string) => answers.find((answer) => answer.head('x-amzn-RequestId') === id)
  expect(byId(events[1]!.requestId)?.body.toString()).toBe('"of the other"')
  expect(byId(events[0]!.requestId)?.head('X-Amz-Function-Error')).toBe('Unhandled')
})

test('LC-25 an id that nobody was given, and a second answer, are refused', async () => {
  const play = await stage([], { maxConcurrency: 2 })
  const { workers, events, called } = await served(play, 2)
  const { requestId } = events[0]!
  expectWrongId(await workers[0]!.respond('11111111-2222-4333-8444-555555555555'))
  expectOk(await workers[0]!.respond(requestId, '"first"'))
  expectWrongId(await workers[0]!.respond(requestId, '"second"'))
  expectWrongId(await workers[0]!.fail(requestId, '{}'))
  expectOk(await workers[1]!.respond(events[1]!.requestId, '"first"'))
  for (const answer of await Promise.all(called)) expect(answer.body.toString()).toBe('"first"')
})

test('LC-26 one that times out is told alone: others go on, nothing is ended, and a late answer is told once', async () => {
  const play = await stage([], { maxConcurrency: 2, timeout: 3 })
  const { workers, events, called } = await served(play, 2)
  expectOk(await workers[1]!.respond(events[1]!.requestId, '"quick"'))
  // The third one is under way when the first one's time is over, and has half of its own left.
  await passed(events[0]!.deadline - 1500)
  const parked = workers[1]!.next()
  const third = play.call('{"call":3}')
  const event = await parked
  const answers = await Promise.all(called)
  const late = answers.find((answer) => answer.head('x-amzn-RequestId') === events[0]!.requestId)!
  expect([late.status, late.head('X-Amz-Function-Error')]).toEqual([200, 'Unhandled'])
  expect(late.body.toString()).toBe(
    '{"errorType":"Sandbox.Timedout","errorMessage":"Task timed out after 3.00 seconds"}',
  )
  expect(alive((await play.started('runtime')).pid)).toBe(true)
  expectRefused(await workers[0]!.respond(events[0]!.requestId), 410, 'InvokeTimeout', 'Invoke timeout')
  expectWrongId(await workers[0]!.respond(events[0]!.requestId))
  expectOk(await workers[1]!.respond(event.requestId, '"in time"'))
  expect((await third).body.toString()).toBe('"in time"')
  const entries = await play.entries()
  expect(entries.filter(({ event: { type } }) => type === 'process.signalled')).toEqual([])
})

test('where several are served at once, extensions hear of the end alone, and logs are telemetry of one schema', async () => {
  const play = await stage(['a'], { maxConcurrency: 2 })
  void play.call()
  const a = await play.extension('a')
  const answer = await a.register('{"events":["INVOKE"]}')
  expect([answer.status, JSON.parse(answer.body.toString())]).toMatchObject([
    403,
    { errorType: 'Extension.InvalidEventType' },
  ])
  expect((await a.register('{"events":["SHUTDOWN"]}')).status).toBe(200)
  const destination = { protocol: 'HTTP', URI: 'http://sandbox.localdomain:9' }
  expect((await a.subscribe({ types: ['platform'], destination }, '/2020-08-15/logs')).status).toBe(404)
  const older = await a.subscribe({ schemaVersion: '2022-12-13', types: ['platform'], destination })
  expectRefused(older, 400, 'ValidationError', 'schemaVersion should be 2025-01-29')
})

test('when the runtime exits, everybody who is served is told, and another environment takes its place', async () => {
  const play = await stage([], { maxConcurrency: 2 })
  const { called } = await served(play, 2)
  await play.exits('runtime', 5)
  for (const answer of await Promise.all(called)) {
    expect(answer.head('X-Amz-Function-Error')).toBe('Unhandled')
    expect(JSON.parse(answer.body.toString())).toMatchObject({ errorType: 'Runtime.ExitError' })
  }
  void play.call()
  const again = await play.runtime(2)
  await again.next()
  const created = (await play.entries()).filter(({ event }) => event.type === 'environment.created')
  expect(created).toHaveLength(2)
})

test('a runtime with real workers is told how many it may have, and serves them at once', async () => {
  const playground = await startPlayground({
    functions: {
      workers: node(
        `const count = Number(process.env.AWS_LAMBDA_MAX_CONCURRENCY)
write(process.env.AWS_LAMBDA_INITIALIZATION_TYPE + ' ' + count)
const waiting = []
for (let worker = 0; worker < count; worker += 1) {
  void (async () => {
    for (;;) {
      const { id, body } = await next()
      // All have to be there before one is answered.
      await new Promise((all) => { waiting.push(all); if (waiting.length === count) waiting.splice(0).forEach((go) => go()) })
      await post('invocation/' + id + '/response', body)
    }
  })()
}`,
        { settings: { maxConcurrency: 4 } },
      ),
    },
  })
  onTestFinished(playground.close)
  const answers = await Promise.all([1, 2, 3, 4].map((call) => playground.invoke('workers', String(call))))
  expect(answers.map((answer) => answer.body.toString())).toEqual(['1', '2', '3', '4'])
  expect(await linesOf(writtenBy(playground.functionFolder('workers')), 1)).toEqual(['lambda-managed-instances 4'])
})

const isReady = ({ event }: Entry) => event.type === 'environment.changed' && event.to === 'ready'

test('provisioned environments are initialised ahead, serve at once, and are reported', async () => {
  const playground = await startPlayground({
    functions: {
      ahead: node(
        "write(process.env.AWS_LAMBDA_INITIALIZATION_TYPE); const { id } = await next(); await post('invocation/' + id + '/response', String(process.pid)); await echo()",
        { settings: { provisioned: 2, concurrency: 2, freeze: false } },
      ),
    },
  })
  onTestFinished(playground.close)
  const before = await playground.entriesUntil((all) => all.filter(isReady).length === 2)
  expect(before.filter(({ event }) => event.type === 'invocation.received')).toEqual([])
  const lines = before.flatMap(({ event }) => (event.type === 'telemetry.emitted' ? [event.line] : []))
  expect(lines.filter((line) => /^INIT_REPORT Init Duration: [\d.]+ ms$/.test(line))).toHaveLength(2)
  expect(await linesOf(writtenBy(playground.functionFolder('ahead')), 2)).toEqual([
    'provisioned-concurrency',
    'provisioned-concurrency',
  ])
  const pids = await Promise.all([playground.invoke('ahead'), playground.invoke('ahead')])
  expect(new Set(pids.map((answer) => answer.body.toString())).size).toBe(2)
  const after = await playground.entries()
  expect(after.filter(({ event }) => event.type === 'environment.created')).toHaveLength(2)
  expect(after.flatMap(({ event }) => (event.type === 'invocation.waiting' ? [event] : []))).toEqual([])
})

test('tenants have environments of their own, and each call has to name one', async () => {
  const playground = await startPlayground({
    functions: {
      apart: node(
        `for (;;) {
  const response = await fetch(base + '/invocation/next')
  await response.text()
  const id = response.headers.get('lambda-runtime-aws-request-id')
  const tenant = response.headers.get('lambda-runtime-aws-tenant-id')
  await post('invocation/' + id + '/response', JSON.stringify({ tenant, pid: process.pid }))
}`,
        { settings: { tenantIsolation: true, concurrency: 2 } },
      ),
      together: node('await echo()'),
    },
  })
  onTestFinished(playground.close)
  const of = async (tenant: string) => {
    const answer = await playground.invoke('apart', '{}', { 'X-Amz-Tenant-Id': tenant })
    return JSON.parse(answer.body.toString()) as { tenant: string; pid: number }
  }
  const [blue, green] = [await of('blue'), await of('green')]
  expect([blue.tenant, green.tenant]).toEqual(['blue', 'green'])
  expect(green.pid).not.toBe(blue.pid)
  expect((await of('blue')).pid).toBe(blue.pid)

  const none = await playground.invoke('apart')
  expect([none.status, none.head('x-amzn-ErrorType')]).toEqual([400, 'InvalidParameterValueException'])
  expect(none.body.toString()).toContain(
    'The invoked function is enabled with tenancy configuration. Add a valid tenant ID in your request and try again.',
  )
  const unasked = await playground.invoke('together', '{}', { 'X-Amz-Tenant-Id': 'blue' })
  expect(unasked.status).toBe(400)
  expect(unasked.body.toString()).toContain(
    'The invoked function is not enabled with tenancy configuration. Remove the tenant ID from your request and try again.',
  )
  const illegal = await playground.invoke('apart', '{}', { 'X-Amz-Tenant-Id': 'no#hash' })
  expect(illegal.status).toBe(400)
  const received = (await playground.entries()).flatMap(({ event }) =>
    event.type === 'environment.created' ? [event.tenant] : [],
  )
  expect(received).toEqual(['blue', 'green'])
})
