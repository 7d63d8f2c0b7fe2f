// Conformance of the Extensions API in raw HTTP: registration, events, errors, and what an extension's end does to the rest.
import { access } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { both, ExtensionByHand, stage } from './extension-by-hand.fixture.ts'
import { linesOf } from './playground.fixture.ts'
import { alive, gone } from './processes.fixture.ts'
import { RawConnection, type RawAnswer } from './raw-http.fixture.ts'
import { expectOk, expectRefused } from './runtime-by-hand.fixture.ts'

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/
const nobody = '6e9e1a3c-8b6d-4a8e-9a3e-1f0000000000'

function expectForbidden(answer: RawAnswer, errorType: string, message: string): void {
  expectRefused(answer, 403, errorType, message)
}

function expectFailed(answer: RawAnswer, errorType: string, message: string): void {
  expect([answer.status, answer.head('X-Amz-Function-Error')], answer.body.toString()).toEqual([200, 'Unhandled'])
  const errorMessage = `RequestId: ${answer.head('x-amzn-RequestId')} Error: ${message}`
  expect(answer.body.toString()).toBe(JSON.stringify({ errorType, errorMessage }))
}

/** An external extension that was started and has not registered; nothing else is. */
async function launched(settings = {}) {
  const play = await stage(['a'], settings)
  const called = play.call()
  return { play, called, a: await play.extension('a') }
}

/** Both wait for work, and one invocation is under way. */
async function running(settings = {}, events = both) {
  const { play, called, a } = await launched(settings)
  await a.register(events)
  const told = a.next()
  const runtime = await play.runtime()
  const event = await runtime.next()
  return { play, called, a, told, runtime, event }
}

/** As above, with the invocation behind it: both wait again. */
async function idle(settings = {}, events = both) {
  const one = await running(settings, events)
  await one.runtime.respond(one.event.requestId)
  await one.called
  const parked = one.runtime.poll()
  parked.catch(() => {})
  const polled = events.includes('INVOKE') ? (await one.told, one.a.next()) : one.told
  polled.catch(() => {})
  await one.play.entriesUntil((all) => all.some(({ event: { type } }) => type === 'invocation.settled'))
  return { ...one, parked, polled }
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}

test('EX-01 an external extension registers by the name of its file', async () => {
  const { a } = await launched()
  const answer = await a.register()
  expect(answer.status).toBe(200)
  expect(answer.head('Content-Type')).toBe('application/json')
  expect(answer.head('Lambda-Extension-Identifier')).toMatch(uuid)
  expect(answer.body.toString().trim()).toBe(
    '{"functionName":"stage","functionVersion":"$LATEST","handler":"bootstrap"}',
  )
})

test('EX-02 the account comes first where it is asked for', async () => {
  const { a } = await launched()
  const answer = await a.register(both, { 'Lambda-Extension-Accept-Feature': 'unknown, accountId' })
  expect(Object.keys(JSON.parse(answer.body.toString()) as object)).toEqual([
    'accountId',
    'functionName',
    'functionVersion',
    'handler',
  ])
})

test('EX-03 a registration needs a name', async () => {
  const { a } = await launched()
  expectForbidden(
    await a.register(both, { 'Lambda-Extension-Name': '' }),
    'Extension.InvalidExtensionName',
    'Empty extension name',
  )
})

test('EX-04 a registration needs a body that is a JSON object', async () => {
  const { a } = await launched()
  for (const body of ['', '[]', '{"events":"INVOKE"}']) {
    const answer = await a.register(body)
    expect(answer.status).toBe(403)
    expect(JSON.parse(answer.body.toString())).toMatchObject({ errorType: 'InvalidRequestFormat' })
  }
  expect((await a.register('null')).status).toBe(200)
})

test('EX-05 an event that does not exist is refused', async () => {
  const { a } = await launched()
  expectForbidden(await a.register('{"events":["FOO"]}'), 'Extension.InvalidEventType', 'FOO: ErrorInvalidEventType')
})

test('EX-06 an internal extension may not subscribe to SHUTDOWN', async () => {
  const play = await stage([])
  void play.call()
  const x = await play.extension('x')
  expectForbidden(
    await x.register(),
    'Extension.InvalidEventType',
    'SHUTDOWN: ShutdownEventNotSupportedForInternalExtension',
  )
})

test('EX-07 an external extension registers once', async () => {
  const { a } = await launched()
  await a.register()
  expectForbidden(
    await a.register(),
    'Extension.InvalidExtensionState',
    'State transition from Registered to Registered failed for extension a. Error: State transition is not allowed',
  )
})

test('EX-08 the name of an internal extension is taken once', async () => {
  const play = await stage([])
  void play.call()
  const x = await play.extension('x')
  expect((await x.register('{"events":["INVOKE"]}')).status).toBe(200)
  expectForbidden(
    await x.register('{"events":["INVOKE"]}'),
    'Extension.InvalidExtensionState',
    'Extension with this name already registered',
  )
})

test('EX-09 registration closes with the first next of the runtime', async () => {
  const play = await stage([])
  void play.call()
  const runtime = await play.runtime()
  await runtime.next()
  const y = await play.extension('y')
  expectForbidden(await y.register('{}'), 'Extension.RegistrationClosed', 'Extension registration closed already')
})

test('EX-10 ten extensions are the most', async () => {
  const play = await stage([])
  void play.call()
  const x = await play.extension('x')
  for (let number = 1; number <= 10; number += 1)
    expect((await new ExtensionByHand(x.connection, `x${number}`).register('{}')).status).toBe(200)
  expectForbidden(
    await new ExtensionByHand(x.connection, 'x11').register('{}'),
    'Extension.TooManyExtensions',
    'Extension limit (10) reached',
  )
})

test('EX-10 an eleventh file fails to launch, and Init with it', async () => {
  const names = Array.from({ length: 11 }, (_, index) => `x${index + 1}`)
  const play = await stage(names)
  expectFailed(await play.call(), 'Extension.LaunchError', 'TooManyExtensions')
})

test('EX-11 no events, and events of null, are a registration', async () => {
  const play = await stage([])
  void play.call()
  const x = await play.extension('x')
  expect((await x.register('{"events":null}')).status).toBe(200)
  expect((await new ExtensionByHand(x.connection, 'y').register('{}')).status).toBe(200)
})

test.each([
  [
    'EX-12 without an identifier',
    '',
    'Extension.MissingExtensionIdentifier',
    'Missing Lambda-Extension-Identifier header',
  ],
  [
    'EX-13 with one of another form',
    'abc',
    'Extension.InvalidExtensionIdentifier',
    'Invalid Lambda-Extension-Identifier',
  ],
  ['EX-14 with one that nobody has', nobody, 'Extension.UnknownExtensionIdentifier', `Unknown extension ${nobody}`],
])('%s nothing can be asked', async (_, identifier, errorType, message) => {
  const { a } = await launched()
  a.identifier = identifier
  expectForbidden(await a.poll(), errorType, message)
})

test('EX-15 an invocation is told with the request id and the deadline that the runtime has, and without the payload', async () => {
  const { a, play } = await launched()
  await a.register()
  const polled = a.poll()
  const runtime = await play.runtime()
  const event = await runtime.next()
  const answer = await polled
  expect(answer.status).toBe(200)
  expect(answer.head('Content-Type')).toBe('application/json')
  expect(answer.head('Lambda-Extension-Event-Identifier')).toMatch(uuid)
  expect(answer.body.toString().trim()).toBe(
    JSON.stringify({
      eventType: 'INVOKE',
      deadlineMs: event.deadline,
      requestId: event.requestId,
      invokedFunctionArn: event.answer.head('Lambda-Runtime-Invoked-Function-Arn'),
      tracing: { type: 'X-Amzn-Trace-Id', value: event.answer.head('Lambda-Runtime-Trace-Id') },
    }),
  )
})

test('EX-16 one without INVOKE is not told, and not waited for', async () => {
  const { play, polled } = await idle({}, '{"events":["SHUTDOWN"]}')
  const settled = (await play.entries()).filter(({ event }) => event.type === 'invocation.settled')
  expect(settled).toHaveLength(1)
  await play.stop()
  expect((await polled).eventType).toBe('SHUTDOWN')
})

test('EX-17 a second event/next beside the first is refused', async () => {
  const { a, play } = await launched()
  await a.register()
  a.poll().catch(() => {})
  await play.entriesUntil((all) => all.some(({ event }) => event.type === 'extension.changed' && event.to === 'Ready'))
  const beside = new ExtensionByHand(await RawConnection.open(a.connection.port), 'a')
  beside.identifier = a.identifier
  expectForbidden(
    await beside.poll(),
    'Extension.InvalidExtensionState',
    `State transition from Ready to Ready failed for extension ${a.identifier}. Error: State transition is not allowed`,
  )
})

test('EX-18 the caller has its answer at once, and the next event waits for the extension', async () => {
  const { play, called, a, told, runtime, event } = await running()
  await told
  await runtime.respond(event.requestId, '"done"')
  expect((await called).body.toString()).toBe('"done"')
  const parked = runtime.next()
  const second = play.call('{"second":1}')
  await play.entriesUntil((all) => all.some(({ event: { type } }) => type === 'invocation.runtime-done'))
  const before = (await play.entries()).filter(({ event: { type } }) => type === 'invocation.dispatched')
  expect(before).toHaveLength(1)
  const toldAgain = a.next()
  const { requestId, body } = await parked
  expect(body).toBe('{"second":1}')
  expect((await toldAgain).requestId).toBe(requestId)
  await runtime.respond(requestId, '"again"')
  expect((await second).body.toString()).toBe('"again"')
})

test('EX-19 one that never asks again times out an invocation that was answered, and the next begins anew', async () => {
  const { play, called, a, told, runtime, event } = await running({ timeout: 3 })
  await told
  await runtime.respond(event.requestId, '"kept"')
  runtime.poll().catch(() => {})
  expect((await called).body.toString()).toBe('"kept"')
  await play.entriesUntil((all) => all.some(({ event: { type } }) => type === 'invocation.settled'))
  const { shutdownReason } = await a.next()
  expect(shutdownReason).toBe('timeout')
  await play.exits('a', 0)
  void play.call()
  const again = await play.extension('a', 2)
  expect((await again.register()).status).toBe(200)
  const inits = (await play.entries()).filter(({ event: { type } }) => type === 'environment.init-started')
  expect(inits.map(({ event }) => event)).toMatchObject([{ phase: 'init' }, { phase: 'invoke' }])
})

test('EX-20 a stop is told with its reason and its deadline', async () => {
  const { play, polled } = await idle()
  const before = Date.now()
  const stopped = play.stop()
  const event = await polled
  expect(event).toEqual({ eventType: 'SHUTDOWN', deadlineMs: event.deadlineMs, shutdownReason: 'spindown' })
  expect(event.deadlineMs - before).toBeGreaterThan(1500)
  expect(event.deadlineMs - before).toBeLessThan(2600)
  await play.exits('a', 0)
  await stopped
})

test('EX-21 a runtime that crashes is told as a failure', async () => {
  const { play, a, told, called } = await running()
  await told
  await play.exits('runtime', 1)
  expectFailed(await called, 'Runtime.ExitError', 'Runtime exited with error: exit status 1')
  expect((await a.next()).shutdownReason).toBe('failure')
})

test('EX-22 an error needs its type', async () => {
  const { a } = await launched()
  await a.register()
  expectForbidden(await a.report('init'), 'Extension.MissingHeader', 'Lambda-Extension-Function-Error-Type not found')
})

test('EX-23 init/error and an exit fail Init, and the caller after the retry', async () => {
  const { play, a, called } = await launched()
  await a.register()
  expectOk(await a.report('init', 'A.NoConfig'))
  await play.exits('a', 0)
  const again = await play.extension('a', 2)
  await again.register()
  expectOk(await again.report('init', 'A.NoConfig'))
  await play.exits('a', 0)
  expectFailed(await called, 'Extension.InitError', 'exit code 0')
})

test('EX-24 exit/error and an exit fail the invocation with its status', async () => {
  const { play, a, told, called } = await running()
  await told
  expectOk(await a.report('exit', 'A.Broken'))
  await play.exits('a', 1)
  expectFailed(await called, 'Extension.ExitError', 'exit status 1')
})

test('EX-25 the runtime is not started as long as one has not registered', async () => {
  const { play, a } = await launched()
  const { pid } = await play.started('a')
  expect(alive(pid)).toBe(true)
  await play.entriesUntil((all) => all.some(({ event: { type } }) => type === 'process.started'))
  expect(await exists(`${play.beside}.runtime`)).toBe(false)
  await a.register()
  expect((await play.started('runtime')).pid).toBeGreaterThan(0)
})

test('EX-26 one that exits before its first next fails Init, and the caller after the retry', async () => {
  const { play, a, called } = await launched()
  await a.register()
  await play.exits('a', 0)
  await play.extension('a', 2)
  await play.exits('a', 0)
  expectFailed(await called, 'Extension.Crash', 'exit code 0')
})

test('EX-27 after exit/error nothing can be asked', async () => {
  const { a, told } = await running()
  await told
  expectOk(await a.report('exit', 'A.Broken'))
  expectForbidden(
    await a.poll(),
    'Extension.InvalidExtensionState',
    `State transition from ExitError to Ready failed for extension ${a.identifier}. Error: State transition is not allowed`,
  )
})

test('one that exits while idle fails the next invocation at once, and the one after begins anew', async () => {
  const { play } = await idle()
  await play.exits('a', 3)
  await play.entriesUntil((all) =>
    all.some(({ event }) => event.type === 'environment.changed' && event.to === 'crashed'),
  )
  expectFailed(await play.call(), 'Extension.Crash', 'exit status 3')
  void play.call()
  expect((await (await play.extension('a', 2)).register()).status).toBe(200)
})

test('LC-11 with an internal extension the runtime gets SIGTERM, and SIGKILL half a second later', async () => {
  const play = await stage([])
  void play.call()
  const x = await play.extension('x')
  await x.register('{"events":["INVOKE"]}')
  x.poll().catch(() => {})
  const { pid } = await play.started('runtime')
  const before = performance.now()
  await play.stop()
  expect(performance.now() - before).toBeGreaterThan(450)
  expect(await exists(`${play.beside}.runtime.signals`)).toBe(true)
  expect(alive(pid)).toBe(false)
})

test('a next that waits stays open until its runtime is gone: who loses it may end before it hears SIGTERM', async () => {
  const play = await stage([])
  void play.call()
  const x = await play.extension('x')
  await x.register('{"events":[]}')
  x.poll().catch(() => {})
  const runtime = await play.runtime()
  const { requestId } = await runtime.next()
  await runtime.respond(requestId)
  const { pid } = await play.started('runtime')
  let wasAlive: boolean | undefined
  const ended = runtime.poll().catch(() => (wasAlive = alive(pid)))
  await play.entriesUntil((all) => all.some(({ event: { type } }) => type === 'invocation.settled'))
  const stopped = play.stop()
  await linesOf(`${play.beside}.runtime.signals`, 1)
  expect(wasAlive).toBeUndefined()
  await play.exits('runtime', 0)
  await Promise.all([stopped, ended])
  expect(wasAlive).toBe(false)
})

test('LC-13 with an external one the runtime goes first, the extension is told then, and all is over in two seconds', async () => {
  const { play, polled } = await idle()
  const [runtime, a] = [await play.started('runtime'), await play.started('a')]
  const before = performance.now()
  const stopped = play.stop()
  await polled
  expect(performance.now() - before).toBeGreaterThan(250)
  expect(alive(runtime.pid)).toBe(false)
  expect(await exists(`${play.beside}.runtime.signals`)).toBe(true)
  expect(alive(a.pid)).toBe(true)
  await stopped
  expect(performance.now() - before).toBeLessThan(4000)
  await gone(a.pid)
  expect(await exists(`${play.beside}.a.signals`)).toBe(false)
})

test('LC-14 one that does not subscribe to SHUTDOWN is killed without a word', async () => {
  const { play } = await idle({}, '{"events":["INVOKE"]}')
  const { pid } = await play.started('a')
  await play.stop()
  expect(alive(pid)).toBe(false)
  expect(await exists(`${play.beside}.a.signals`)).toBe(false)
})
