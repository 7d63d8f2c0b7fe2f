// What is left behind: nothing after a clean end, and nothing after the next start where the server was killed.
import { mkdtemp, readdir, readFile, realpath, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { entrySchema } from '@playground/protocol'
import * as v from 'valibot'
import { expect, onTestFinished, test } from 'vitest'
import { mounts } from './mounts.fixture.ts'
import { invoke, linesOf, startPlayground, writeFunction } from './playground.fixture.ts'
import { alive, gone } from './processes.fixture.ts'
import { startServerProcess } from './server-process.fixture.ts'
import { node, shell, writtenBy } from './scripted.fixture.ts'

/** A runtime with a child in its group and one that left it, both deaf to SIGTERM; its pids are written down. */
const family = node(`const { spawn } = require('node:child_process')
const deaf = ['-e', 'process.on("SIGTERM", () => {}); process.on("SIGHUP", () => {}); console.log("up"); setInterval(() => {}, 1000)']
for (const detached of [false, true]) {
  const child = spawn(process.execPath, deaf, { detached, stdio: ['ignore', 'pipe', 'inherit'] })
  await new Promise((up) => child.stdout.once('data', up))
  write(String(child.pid))
}
process.on('SIGTERM', () => {})
write(String(process.pid))
const { id, body } = await next()
await post('invocation/' + id + '/response', body)
setInterval(() => {}, 1000)
await next().catch(() => {})`)

async function folderWith(functions: Record<string, Parameters<typeof writeFunction>[1]>) {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'playground-')))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  for (const [name, files] of Object.entries(functions)) await writeFunction(join(folder, name), files)
  const names = Object.keys(functions)
  return { dataFolder: join(folder, 'data'), folders: names.map((name) => join(folder, name)) }
}

test('a server that is killed leaves its runtimes, which the next start sweeps; its journal opens read-only', async () => {
  const options = await folderWith({ family })
  const server = await startServerProcess(options)
  onTestFinished(() => void server.kill('SIGKILL'))
  const answer = await invoke(server.port, 'family', '{"kept":true}')
  expect(answer.body.toString()).toBe('{"kept":true}')
  const epoch = ((await (await fetch(`http://127.0.0.1:${server.port}/api/sessions`)).json()) as { current: string })
    .current
  const pids = (await linesOf(writtenBy(options.folders[0]!), 3)).map(Number)
  await server.kill('SIGKILL')
  expect(pids.map(alive)).toEqual([true, true, true])

  const playground = await startPlayground({ serve: options })
  onTestFinished(playground.close)
  expect(pids.map(alive)).toEqual([false, false, false])

  const { current, sessions } = (await (await fetch(`${playground.address}/api/sessions`)).json()) as {
    current: string
    sessions: { epoch: string }[]
  }
  expect(current).not.toBe(epoch)
  expect(sessions.map((session) => session.epoch)).toContain(epoch)
  const text = await (await fetch(`${playground.address}/api/journal?session=${epoch}&limit=10000`)).text()
  const entries = text
    .trimEnd()
    .split('\n')
    .map((line) => v.parse(entrySchema, JSON.parse(line)))
  expect(entries.map(({ seq }) => seq)).toEqual(entries.map((_, index) => index + 1))
  expect(entries.map(({ event }) => event.type)).toContain('invocation.received')
})

test('a server that is told to stop ends every process, and exits with 0', async () => {
  const options = await folderWith({
    family,
    rests: shell('trap \'\' TERM; echo $$ >> "$BESIDE"; while :; do sleep 1; done'),
  })
  const server = await startServerProcess(options)
  onTestFinished(() => void server.kill('SIGKILL'))
  await invoke(server.port, 'family')
  const unanswered = invoke(server.port, 'rests')
  unanswered.catch(() => {})
  const pids = (
    await Promise.all([linesOf(writtenBy(options.folders[0]!), 3), linesOf(writtenBy(options.folders[1]!), 1)])
  )
    .flat()
    .map(Number)
  expect(pids.filter(alive)).toHaveLength(4)
  expect(await server.kill('SIGTERM')).toEqual([0, null])
  expect(pids.filter(alive)).toEqual([])
  // The invocation that was under way was told.
  const answer = await unanswered
  expect([answer.status, answer.head('x-amzn-ErrorType')]).toEqual([500, 'ServiceException'])
})

test('a process that a reset leaves behind is ended with it', async () => {
  const options = await folderWith({
    forks: shell('( trap "" TERM; exec sleep 1000 ) & echo $! >> "$BESIDE"; echo $$ >> "$BESIDE"; exit 3'),
  })
  const playground = await startPlayground({ serve: options })
  onTestFinished(playground.close)
  await playground.invoke('forks')
  const pids = (await linesOf(writtenBy(options.folders[0]!), 4)).map(Number)
  for (const pid of pids) await gone(pid)
})

test('one server per data directory; another is told which option to use', async () => {
  const playground = await startPlayground()
  onTestFinished(playground.close)
  const second = startPlayground({ serve: { dataFolder: playground.dataFolder } })
  await expect(second).rejects.toThrow(/--data-dir/)
})

test.each(mounts)('the end of a session is its last entry, also with a poll still parked ($mount)', async ({ sit }) => {
  const seat = await sit()
  const runtime = await seat.warm()
  const polls = [runtime, await seat.connect()].map((one) => one.poll().catch(() => 'ended'))
  await seat.playground.entriesUntil(
    (entries) =>
      entries.filter(({ event }) => event.type === 'exchange.opened' && event.endpoint === 'next').length === 3,
  )
  await seat.playground.stop()
  expect(await Promise.all(polls)).toEqual(['ended', 'ended'])
  const sessions = join(seat.playground.dataFolder, 'sessions')
  const segment = (await readdir(sessions, { recursive: true })).find((name) => name.endsWith('.ndjson'))
  const types = (await readFile(join(sessions, segment!), 'utf8'))
    .trimEnd()
    .split('\n')
    .map((line) => v.parse(entrySchema, JSON.parse(line)).event.type)
  expect(types.filter((type) => type === 'exchange.closed')).toHaveLength(2)
  expect(types.at(-1)).toBe('session.ended')
})

test('what is kept is readable by its owner alone', async () => {
  const playground = await startPlayground({ functions: { echo: node('await echo()') } })
  onTestFinished(playground.close)
  await playground.invoke('echo', JSON.stringify('x'.repeat(20_000)))
  const files = await readdir(playground.dataFolder, { recursive: true, withFileTypes: true })
  const open: string[] = []
  for (const file of files) {
    if (file.isSymbolicLink()) continue
    const path = join(file.parentPath, file.name)
    if (((await stat(path)).mode & 0o077) !== 0) open.push(path)
  }
  expect(open).toEqual([])
  expect(files.length).toBeGreaterThan(3)
})
