// Conformance of what happens between invocations, with real processes: freeze and thaw, SnapStart's snapshot and restore.
import type { Entry, EventOf, EventType } from '@playground/protocol'
import { expect, onTestFinished, test } from 'vitest'
import { statOf } from '../process/proc.ts'
import { stage } from './extension-by-hand.fixture.ts'
import { linesOf, passed, startPlayground, type FunctionFiles } from './playground.fixture.ts'
import { ask } from './raw-http.fixture.ts'
import { expectOk } from './runtime-by-hand.fixture.ts'
import { node, writtenBy } from './scripted.fixture.ts'

const snapStart = { snapStart: true }

async function open(files: FunctionFiles) {
  const playground = await startPlayground({ functions: { rests: files } })
  onTestFinished(playground.close)
  return {
    ...playground,
    written: writtenBy(playground.functionFolder('rests')),
    call: (payload = '{}') => playground.invoke('rests', payload),
    until: (type: EventType, times = 1) => playground.entriesUntil((all) => eventsOf(all, type).length >= times),
  }
}

function eventsOf<T extends EventType>(entries: Entry[], type: T): EventOf<T>[] {
  return entries.map(({ event }) => event).filter((event): event is EventOf<T> => event.type === type)
}

const timerMs = 1500
/** Sets a timer, writes when it was set, and, once it fires, how many milliseconds after. */
const setsTimer = `const set = Date.now()
write(String(set))
setTimeout(() => write('fired ' + (Date.now() - set)), ${timerMs})`

test('a timer that falls due in a freeze fires at the thaw, late', async () => {
  const play = await open(
    node(`const { id } = await next()
${setsTimer}
await post('invocation/' + id + '/response', '1')
await echo()`),
  )
  await play.call()
  const [set] = (await linesOf(play.written, 1)).map(Number)
  await play.until('environment.frozen')
  await passed(set! + timerMs + 500)
  expect(await linesOf(play.written, 1)).toHaveLength(1)
  expect((await play.call('"awake"')).body.toString()).toBe('"awake"')
  const fired = (await linesOf(play.written, 2))[1]!
  expect(Number(fired.split(' ')[1])).toBeGreaterThanOrEqual(timerMs + 490)
  const entries = await play.until('environment.frozen', 2)
  expect(eventsOf(entries, 'environment.thawed').map(({ reason }) => reason)).toEqual(['event'])
})

test('without a freeze it fires when it is due, though nobody is served', async () => {
  const play = await open(
    node(
      `const { id } = await next()
${setsTimer}
await post('invocation/' + id + '/response', '1')
await echo()`,
      { settings: { freeze: false } },
    ),
  )
  await play.call()
  const fired = (await linesOf(play.written, 2))[1]!
  expect(fired).toMatch(/^fired \d+$/)
  expect(eventsOf(await play.entries(), 'environment.frozen')).toEqual([])
})

test('extensions are frozen and let go on with the runtime', async () => {
  const play = await stage(['a'], { freeze: true })
  const called = play.call()
  const a = await play.extension('a')
  await a.register()
  const told = a.next()
  const runtime = await play.runtime()
  const { requestId } = await runtime.next()
  await told
  await runtime.respond(requestId)
  await called
  const parked = runtime.poll()
  const polled = a.next()
  const pids = [(await play.started('runtime')).pid, (await play.started('a')).pid]
  await play.entriesUntil((all) => eventsOf(all, 'environment.frozen').length === 1)
  expect(pids.map((pid) => statOf(pid)?.stopped)).toEqual([true, true])
  void play.call('{"second":1}')
  expect((await parked).body.toString()).toBe('{"second":1}')
  expect((await polled).eventType).toBe('INVOKE')
  expect(pids.map((pid) => statOf(pid)?.stopped)).toEqual([false, false])
})

test('SnapStart stops everything after Init, and a timer that was set before fires late', async () => {
  const play = await open(
    node(
      `${setsTimer}
write([process.env.AWS_LAMBDA_INITIALIZATION_TYPE, process.env.AWS_ACCESS_KEY_ID, process.env.AWS_SECRET_ACCESS_KEY].join(' '))
const restored = await fetch(base + '/restore/next')
write('restored ' + restored.status)
await echo()`,
      { settings: snapStart },
    ),
  )
  const [set, kind] = await linesOf(play.written, 2)
  expect(kind).toBe('snap-start  ')
  // Init is done before anybody calls.
  const before = await play.until('environment.frozen')
  expect(eventsOf(before, 'invocation.received')).toEqual([])
  expect(eventsOf(before, 'environment.changed').at(-1)).toMatchObject({ to: 'snapshot', reason: 'restore/next' })
  await passed(Number(set) + timerMs + 500)
  expect(await linesOf(play.written, 2)).toHaveLength(2)

  const answer = await play.invoke('rests', '"after"', { 'X-Amz-Log-Type': 'Tail' })
  expect(answer.body.toString()).toBe('"after"')
  const written = await linesOf(play.written, 4)
  const fired = written.find((line) => line.startsWith('fired'))
  expect(Number(fired?.split(' ')[1])).toBeGreaterThanOrEqual(timerMs + 490)
  expect(written).toContain('restored 200')
  const log = eventsOf(await play.until('invocation.settled'), 'telemetry.emitted').map(({ line }) => line)
  expect(log.map((line) => line.split(' ')[0])).toEqual([
    'INIT_START',
    'INIT_REPORT',
    'RESTORE_START',
    'RESTORE_REPORT',
    'START',
    'END',
    'REPORT',
  ])
  expect(log[1]).toMatch(/^INIT_REPORT Init Duration: \d+\.\d\d ms$/)
  expect(log[3]).toMatch(/^RESTORE_REPORT Restore Duration: \d+\.\d\d ms/)
  expect(log[6]).toMatch(/\tRestore Duration: \d+\.\d\d ms\tBilled Restore Duration: \d+ ms\t/)
  expect(log[6]).not.toContain('Init Duration')
})

test('LC-20 restore/next waits in the snapshot, and is answered with 200 and nothing', async () => {
  const play = await stage([], snapStart)
  const runtime = await play.runtime()
  const restored = runtime.ask('GET', '/2018-06-01/runtime/restore/next')
  await play.entriesUntil((all) => eventsOf(all, 'environment.frozen').length === 1)
  expect(runtime.connection.received).toBe(0)
  const { pid } = await play.started('runtime')
  expect(statOf(pid)?.stopped).toBe(true)
  const called = play.call('{"n":1}')
  const answer = await restored
  expect([answer.status, answer.body.toString()]).toEqual([200, ''])
  for (const name of ['Lambda-Runtime-Aws-Request-Id', 'Lambda-Runtime-Deadline-Ms', 'Lambda-Runtime-Trace-Id'])
    expect(answer.head(name)).toBeUndefined()
  expect(statOf(pid)?.stopped).toBe(false)
  const event = await runtime.next()
  expect(event.body).toBe('{"n":1}')
  expectOk(await runtime.respond(event.requestId, '"restored"'))
  expect((await called).body.toString()).toBe('"restored"')
})

test('a runtime that asks for its event at once has no part in the restore', async () => {
  const play = await open(node('await echo()', { settings: snapStart }))
  await play.until('environment.frozen')
  expect((await play.call('"plain"')).body.toString()).toBe('"plain"')
  expect(eventsOf(await play.entries(), 'environment.restore-started')).toEqual([])
})

test('LC-21 what restore/error says reaches the caller, and the next invocation begins with Init', async () => {
  const body = '{"errorMessage":"no luck","errorType":"Runtime.AfterRestoreError"}'
  const play = await open(
    node(
      `write('started')
await fetch(base + '/restore/next')
if (written().length > 1) return echo()
const told = await post('restore/error', ${JSON.stringify(body)}, { 'Lambda-Runtime-Function-Error-Type': 'Runtime.AfterRestoreError' })
write('told ' + told.status)
process.exit(64)`,
      { settings: snapStart },
    ),
  )
  await play.until('environment.frozen')
  const answer = await play.call()
  expect([answer.status, answer.head('X-Amz-Function-Error')]).toEqual([200, 'Unhandled'])
  expect(answer.body.toString()).toBe(body)
  const ended = eventsOf(await play.until('environment.restore-ended'), 'environment.restore-ended')
  expect(ended).toMatchObject([{ status: 'error', errorType: 'Runtime.AfterRestoreError' }])
  expect((await play.call('"again"')).body.toString()).toBe('"again"')
  const inits = eventsOf(await play.entries(), 'environment.init-started')
  expect(inits.map(({ phase, initializationType }) => [phase, initializationType])).toEqual([
    ['init', 'snap-start'],
    ['invoke', 'snap-start'],
  ])
})

test('LC-22 credentials are given for the token of the environment, and for no other', async () => {
  const play = await open(
    node(
      `write(process.env.AWS_CONTAINER_CREDENTIALS_FULL_URI)
write(process.env.AWS_CONTAINER_AUTHORIZATION_TOKEN)
await fetch(base + '/restore/next')
await echo()`,
      { settings: snapStart },
    ),
  )
  const [uri = '', token = ''] = await linesOf(play.written, 2)
  expect(uri).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/2021-04-23\/credentials$/)
  const port = Number(new URL(uri).port)
  const get = (heads: Record<string, string>) => ask(port, 'GET', '/2021-04-23/credentials', { heads })
  const given = await get({ Authorization: token })
  expect([given.status, given.head('Content-Type')]).toEqual([200, 'application/json'])
  expect(JSON.parse(given.body.toString())).toEqual({
    AccessKeyId: expect.any(String),
    SecretAccessKey: expect.any(String),
    Token: expect.any(String),
    Expiration: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
  })
  for (const heads of [{ Authorization: 'another' }, {}] as Record<string, string>[]) {
    const refused = await get(heads)
    expect([refused.status, refused.head('Content-Type')]).toEqual([404, 'text/plain; charset=utf-8'])
    expect(refused.body.toString()).toBe('cannot get credentials for the provided token\n')
  }
})

test('without SnapStart there is neither a restore nor credentials to ask for', async () => {
  const play = await stage([])
  void play.call()
  const runtime = await play.runtime()
  for (const [method, path] of [
    ['GET', '/2018-06-01/runtime/restore/next'],
    ['POST', '/2018-06-01/runtime/restore/error'],
    ['GET', '/2021-04-23/credentials'],
  ] as const)
    expect((await runtime.ask(method, path)).status, path).toBe(404)
})
