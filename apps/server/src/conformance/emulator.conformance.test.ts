// Where Lambda and its official emulator differ, emulator mode does what Lambda does: concurrency, time-outs, Init, extensions, telemetry.
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { EventOf, EventType } from '@playground/protocol'
import { expect, onTestFinished, test } from 'vitest'
import { commandFunction, type CommandInput } from '../emulator/command-function.ts'
import { logTo } from '../emulator/log.ts'
import { freePort } from '../telemetry-api/receivers.fixture.ts'
import { soon, startPlayground, writeFunction, type FunctionFiles } from './playground.fixture.ts'
import { alive } from './processes.fixture.ts'
import { ask, type RawAnswer } from './raw-http.fixture.ts'
import { node } from './scripted.fixture.ts'

type Settings = Partial<CommandInput> & {
  files?: FunctionFiles
  /** Callers wait for their turn. */
  turns?: boolean
  runtimeApiPort?: number
}

const target = '/2015-03-31/functions/function/invocations'
const parsed = ({ body }: RawAnswer) => JSON.parse(body.toString()) as Record<string, unknown>

async function emulator({ files = {}, turns = false, variables = {}, runtimeApiPort = 0, ...input }: Settings) {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'emulator-')))
  await writeFunction(folder, files)
  let out = ''
  const playground = await startPlayground({
    serve: {
      emulator: {
        function: commandFunction({
          words: ['./bootstrap'],
          folder,
          variables: { PATH: process.env['PATH'], FOLDER: folder, ...variables },
          concurrency: 1,
          initCaching: false,
          opt: join(folder, 'opt'),
          ...input,
        }),
        invoke: { host: '127.0.0.1', port: 0 },
        runtimeApi: { host: '127.0.0.1', port: runtimeApiPort },
        turnMs: turns ? 900_000 : undefined,
        log: logTo((text) => (out += text)),
      },
    },
  })
  onTestFinished(async () => {
    await playground.close()
    await rm(folder, { recursive: true, force: true })
  })
  const call = (event: unknown = {}, heads: Record<string, string> = {}) =>
    ask(playground.callersPort, 'POST', target, { heads, body: JSON.stringify(event) })
  const file = (name: string) => join(folder, name)
  return {
    ...playground,
    folder,
    call,
    file,
    out: () => out,
    events: async <T extends EventType>(type: T): Promise<EventOf<T>[]> =>
      (await playground.entries())
        .map(({ event }) => event)
        .filter((event): event is EventOf<T> => event.type === type),
    said: async (text: string) => {
      while (!out.includes(text)) await soon()
      return out
    },
  }
}

/** Answers with its process id and the port of its Runtime API, once a file says that it may. */
const meets = node(`for (;;) {
  const { id, body } = await next()
  console.log('serves ' + body)
  while (body !== '"at once"' && !existsSync(process.env.FOLDER + '/go')) await new Promise((resolve) => setTimeout(resolve, 10))
  await post('invocation/' + id + '/response', JSON.stringify({ pid: process.pid, api: process.env.AWS_LAMBDA_RUNTIME_API }))
}`)

test('with a concurrency of two, two callers have a process each, and a third is told to come back', async () => {
  const play = await emulator({ files: meets, concurrency: 2 })
  const calls = [play.call('one'), play.call('two')]
  await play.said('serves "one"')
  await play.said('serves "two"')
  const third = await play.call('three')
  expect([third.status, third.head('x-amzn-ErrorType')]).toEqual([429, 'TooManyRequestsException'])
  await mkdir(play.file('go'))
  const [one, two] = (await Promise.all(calls)).map(parsed)
  expect(one!['pid']).not.toBe(two!['pid'])
  expect(one!['api']).not.toBe(two!['api'])
  const ports = (await play.events('environment.created')).map(({ port }) => `127.0.0.1:${port}`)
  expect(ports.toSorted()).toEqual([one!['api'], two!['api']].toSorted())
})

test('an environment that was shut down gives the address to the next one', async () => {
  const play = await emulator({ files: meets })
  const first = parsed(await play.call('at once'))
  await play.entriesUntil((all) => all.some(({ event }) => event.type === 'invocation.settled'))
  const shutDown = await ask(play.port, 'POST', `/api/environments/${encodeURIComponent('test_function/1')}/actions`, {
    heads: { 'Content-Type': 'application/json' },
    body: '{"action":"shut-down"}',
  })
  expect(shutDown.status).toBe(202)
  await play.entriesUntil((all) => all.some(({ event }) => event.type === 'environment.changed' && event.to === 'gone'))
  const second = parsed(await play.call('at once'))
  expect(second['pid']).not.toBe(first['pid'])
  expect(second['api']).toBe(first['api'])
})

test('a time-out is an error that says so, and the runtime starts again', async () => {
  const play = await emulator({
    files: node(`for (;;) {
  const { id, body } = await next()
  if (body === '"never"') await new Promise(() => setInterval(() => {}, 1000))
  await post('invocation/' + id + '/response', body)
}`),
    variables: { AWS_LAMBDA_FUNCTION_TIMEOUT: '1' },
    turns: true,
  })
  const answer = await play.call('never')
  const id = answer.head('x-amzn-RequestId')
  expect([answer.status, answer.head('X-Amz-Function-Error')]).toEqual([200, 'Unhandled'])
  expect(parsed(answer)).toEqual({
    errorType: 'Sandbox.Timedout',
    errorMessage: `RequestId: ${id} Error: Task timed out after 1.00 seconds`,
  })
  expect(await play.said(`REPORT RequestId: ${id}`)).toMatch(
    new RegExp(`${id} Task timed out after 1\\.00 seconds\\n\\nEND RequestId: ${id}\\nREPORT .*Status: timeout\\n`),
  )
})

test('an error of Init is the caller’s, also of a runtime that ends with it', async () => {
  const error = '{"errorMessage":"no module","errorType":"Runtime.ImportModuleError"}'
  const play = await emulator({
    files: node(`await post('init/error', ${JSON.stringify(error)}); process.exit(1)`),
  })
  const answer = await play.call()
  expect([answer.status, answer.head('X-Amz-Function-Error'), answer.body.toString()]).toEqual([
    200,
    'Unhandled',
    error,
  ])
})

test.each([
  [
    'a command that is nowhere',
    { words: ['no-such-program', 'x'] },
    'exec: "no-such-program": executable file not found in $PATH',
  ],
  [
    'a file that may not be executed',
    { words: ['./data'], files: { data: 'data' } },
    'fork/exec FOLDER/data: permission denied',
  ],
  [
    'a file that is no program',
    { words: ['./data'], files: { data: { text: 'data', mode: 0o755 } } },
    'fork/exec FOLDER/data: exec format error',
  ],
  ['a folder', { words: ['./opt'], files: { 'opt/x': '' } }, 'fork/exec FOLDER/opt: permission denied'],
])('%s is an invalid entry point', async (_, settings: Settings, message) => {
  const play = await emulator(settings)
  const answer = await play.call()
  expect([answer.status, answer.head('X-Amz-Function-Error')]).toEqual([200, 'Unhandled'])
  expect(parsed(answer)).toMatchObject({
    errorType: 'Runtime.InvalidEntrypoint',
    errorMessage: expect.stringContaining(message.replace('FOLDER', play.folder)),
  })
})

test('a working directory that is not there is told', async () => {
  const play = await emulator({ folder: '/nowhere/at/all' })
  expect(parsed(await play.call())).toMatchObject({ errorType: 'Runtime.InvalidWorkingDir' })
})

test('AWS_LAMBDA_MAX_CONCURRENCY: one process serves several callers at one time', async () => {
  const play = await emulator({
    files: node(`const worker = async () => {
  for (;;) {
    const { id, body } = await next()
    console.log(JSON.stringify({ serves: body }))
    while (!existsSync(process.env.FOLDER + '/go')) await new Promise((resolve) => setTimeout(resolve, 10))
    await post('invocation/' + id + '/response', String(process.pid))
  }
}
await Promise.all(Array.from({ length: Number(process.env.AWS_LAMBDA_MAX_CONCURRENCY) }, worker))`),
    variables: { AWS_LAMBDA_MAX_CONCURRENCY: '2' },
    turns: true,
  })
  const calls = [play.call('one'), play.call('two'), play.call('three')]
  while (play.out().split('serves').length < 3) await soon()
  await mkdir(play.file('go'))
  const answers = await Promise.all(calls)
  expect(new Set(answers.map(({ status, body }) => `${status} ${body.toString()}`)).size).toBe(1)
  expect(answers[0]!.status).toBe(200)
  expect(play.out()).toContain('"type":"platform.start"')
})

test('extensions of /opt are started, and their telemetry is no stub', async () => {
  const extension = `#!${process.execPath}
const { createServer } = require('node:http')
const api = 'http://' + process.env.AWS_LAMBDA_RUNTIME_API
const json = (method, path, body, headers) => fetch(api + path, { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) })
const server = createServer((request, response) => {
  let text = ''
  request.on('data', (piece) => (text += piece)).on('end', () => {
    for (const { type } of JSON.parse(text)) console.log('telemetry ' + type)
    response.end()
  })
}).listen(0, '127.0.0.1', async () => {
  const registered = await json('POST', '/2020-01-01/extension/register', { events: ['INVOKE', 'SHUTDOWN'] }, { 'Lambda-Extension-Name': 'watcher' })
  const heads = { 'Lambda-Extension-Identifier': registered.headers.get('lambda-extension-identifier') }
  const subscribed = await json('PUT', '/2022-07-01/telemetry', {
    schemaVersion: '2022-07-01', types: ['platform'], buffering: { timeoutMs: 25, maxBytes: 262144, maxItems: 1000 },
    destination: { protocol: 'HTTP', URI: 'http://sandbox.localdomain:' + server.address().port },
  }, heads)
  console.log('subscribed ' + subscribed.status + ' ' + (await subscribed.text()))
  console.log('handler ' + process.env._HANDLER + ' function ' + process.env.AWS_LAMBDA_FUNCTION_NAME)
  for (;;) {
    const event = await (await json('GET', '/2020-01-01/extension/event/next', undefined, heads)).json()
    console.log('extension ' + event.eventType + ' ' + (event.shutdownReason ?? ''))
    if (event.eventType === 'SHUTDOWN') process.exit(0)
  }
})
`
  const play = await emulator({
    files: {
      ...node('await echo()'),
      'opt/extensions/watcher': { text: extension, mode: 0o755 },
      // Where a function's folder may have some, a working directory has none.
      'extensions/another': { text: '#!/bin/sh\nexit 1\n', mode: 0o755 },
    },
    words: ['./bootstrap', 'app.handler'],
  })
  expect((await play.call({ n: 1 })).body.toString()).toBe('{"n":1}')
  const out = await play.said('telemetry platform.report')
  expect(out).toContain('subscribed 200 "OK"')
  expect(out).toContain('handler undefined function test_function')
  expect(out).toContain('extension INVOKE')
  expect(out).toContain('EXTENSION\tName: watcher\tState: Ready\tEvents: [INVOKE,SHUTDOWN]')
  await play.stop()
  expect(play.out()).toContain('extension SHUTDOWN spindown')
})

test('with --enable-init-caching the runtime may wait for its restore, and without it there is no such call', async () => {
  const files = node(`const restore = await fetch(base + '/restore/next')
for (;;) {
  const { id } = await next()
  await post('invocation/' + id + '/response', String(restore.status))
}`)
  const cached = await emulator({ files, initCaching: true })
  expect((await cached.call()).body.toString()).toBe('200')
  const plain = await emulator({ files })
  expect((await plain.call()).body.toString()).toBe('404')
})

test('nothing is stopped between invocations, and nothing is left after the end', async () => {
  const play = await emulator({ files: meets })
  const { pid } = parsed(await play.call('at once')) as { pid: number }
  const again = parsed(await play.call('at once'))
  expect(again['pid']).toBe(pid)
  expect(await play.events('environment.frozen')).toEqual([])
  await play.stop()
  expect(alive(pid)).toBe(false)
  expect(existsSync(play.folder)).toBe(true)
})

test('the Runtime API’s address is held from the start, before there is an environment behind it', async () => {
  const runtimeApiPort = await freePort()
  const play = await emulator({ files: meets, runtimeApiPort })
  const ping = async () => (await ask(runtimeApiPort, 'GET', '/2018-06-01/ping')).status
  expect(await ping()).toBe(503)
  expect(parsed(await play.call('at once'))['api']).toBe(`127.0.0.1:${runtimeApiPort}`)
  expect(await ping()).toBe(200)
})

test('there is a page without any other function, whose runtime is a command', async () => {
  const play = await emulator({ files: meets })
  const entries = await play.entriesUntil((all) => all.some(({ event }) => event.type === 'function.defined'))
  const defined = entries.flatMap(({ event }) => (event.type === 'function.defined' ? [event.definition] : []))
  expect(defined).toMatchObject([
    { name: 'test_function', origin: 'managed', command: { words: ['./bootstrap'], folder: play.folder } },
  ])
})
