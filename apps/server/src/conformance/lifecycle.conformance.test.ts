// Conformance of the lifecycle: every way in which a runtime can end, and what its callers are told.
import type { Entry, EventOf, EventType } from '@playground/protocol'
import { expect, onTestFinished, test } from 'vitest'
import { linesOf, startPlayground, type FunctionFiles } from './playground.fixture.ts'
import { alive, gone } from './processes.fixture.ts'
import type { RawAnswer } from './raw-http.fixture.ts'
import { node, shell, writtenBy } from './scripted.fixture.ts'

async function open(files: FunctionFiles) {
  const playground = await startPlayground({ functions: { life: files } })
  onTestFinished(playground.close)
  const written = writtenBy(playground.functionFolder('life'))
  return { ...playground, written, call: (payload = '{}') => playground.invoke('life', payload) }
}

function eventsOf<T extends EventType>(entries: Entry[], type: T): EventOf<T>[] {
  return entries.map(({ event }) => event).filter((event): event is EventOf<T> => event.type === type)
}

function expectFailed(answer: RawAnswer, errorType: string, message: string): void {
  expect([answer.status, answer.head('X-Amz-Function-Error')]).toEqual([200, 'Unhandled'])
  // The order of members is the service's.
  const errorMessage = `RequestId: ${answer.head('x-amzn-RequestId')} Error: ${message}`
  expect(answer.body.toString()).toBe(JSON.stringify({ errorType, errorMessage }))
}

test('LC-01 a process that exits before next fails the invocation with its status', async () => {
  const { call } = await open(shell('exit 1'))
  expectFailed(await call(), 'Runtime.ExitError', 'Runtime exited with error: exit status 1')
})

test('LC-02 one that exits with 0 fails it without a reason', async () => {
  const { call } = await open(shell('exit 0'))
  expectFailed(await call(), 'Runtime.ExitError', 'Runtime exited without providing a reason')
})

test.each([
  ['KILL', 'killed'],
  ['SEGV', 'segmentation fault'],
  ['ABRT', 'aborted'],
])('a process that ends by SIG%s is told apart', async (signal, name) => {
  const { call } = await open(shell(`kill -${signal} $$`))
  expectFailed(await call(), 'Runtime.ExitError', `Runtime exited with error: signal: ${name}`)
})

test('LC-03 a process that exits in the middle of an invocation fails it at once, not at the time-out', async () => {
  const { call } = await open(node('await next(); process.exit(7)', { settings: { timeout: 900 } }))
  expectFailed(await call(), 'Runtime.ExitError', 'Runtime exited with error: exit status 7')
})

test('LC-04 a missing bootstrap is an invalid entrypoint', async () => {
  const { call } = await open({ 'function.json': '{}' })
  const answer = await call()
  expect([answer.status, answer.head('X-Amz-Function-Error')], answer.body.toString()).toEqual([200, 'Unhandled'])
  expect(JSON.parse(answer.body.toString())).toEqual({
    errorType: 'Runtime.InvalidEntrypoint',
    errorMessage: expect.stringMatching(/^RequestId: [0-9a-f-]{36} Error: Couldn't find valid bootstrap\(s\): \[.+\]$/),
  })
})

test.each([
  ['may not be executed', { bootstrap: { text: '#!/bin/sh\n', mode: 0o644 } }, /permission denied$/],
  ['asks for an interpreter that is not there', { bootstrap: '#!/no/such/shell\n' }, /no such file or directory$/],
  ['has no first line that says what it is', { bootstrap: '\u0001\u0002' }, /exec format error$/],
])('LC-04 one that %s is as well', async (_, files, message) => {
  const { call } = await open(files)
  const answer = await call()
  expect(JSON.parse(answer.body.toString())).toEqual({
    errorType: 'Runtime.InvalidEntrypoint',
    errorMessage: expect.stringMatching(message),
  })
})

test('LC-05 LC-06 the time-out is told when it passes; the next invocation gets a fresh process, with Init inside', async () => {
  const play = await open(
    node(
      'write(String(process.pid)); if (written().length > 1) return echo(); await next(); setInterval(() => {}, 1000)',
      {
        settings: { timeout: 1 },
      },
    ),
  )
  const answer = await play.call()
  expectFailed(answer, 'Sandbox.Timedout', 'Task timed out after 1.00 seconds')
  const entries = await play.entriesUntil((all) => eventsOf(all, 'invocation.settled').length === 1)
  const at = (type: EventType) => entries.find(({ event }) => event.type === type)!.at
  const ms = at('invocation.answered') - at('invocation.dispatched')
  expect(ms).toBeGreaterThanOrEqual(999)
  expect(ms).toBeLessThan(1500)
  const [first] = (await linesOf(play.written, 1)).map(Number)
  await gone(first!)

  expect((await play.call('{"second":1}')).body.toString()).toBe('{"second":1}')
  const [, second] = (await linesOf(play.written, 2)).map(Number)
  expect(second).not.toBe(first)
  const inits = eventsOf(await play.entries(), 'environment.init-started')
  expect(inits.map(({ phase }) => phase)).toEqual(['init', 'invoke'])
})

test('LC-07 an answer counts though the process then exits; the next invocation starts it again', async () => {
  const play = await open(
    node(`write('started')
const { id, body } = await next()
await post('invocation/' + id + '/response', body)
process.exit(1)`),
  )
  expect((await play.call('{"n":1}')).body.toString()).toBe('{"n":1}')
  const entries = await play.entriesUntil((all) => eventsOf(all, 'invocation.settled').length === 1)
  expect(eventsOf(entries, 'invocation.answered')[0]?.outcome).toBe('ok')
  expect(eventsOf(entries, 'invocation.settled')[0]?.outcome).toBe('crash')
  expect((await play.call('{"n":2}')).body.toString()).toBe('{"n":2}')
  expect(await linesOf(play.written, 2)).toHaveLength(2)
})

test('LC-08 an init/error that repeats itself in the retry reaches the caller as it is', async () => {
  const body = '{"errorMessage":"no database","errorType":"Custom.Init","extra":[1]}'
  const play = await open(node(`write('tried'); await post('init/error', ${JSON.stringify(body)}); process.exit(1)`))
  const answer = await play.call()
  expect([answer.status, answer.head('X-Amz-Function-Error')]).toEqual([200, 'Unhandled'])
  expect(answer.body.toString()).toBe(body)
  expect(await linesOf(play.written, 2)).toHaveLength(2)
})

test('LC-09 when the retry of Init succeeds the caller sees nothing of the failure', async () => {
  const play = await open(node("write('tried'); if (written().length === 1) process.exit(1); await echo()"))
  const answer = await play.call('{"ok":1}')
  expect([answer.status, answer.head('X-Amz-Function-Error')]).toEqual([200, undefined])
  expect(answer.body.toString()).toBe('{"ok":1}')
})

test('a process that exits while idle fails the next invocation at once, and the one after starts it again', async () => {
  const play = await open(
    node(
      `write('started')
const { id, body } = await next()
await post('invocation/' + id + '/response', body)
if (written().length > 1) return echo()
setTimeout(() => process.exit(9), 50)
await next()`,
      { settings: { freeze: false } },
    ),
  )
  expect((await play.call('1')).body.toString()).toBe('1')
  await play.entriesUntil((all) => eventsOf(all, 'environment.changed').some(({ to }) => to === 'crashed'))
  expectFailed(await play.call('2'), 'Runtime.ExitError', 'Runtime exited with error: exit status 9')
  expect((await play.call('3')).body.toString()).toBe('3')
})

test('LC-12 stopping kills at once, with no SIGTERM before', async () => {
  const play = await open(
    shell(`trap 'echo TERM >> "$BESIDE"' TERM; echo $$ >> "$BESIDE"; while :; do sleep 0.05; done`),
  )
  play.call().catch(() => {})
  const [pid] = (await linesOf(play.written, 1)).map(Number)
  await play.stop()
  expect(alive(pid!)).toBe(false)
  expect(await linesOf(play.written, 1)).toEqual([String(pid)])
})

test('LC-15 a child that ignores signals, and one that left the group, are ended with it', async () => {
  const orphan = `${JSON.stringify(process.execPath)} -e 'process.on("SIGTERM",()=>{});setInterval(()=>{},1000)'`
  const play = await open(
    shell(`trap '' TERM
( trap '' TERM; exec sleep 1000 ) & echo $! >> "$BESIDE"
setsid ${orphan} & echo $! >> "$BESIDE"
echo $$ >> "$BESIDE"
wait`),
  )
  play.call().catch(() => {})
  const pids = (await linesOf(play.written, 3)).map(Number)
  expect(pids.map(alive)).toEqual([true, true, true])
  await play.stop()
  expect(pids.map(alive)).toEqual([false, false, false])
})

test('LC-16 LC-17 the log has START, END and REPORT of each, and Init Duration of the cold one alone', async () => {
  const play = await open(node('await echo()'))
  for (let call = 0; call < 2; call += 1) await play.call()
  const entries = await play.entriesUntil((all) => eventsOf(all, 'invocation.settled').length === 2)
  const lines = eventsOf(entries, 'telemetry.emitted').map(({ line }) => line)
  const words = lines.map((line) => line.split(' ')[0]).join(' ')
  expect(words).toBe('INIT_START START END REPORT START END REPORT')
  const id = '[0-9a-f-]{36}'
  expect(lines[1]).toMatch(new RegExp(`^START RequestId: ${id} Version: \\$LATEST$`))
  expect(lines[2]).toMatch(new RegExp(`^END RequestId: ${id}$`))
  const numbers =
    '\tDuration: ([\\d.]+) ms\tBilled Duration: (\\d+) ms\tMemory Size: 128 MB\tMax Memory Used: \\d+ MB\t'
  const cold = new RegExp(`^REPORT RequestId: ${id}${numbers}Init Duration: (\\d+\\.\\d\\d) ms\t$`).exec(lines[3]!)
  const warm = new RegExp(`^REPORT RequestId: ${id}${numbers}$`).exec(lines[6]!)
  expect(cold, lines[3]).not.toBeNull()
  expect(warm, lines[6]).not.toBeNull()
  expect(Number(cold![2])).toBeGreaterThanOrEqual(Math.ceil(Number(cold![1]) + Number(cold![3]) - 0.02))
  expect(Number(warm![2])).toBeGreaterThanOrEqual(Math.ceil(Number(warm![1]) - 0.01))
  expect(Number(warm![2])).toBeLessThanOrEqual(Math.ceil(Number(warm![1]) + 0.01))
})

test('LC-16 even the first REPORT of a quick runtime says how much memory was used', async () => {
  const playground = await startPlayground()
  onTestFinished(playground.close)
  const answer = await playground.invoke('hello-bash', '{}', { 'X-Amz-Log-Type': 'Tail' })
  const log = Buffer.from(answer.head('X-Amz-Log-Result') ?? '', 'base64').toString()
  expect(log).toMatch(/\nREPORT .*\tMemory Size: 128 MB\tMax Memory Used: [1-9]\d* MB\tInit Duration: .*\t\n/)
})
