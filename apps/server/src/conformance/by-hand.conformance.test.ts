// What a person does to environments, as real processes feel it.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Entry, EventOf, EventType } from '@playground/protocol'
import { expect, onTestFinished, test } from 'vitest'
import { linesOf, soon, startPlayground, type FunctionFiles } from './playground.fixture.ts'
import { alive, gone } from './processes.fixture.ts'
import { node, shell, writtenBy } from './scripted.fixture.ts'

/** Echoes; an event of `"slow"` is answered after 400 ms of its own time. */
const echo = node(`write(String(process.pid))
for (;;) {
  const { id, body } = await next()
  if (body.includes('slow')) for (let step = 0; step < 20; step += 1) await new Promise((on) => setTimeout(on, 20))
  await post('invocation/' + id + '/response', body)
}`)

async function open(files: FunctionFiles = echo) {
  const playground = await startPlayground({ functions: { life: files } })
  onTestFinished(playground.close)
  const folder = playground.functionFolder('life')
  const act = async (action: string, name = 'life/1') => {
    const response = await fetch(`${playground.address}/api/environments/${encodeURIComponent(name)}/actions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ action }),
    })
    const { error } = (await response.json()) as { error?: { code: string } }
    return [response.status, error?.code]
  }
  return {
    ...playground,
    folder,
    act,
    call: (payload = '{}') => playground.invoke('life', payload),
    pids: async (count: number) => (await linesOf(writtenBy(folder), count)).map(Number),
    until: (type: EventType, times = 1) =>
      playground.entriesUntil((entries) => eventsOf(entries, type).length >= times),
  }
}

function eventsOf<T extends EventType>(entries: Entry[], type: T): EventOf<T>[] {
  return entries.map(({ event }) => event).filter((event): event is EventOf<T> => event.type === type)
}

const stateOf = (pid: number) => /\) (\S)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'))![1]!

async function inState(pid: number, state: string): Promise<void> {
  while (!stateOf(pid).includes(state)) await soon()
}

/** Its processes rest: it was called once. */
async function rested(files?: FunctionFiles) {
  const one = await open(files)
  await one.call()
  await one.until('invocation.settled')
  return one
}

test('a kill while it rests is a crash that the next invocation is told of', async () => {
  const one = await rested()
  const [pid] = await one.pids(1)
  expect(await one.act('kill')).toEqual([202, undefined])
  await gone(pid!)
  await one.entriesUntil((all) => eventsOf(all, 'environment.changed').some(({ to }) => to === 'crashed'))
  expect((await one.call()).body.toString()).toContain('signal: killed')
  expect((await one.call('"well"')).body.toString()).toBe('"well"')
  const entries = await one.entries()
  expect(eventsOf(entries, 'process.signalled')[0]).toMatchObject({ signal: 'SIGKILL', reason: 'killed by hand' })
  expect(eventsOf(entries, 'process.exited')[0]).toMatchObject({ signal: 'SIGKILL' })
})

test('a kill in an invocation fails it at once; what the runtime forked in its group goes with it', async () => {
  const one = await open(
    shell(
      'sleep 1000 & echo $! >> "$BESIDE"; curl -s "http://$AWS_LAMBDA_RUNTIME_API/2018-06-01/runtime/invocation/next" >/dev/null; echo $$ >> "$BESIDE"; sleep 1000',
    ),
  )
  const answer = one.call()
  const pids = await one.pids(2)
  await one.act('kill')
  expect((await answer).body.toString()).toContain('signal: killed')
  for (const pid of pids) await gone(pid)
})

test('frozen in an invocation it does nothing, and goes on where it was', async () => {
  const one = await rested()
  const [pid] = await one.pids(1)
  const slow = one.call('"slow"')
  await one.until('invocation.dispatched', 2)
  expect(await one.act('freeze')).toEqual([202, undefined])
  await inState(pid!, 'T')
  expect(await one.act('freeze')).toEqual([409, 'frozen'])
  expect(await one.act('restart')).toEqual([409, 'busy'])
  expect(await one.act('thaw')).toEqual([202, undefined])
  expect((await slow).body.toString()).toBe('"slow"')
  const entries = await one.until('invocation.settled', 2)
  const asked = eventsOf(entries, 'environment.asked').map(({ action }) => action)
  expect(asked).toEqual(['freeze', 'thaw'])
  // It is sampled on after the thaw.
  const thawed = entries.findLast(({ event }) => event.type === 'environment.asked')!.seq
  expect(entries.filter(({ seq }) => seq > thawed).map(({ event }) => event.type)).toContain('process.sampled')
})

test('frozen in an invocation its deadline passes all the same', async () => {
  const one = await rested({ ...echo, 'function.json': '{"timeout":1}' })
  const [pid] = await one.pids(1)
  const slow = one.call('"slow"')
  await one.until('invocation.dispatched', 2)
  await one.act('freeze')
  expect((await slow).head('X-Amz-Function-Error')).toBe('Unhandled')
  await gone(pid!)
})

test('thawed by hand while it rests it stays awake, and the next event finds it so', async () => {
  const one = await rested()
  const [pid] = await one.pids(1)
  await one.until('environment.frozen')
  await inState(pid!, 'T')
  expect(await one.act('thaw')).toEqual([202, undefined])
  await inState(pid!, 'S')
  expect(await one.act('thaw')).toEqual([409, 'not-frozen'])
  expect(await one.act('freeze')).toEqual([202, undefined])
  await inState(pid!, 'T')
  expect((await one.call('1')).body.toString()).toBe('1')
})

test('a restart runs Init again in new processes, for nobody', async () => {
  const one = await rested()
  const [first] = await one.pids(1)
  expect(await one.act('restart')).toEqual([202, undefined])
  const [, second] = await one.pids(2)
  await gone(first!)
  await one.until('environment.init-ended', 2)
  expect(alive(second!)).toBe(true)
  expect((await one.call('2')).body.toString()).toBe('2')
  const entries = await one.until('invocation.settled', 2)
  expect(eventsOf(entries, 'invocation.dispatched').map(({ cold }) => cold)).toEqual([true, false])
  expect(eventsOf(entries, 'environment.created')).toHaveLength(1)
})

test('a shutdown gives extensions their event and their time', async () => {
  const extension = `#!${process.execPath}
const { appendFileSync } = require('node:fs')
const base = 'http://' + process.env.AWS_LAMBDA_RUNTIME_API + '/2020-01-01/extension'
;(async () => {
  const registered = await fetch(base + '/register', {
    method: 'POST', headers: { 'Lambda-Extension-Name': 'told' }, body: '{"events":["SHUTDOWN"]}',
  })
  const id = registered.headers.get('lambda-extension-identifier')
  const event = await (await fetch(base + '/event/next', { headers: { 'Lambda-Extension-Identifier': id } })).json()
  appendFileSync(require('node:path').dirname(__dirname) + '.written', event.eventType + ' ' + event.shutdownReason + '\\n')
})()`
  const one = await rested({ ...echo, 'extensions/told': { text: extension, mode: 0o755 } })
  const [pid] = await one.pids(1)
  expect(await one.act('shut-down')).toEqual([202, undefined])
  expect((await linesOf(writtenBy(one.folder), 2))[1]).toBe('SHUTDOWN spindown')
  await gone(pid!)
  await one.entriesUntil((all) => eventsOf(all, 'environment.changed').some(({ to }) => to === 'gone'))
  expect(await one.act('kill')).toEqual([404, 'no-such-environment'])
})

test('the processes of an environment are listed as they change, and none are left at its end', async () => {
  const one = await open(
    node(`const { spawn } = require('node:child_process')
for (;;) {
  const { id } = await next()
  const child = spawn('sleep', ['987'], { stdio: 'ignore' })
  await new Promise((on) => setTimeout(on, 300))
  await post('invocation/' + id + '/response', '1')
}`),
  )
  await one.call()
  await one.until('environment.frozen')
  await one.act('shut-down')
  const entries = await one.entriesUntil((all) => eventsOf(all, 'environment.changed').some(({ to }) => to === 'gone'))
  const listed = eventsOf(entries, 'process.listed')
  const [runtime, child] = listed.at(-2)!.processes
  expect(runtime!.command).toContain(join(one.folder, 'bootstrap'))
  expect(child).toMatchObject({ command: 'sleep 987', parent: runtime!.pid })
  expect(listed.at(-1)).toMatchObject({ processes: [], leftOut: 0 })
  // A listing is new each time: of other processes, or of one that became another program, or was stopped.
  const told = listed.map(({ processes }) =>
    processes.map(({ pid, command, state }) => `${pid} ${command} ${state}`).join(),
  )
  for (const [at, one] of told.entries()) expect(one).not.toBe(told[at - 1])
})
