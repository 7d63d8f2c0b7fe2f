// Conformance of the Telemetry API and the Logs API end to end: an extension played by hand, and a receiver that listens for what it gets.
import { expect, test } from 'vitest'
import { both, stage, type Stage } from './extension-by-hand.fixture.ts'
import { eventOf, expectOk, expectRefused } from './runtime-by-hand.fixture.ts'
import { eventOfType, has, lineReceiver, receiver, typesOf } from './telemetry-receiver.fixture.ts'

const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/
const nobody = '6e9e1a3c-8b6d-4a8e-9a3e-1f0000000000'

/** The extension has registered, and nothing else is. */
async function registered(settings = {}, names: readonly string[] = ['a'], play?: Stage) {
  const there = play ?? (await stage(names, settings))
  const called = there.call()
  const extensions = []
  for (const name of names) {
    const extension = await there.extension(name)
    await extension.register(both)
    extensions.push(extension)
  }
  return { play: there, called, a: extensions[0]!, b: extensions[1]! }
}

/** It has subscribed and waits; the runtime has its event. */
async function running(settings = {}, more: Record<string, unknown> = {}) {
  const one = await registered(settings)
  const to = await receiver()
  expect((await one.a.subscribe(to.subscription(more))).status).toBe(200)
  const told = one.a.next()
  const runtime = await one.play.runtime()
  return { ...one, to, told, runtime, event: await runtime.next() }
}

/** The runtime has answered and both wait again. */
async function done(one: Awaited<ReturnType<typeof running>>): Promise<void> {
  await one.called
  one.runtime.poll().catch(() => {})
  await one.told
  one.a.poll().catch(() => {})
}

test('TL-01 a subscription is accepted with OK as a JSON string, with and without a slash at the end', async () => {
  const { a } = await registered()
  const to = await receiver()
  for (const path of ['/2022-07-01/telemetry', '/2022-07-01/telemetry/']) {
    const answer = await a.subscribe(to.subscription({ types: ['platform', 'function'] }), path)
    expect([answer.status, answer.body.toString()]).toEqual([200, '"OK"'])
  }
  expect((await a.ask('GET', '/2022-07-01/telemetry')).status).toBe(405)
})

test('TL-02 TL-04 what happened since Init began comes first, as an array to the path of the URI', async () => {
  const { a } = await registered()
  const to = await receiver()
  await a.subscribe(to.subscription())
  const events = await to.until(has('platform.telemetrySubscription'))
  expect(events[0]?.type).toBe('platform.initStart')
  expect(to.batches[0]).toMatchObject({
    method: 'POST',
    path: '/telemetry',
    heads: { 'content-type': 'application/json', host: `sandbox.localdomain:${to.port}` },
  })
  expect(to.batches[0]?.body).toMatch(/^\[\{"time":"[^"]+","type":"platform\.initStart","record":\{/)
  for (const { time } of events) expect(time).toMatch(instant)
  expect(eventOfType(events, 'platform.telemetrySubscription').record).toEqual({
    name: 'a',
    state: 'Subscribed',
    types: ['platform', 'function', 'extension'],
  })
})

test('TL-03 a cold invocation is told in Lambda’s order, each record with its members and no other', async () => {
  const one = await running()
  const { play, to, runtime, event } = one
  await play.says('runtime', 'hello\n')
  await to.until(has('function'))
  await runtime.respond(event.requestId, '"four"')
  await done(one)
  const events = await to.until(has('platform.report'))
  expect(typesOf(events)).toEqual([
    'platform.initStart',
    'platform.telemetrySubscription',
    'platform.initRuntimeDone',
    'platform.extension',
    'platform.initReport',
    'platform.start',
    'function',
    'platform.runtimeDone',
    'platform.report',
  ])
  const times = events.map(({ time }) => time)
  expect(times).toEqual(times.toSorted())
  const [initStart, , initRuntimeDone, extension, initReport, start, printed, runtimeDone, report] = events.map(
    ({ record }) => record,
  )
  const stream = expect.stringMatching(/^\d{4}\/\d\d\/\d\d\/\[\$LATEST\][0-9a-f]{32}$/)
  const ms = expect.any(Number)
  const tracing = { type: 'X-Amzn-Trace-Id', value: event.answer.head('Lambda-Runtime-Trace-Id') }
  const { requestId } = event
  expect(initStart).toEqual({
    initializationType: 'on-demand',
    runtimeVersion: 'provided.al2023',
    functionName: 'stage',
    functionVersion: '$LATEST',
    instanceId: stream,
    instanceMaxMemory: 134_217_728,
    phase: 'init',
  })
  expect(initRuntimeDone).toEqual({ initializationType: 'on-demand', phase: 'init', status: 'success' })
  expect(extension).toEqual({ name: 'a', state: 'Ready', events: ['INVOKE', 'SHUTDOWN'] })
  expect(initReport).toEqual({
    initializationType: 'on-demand',
    phase: 'init',
    status: 'success',
    metrics: { durationMs: ms },
  })
  expect(start).toEqual({ requestId, version: '$LATEST', tracing })
  expect(printed).toBe('hello\n')
  const span = (name: string) => ({ name, start: expect.stringMatching(instant), durationMs: ms })
  expect(runtimeDone).toEqual({
    requestId,
    status: 'success',
    tracing,
    metrics: { durationMs: ms, producedBytes: 6 },
    spans: ['responseLatency', 'responseDuration', 'runtimeOverhead'].map(span),
  })
  expect(report).toEqual({
    requestId,
    status: 'success',
    tracing,
    metrics: {
      durationMs: ms,
      billedDurationMs: ms,
      memorySizeMB: 128,
      maxMemoryUsedMB: ms,
      initDurationMs: ms,
    },
    spans: [span('extensionOverhead')],
  })
})

test('TL-03 the numbers of one invocation fit together', async () => {
  const one = await running()
  await one.runtime.respond(one.event.requestId)
  await done(one)
  const events = await one.to.until(has('platform.report'))
  type Measured = { metrics: Record<string, number>; spans: { name: string; start: string; durationMs: number }[] }
  const measured = (type: string) => eventOfType(events, type).record as unknown as Measured
  const [init, runtimeDone, report] = ['platform.initReport', 'platform.runtimeDone', 'platform.report'].map(
    measured,
  ) as [Measured, Measured, Measured]
  expect(report.metrics['initDurationMs']).toBe(init.metrics['durationMs'])
  expect(report.metrics['durationMs']).toBeGreaterThanOrEqual(runtimeDone.metrics['durationMs']!)
  const billed = Math.ceil(report.metrics['durationMs']! + report.metrics['initDurationMs']!)
  expect(Math.abs(report.metrics['billedDurationMs']! - billed)).toBeLessThanOrEqual(1)
  // The runtime's time is made of its spans, and what is beyond it the extensions'.
  const spans = runtimeDone.spans.reduce((sum, { durationMs }) => sum + durationMs, 0)
  expect(Math.abs(spans - runtimeDone.metrics['durationMs']!)).toBeLessThan(2)
  const beyond = report.metrics['durationMs']! - runtimeDone.metrics['durationMs']!
  expect(Math.abs(report.spans[0]!.durationMs - beyond)).toBeLessThan(50)
})

test('TL-03 an Init that fails and is tried again is told before the start, with its phase', async () => {
  const { play, a } = await registered()
  const first = await receiver()
  await a.subscribe(first.subscription())
  a.poll().catch(() => {})
  await play.started('runtime')
  await play.exits('runtime', 1)
  // Whoever is subscribed hears of the failure; after it, everybody starts anew.
  const failed = await first.until(has('platform.initReport'))
  expect(eventOfType(failed, 'platform.initReport').record).toMatchObject({
    phase: 'init',
    status: 'error',
    errorType: 'Runtime.ExitError',
  })
  await play.exits('a', 0)
  const again = await play.extension('a', 2)
  await again.register()
  const second = await receiver()
  await again.subscribe(second.subscription())
  again.poll().catch(() => {})
  const runtime = await play.runtime(2)
  await runtime.next()
  const events = await second.until(has('platform.start'))
  expect(typesOf(events)).toEqual([
    'platform.initStart',
    'platform.telemetrySubscription',
    'platform.initRuntimeDone',
    'platform.extension',
    'platform.initReport',
    'platform.start',
  ])
  for (const type of ['platform.initStart', 'platform.initRuntimeDone', 'platform.initReport'])
    expect(eventOfType(events, type).record).toMatchObject({ phase: 'invoke' })
})

test('TL-05 TL-06 a subscription that is wrong is refused with everything that is wrong', async () => {
  const { a } = await registered()
  const to = await receiver()
  expectRefused400(await a.subscribe(to.subscription({ types: [] })), 'types should not be empty')
  const destination = { protocol: 'HTTP', URI: 'http://sandbox.localdomain/x' }
  expectRefused400(
    await a.subscribe(to.subscription({ types: [], destination })),
    'URI port is not provided; types should not be empty',
  )
  const logs = await a.subscribe({ types: [], destination }, '/2020-08-15/logs')
  expectRefused(logs, 400, 'Logs.ValidationError', 'URI port is not provided; types should not be empty')
})

function expectRefused400(answer: Parameters<typeof expectRefused>[0], message: string): void {
  expectRefused(answer, 400, 'ValidationError', message)
}

test('TL-07 when Init is over it is too late', async () => {
  const { a, told, to } = await running()
  await told
  const late = await a.subscribe(to.subscription())
  expectRefused(late, 403, 'Telemetry.SubscriptionClosed', 'Telemetry API subscription is closed already')
})

test('TL-07 until the last of all has asked for its first event it is not', async () => {
  const { play, a, b } = await registered({}, ['a', 'b'])
  a.poll().catch(() => {})
  const runtime = await play.runtime()
  runtime.poll().catch(() => {})
  await play.entriesUntil((all) => all.some(({ event }) => event.type === 'runtime.changed' && event.to === 'Ready'))
  const to = await receiver()
  expect((await b.subscribe(to.subscription())).status).toBe(200)
  b.poll().catch(() => {})
  expect(typesOf(await to.until(has('platform.start')))).toContain('platform.initReport')
})

test.each([
  ['none', '', 'Extension.MissingExtensionIdentifier', 'Missing Lambda-Extension-Identifier header'],
  ['one of another form', 'abc', 'Extension.InvalidExtensionIdentifier', 'Invalid Lambda-Extension-Identifier'],
  ['one that nobody has', nobody, 'Extension.UnknownExtensionIdentifier', `Unknown extension ${nobody}`],
])('TL-08 with %s for an identifier nothing is subscribed', async (_, identifier, errorType, message) => {
  const { a } = await registered()
  a.identifier = identifier
  for (const path of ['/2022-07-01/telemetry', '/2020-08-15/logs'])
    expectRefused(await a.subscribe({}, path), 403, errorType, message)
})

test('TL-09 buffering has its bounds', async () => {
  const { a } = await registered()
  const to = await receiver()
  for (const [buffering, message] of [
    [{ maxItems: 999 }, 'maxItems should be between 1000 and 10000'],
    [{ timeoutMs: 24 }, 'timeoutMs should be between 25 and 30000'],
    [{ maxBytes: 1_048_577 }, 'maxBytes should be between 262144 and 1048576'],
  ] as const)
    expectRefused400(await a.subscribe(to.subscription({ buffering })), message)
})

test('TL-10 over TCP there is one event a line', async () => {
  const { play, a } = await registered()
  const lines = await lineReceiver()
  expect((await a.subscribe(lines.subscription())).status).toBe(200)
  a.poll().catch(() => {})
  await (await play.runtime()).next()
  await play.says('runtime', 'one\ntwo\n')
  const events: { type: string; record: unknown }[] = []
  while (!has('function', 2)(events)) events.push(JSON.parse(await lines.next()) as { type: string; record: unknown })
  expect(events[0]?.type).toBe('platform.initStart')
  expect(events.filter(({ type }) => type === 'function').map(({ record }) => record)).toEqual(['one\n', 'two\n'])
})

test('TL-11 a batch that was not taken comes again, and nothing is lost', async () => {
  const { play, a } = await registered()
  let answers = 0
  const to = await receiver((response) => response.writeHead(answers++ === 0 ? 500 : 200).end())
  await a.subscribe(to.subscription())
  await to.until(() => to.batches.length === 2)
  expect(to.batches[1]?.body).toBe(to.batches[0]?.body)
  a.poll().catch(() => {})
  await (await play.runtime()).next()
  await play.says('runtime', 'still here\n')
  expect(eventOfType(await to.until(has('function')), 'function').record).toBe('still here\n')
  const delivered = await play.entriesUntil(
    (all) => all.filter(({ event }) => event.type === 'telemetry.delivered').length >= 2,
  )
  const attempts = delivered.flatMap(({ event }) => (event.type === 'telemetry.delivered' ? [event] : []))
  expect(attempts.slice(0, 2)).toMatchObject([
    { attempt: 1, status: 500, retry: true },
    { attempt: 2, status: 200 },
  ])
})

test('TL-12 with a short time one line is delivered at once, and with a long one not yet', async () => {
  const { play, a, b } = await registered({}, ['a', 'b'])
  const [quick, slow] = [await receiver(), await receiver()]
  await a.subscribe(quick.subscription())
  await b.subscribe(slow.subscription({ buffering: { timeoutMs: 30_000 } }))
  for (const extension of [a, b]) extension.poll().catch(() => {})
  await (await play.runtime()).next()
  await play.says('runtime', 'soon\n')
  await quick.until(has('function'))
  const entries = await play.entriesUntil((all) =>
    all.some(({ event }) => event.type === 'telemetry.delivered' && event.kinds['function'] === 1),
  )
  const printed = entries.find(({ event }) => event.type === 'process.printed')!
  const delivered = entries.find(({ event }) => event.type === 'telemetry.delivered' && event.kinds['function'] === 1)!
  expect(delivered.of.extension).toBe('a')
  expect(delivered.at - printed.at).toBeLessThan(500)
  expect(slow.batches).toEqual([])
})

test.each([
  ['TL-13', 'Function.Foo', 'Function.Foo'],
  ['TL-14', 'Foo', 'Runtime.Unknown'],
])('%s an error that the runtime posts as %s is reported as %s', async (_, given, errorType) => {
  const one = await running()
  const heads = { 'Lambda-Runtime-Function-Error-Type': given }
  expectOk(await one.runtime.fail(one.event.requestId, '{"errorMessage":"m","errorType":"E"}', { heads }))
  await done(one)
  const events = await one.to.until(has('platform.report'))
  expect(eventOfType(events, 'platform.report').record).toMatchObject({ status: 'error', errorType })
})

test('TL-15 a time-out is reported as one, before the extension is told to end', async () => {
  const one = await running({ timeout: 1 })
  await one.told
  await one.called
  const events = await one.to.until(has('platform.report'))
  expect(eventOfType(events, 'platform.report').record).toMatchObject({ status: 'timeout' })
  expect(eventOfType(events, 'platform.runtimeDone').record).toMatchObject({ status: 'timeout' })
  expect((await one.a.next()).shutdownReason).toBe('timeout')
  await one.play.exits('a', 0)
})

test('a runtime that exits is reported with its cause', async () => {
  const one = await running()
  await one.play.exits('runtime', 3)
  const events = await one.to.until(has('platform.report'))
  for (const type of ['platform.runtimeDone', 'platform.report'])
    expect(eventOfType(events, type).record).toMatchObject({ status: 'error', errorType: 'Runtime.ExitError' })
})

test('TL-16 an object that is logged in JSON format is one from schema 2022-12-13 on, and a string before', async () => {
  const { play, a, b } = await registered({ logFormat: 'JSON' }, ['a', 'b'])
  const [newer, older] = [await receiver(), await receiver()]
  await a.subscribe(newer.subscription())
  await b.subscribe(older.subscription({ schemaVersion: '2022-07-01' }))
  for (const extension of [a, b]) extension.poll().catch(() => {})
  await (await play.runtime()).next()
  await play.says('runtime', '{"level":"INFO","message":"an object"}\n')
  const record = { level: 'INFO', message: 'an object' }
  expect(eventOfType(await newer.until(has('function')), 'function').record).toEqual(record)
  expect(eventOfType(await older.until(has('function')), 'function').record).toBe(`${JSON.stringify(record)}\n`)
})

test('TL-17 the Logs API takes the same subscription twice, and tells what it told of', async () => {
  const { play, a, called } = await registered()
  const to = await receiver()
  const { types, destination, buffering } = to.subscription()
  const logs = { schemaVersion: '2021-03-18', types, destination, buffering }
  for (let time = 0; time < 2; time += 1) {
    const answer = await a.subscribe(logs, '/2020-08-15/logs')
    expect([answer.status, answer.body.toString()]).toEqual([200, '"OK"'])
  }
  const both = await a.subscribe(to.subscription())
  expect(both.status).toBe(400)
  const told = a.next()
  const runtime = await play.runtime()
  const { requestId } = await runtime.next()
  await runtime.respond(requestId)
  await called
  runtime.poll().catch(() => {})
  await told
  a.poll().catch(() => {})
  const events = await to.until(has('platform.report'))
  expect(typesOf(events)).toEqual([
    'platform.logsSubscription',
    'platform.extension',
    'platform.start',
    'platform.runtimeDone',
    'platform.end',
    'platform.report',
  ])
  expect(eventOfType(events, 'platform.start').record).toEqual({ requestId, version: '$LATEST' })
})

test('TL-18 the last batch arrives before the extension is told to end', async () => {
  const one = await running({}, { buffering: { timeoutMs: 30_000 } })
  await one.runtime.respond(one.event.requestId)
  await one.called
  one.runtime.poll().catch(() => {})
  await one.told
  const polled = one.a.poll()
  await one.play.entriesUntil((all) => all.some(({ event: { type } }) => type === 'invocation.settled'))
  const order: string[] = []
  const arrived = one.to.until(has('platform.report')).then(() => order.push('the last batch'))
  const told = polled.then((answer) => {
    order.push((JSON.parse(answer.body.toString()) as { eventType: string }).eventType)
    return one.play.exits('a', 0)
  })
  const stopped = one.play.stop()
  await Promise.all([arrived, told, stopped])
  expect(order).toEqual(['the last batch', 'SHUTDOWN'])
})

test('an internal extension subscribes as an external one does', async () => {
  const play = await stage([])
  void play.call()
  const x = await play.extension('x')
  await x.register('{"events":["INVOKE"]}')
  const to = await receiver()
  expect((await x.subscribe(to.subscription())).status).toBe(200)
  x.poll().catch(() => {})
  eventOf(await (await play.runtime()).poll())
  const events = await to.until(has('platform.start'))
  expect(eventOfType(events, 'platform.extension').record).toEqual({ name: 'x', state: 'Ready', events: ['INVOKE'] })
})

test('what an extension prints is told to the others as of extensions', async () => {
  const { play, a, b } = await registered({}, ['a', 'b'])
  const to = await receiver()
  await a.subscribe(to.subscription({ types: ['extension'] }))
  b.poll().catch(() => {})
  await play.says('b', 'of b\n')
  const events = await to.until(has('extension'))
  expect(events.map(({ type, record }) => [type, record])).toEqual([['extension', 'of b\n']])
})
