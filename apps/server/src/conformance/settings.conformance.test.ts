// Conformance of what function.json asks for: memory, the log's format and frames, a wrapper, the debugger, layers, real paths.
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Entry, EventOf, EventType } from '@playground/protocol'
import { describe, expect, onTestFinished, test } from 'vitest'
import { RealPaths } from '../process/real-paths.ts'
import { home, linesOf, startPlayground, type FunctionFiles } from './playground.fixture.ts'
import { alive } from './processes.fixture.ts'
import type { RawAnswer } from './raw-http.fixture.ts'
import { node, writtenBy } from './scripted.fixture.ts'

async function open(files: FunctionFiles) {
  const playground = await startPlayground({ functions: { set: files } })
  onTestFinished(playground.close)
  return {
    ...playground,
    written: writtenBy(playground.functionFolder('set')),
    call: (payload = '{}', heads = {}) => playground.invoke('set', payload, heads),
    until: (type: EventType) => playground.entriesUntil((all) => eventsOf(all, type).length > 0),
  }
}

function eventsOf<T extends EventType>(entries: Entry[], type: T): EventOf<T>[] {
  return entries.map(({ event }) => event).filter((event): event is EventOf<T> => event.type === type)
}

/** A function of the Node.js runtime that ships. */
function handler(body: string, settings: Record<string, unknown> = {}, files: FunctionFiles = {}): FunctionFiles {
  return {
    'function.json': JSON.stringify({ timeout: 30, concurrency: 1, ...settings }),
    'index.mjs': `export const handler = async (event) => { ${body} }\n`,
    ...files,
  }
}

const executable = (text: string) => ({ text, mode: 0o755 })
const logOf = (answer: RawAnswer) => Buffer.from(answer.head('X-Amz-Log-Result') ?? '', 'base64').toString()
const tail = { 'X-Amz-Log-Type': 'Tail' }

test('a runtime that uses more than its memory is killed, and its caller told so', async () => {
  const play = await open(
    node(
      `write(String(process.pid))
await next()
const kept = Array.from({ length: 20 }, () => Buffer.alloc(16 << 20, 1))
setInterval(() => kept.length, 1000)`,
      { settings: { memory: 128 } },
    ),
  )
  const answer = await play.call()
  expect(answer.head('X-Amz-Function-Error')).toBe('Unhandled')
  expect(JSON.parse(answer.body.toString())).toEqual({
    errorType: 'Runtime.ExitError',
    errorMessage: `RequestId: ${answer.head('x-amzn-RequestId')} Error: Runtime exited with error: signal: killed`,
  })
  const entries = await play.until('invocation.answered')
  expect(eventsOf(entries, 'invocation.answered')[0]?.help).toContain('more than its 128 MB of memory')
  expect(eventsOf(entries, 'process.signalled')[0]).toMatchObject({ signal: 'SIGKILL', reason: 'memory limit' })
  expect(alive(Number((await linesOf(play.written, 1))[0]))).toBe(false)
})

const logging = `console.log = (line) => process.stdout.write(line + '\\n')
write(process.env.AWS_LAMBDA_LOG_FORMAT + ' ' + process.env.AWS_LAMBDA_LOG_LEVEL)
const { id, body } = await next()
for (const level of ['DEBUG', 'INFO', 'WARN', 'ERROR']) console.log(JSON.stringify({ level, message: 'of ' + level }))
console.log('plain text')
await post('invocation/' + id + '/response', body)
await echo()`

type SystemLine = { time: string; type: string; record: Record<string, unknown> }

async function logIn(settings: Record<string, unknown>) {
  const play = await open(node(logging, { settings: { logFormat: 'JSON', ...settings } }))
  const answer = await play.call('{}', tail)
  const lines = logOf(answer).trimEnd().split('\n')
  const objects = lines
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as SystemLine & { level?: string })
  return {
    play,
    system: objects.filter(({ type }) => type !== undefined),
    application: objects.flatMap(({ level }) => (level === undefined ? [] : [level])),
    plain: lines.filter((line) => !line.startsWith('{')),
  }
}

test('in JSON format Lambda’s own lines are telemetry’s, and the levels of a custom runtime decide what is kept', async () => {
  const { play, system, application, plain } = await logIn({ logLevel: 'WARN', systemLogLevel: 'DEBUG' })
  expect(system.map(({ type }) => type)).toEqual([
    'platform.initStart',
    'platform.initRuntimeDone',
    'platform.initReport',
    'platform.start',
    'platform.runtimeDone',
    'platform.report',
  ])
  for (const line of system) expect(Object.keys(line)).toEqual(['time', 'type', 'record'])
  expect(application).toEqual(['WARN', 'ERROR'])
  // What says no level counts as INFO.
  expect(plain).toEqual([])
  expect(await linesOf(play.written, 1)).toEqual(['JSON WARN'])
})

test('in JSON format INFO is what holds where nothing is said', async () => {
  const { play, system, application, plain } = await logIn({})
  expect(system.map(({ type }) => type)).toEqual(['platform.initStart', 'platform.start', 'platform.report'])
  expect(application).toEqual(['INFO', 'WARN', 'ERROR'])
  expect(plain).toEqual(['plain text'])
  expect(await linesOf(play.written, 1)).toEqual(['JSON INFO'])
})

test('with WARN of the system nothing is said of what went well', async () => {
  const { system } = await logIn({ systemLogLevel: 'WARN' })
  expect(system).toEqual([])
})

test('frames on the descriptor are one record each, with level, time, and all their lines', async () => {
  const play = await open(
    node(
      `const { writeSync } = require('node:fs')
const frame = (type, text, micros) => {
  const head = Buffer.alloc(16)
  head.writeUInt32BE(type >>> 0, 0)
  head.writeUInt32BE(Buffer.byteLength(text), 4)
  head.writeBigUInt64BE(micros, 8)
  writeSync(Number(process.env._LAMBDA_TELEMETRY_LOG_FD), Buffer.concat([head, Buffer.from(text)]))
}
const { id } = await next()
frame(0xa55a0000 | 4 << 2 | 3, 'first\\nsecond ä\\n', 1735689600123456n)
frame(0xa55a0003, 'no level', 1735689600123456n)
await post('invocation/' + id + '/response', '1')
await echo()`,
      { settings: { framedLogs: true } },
    ),
  )
  await play.call()
  const printed = eventsOf(await play.until('invocation.settled'), 'process.printed')
  expect(printed).toEqual([
    {
      type: 'process.printed',
      stream: 'telemetry',
      line: 'first\nsecond ä',
      level: 'WARN',
      time: 1_735_689_600_123.456,
    },
    { type: 'process.printed', stream: 'telemetry', line: 'no level', time: 1_735_689_600_123.456 },
  ])
})

const wrapper = '#!/bin/sh\nexport WRAPPED="$(basename "$2")"\nexec "$@"\n'
const variables = { AWS_LAMBDA_EXEC_WRAPPER: './wrapper' }

test('a wrapper gets the command line of the runtime that ships', async () => {
  const play = await open(handler('return process.env.WRAPPED', { variables }, { wrapper: executable(wrapper) }))
  expect((await play.call()).body.toString()).toBe('"bootstrap.mjs"')
})

test('a custom runtime has to do that itself', async () => {
  const script = node(
    "const { id } = await next(); await post('invocation/' + id + '/response', JSON.stringify(process.env.WRAPPED ?? null)); await echo()",
    { settings: { variables }, files: { wrapper: executable(wrapper) } },
  )
  expect((await (await open(script)).call()).body.toString()).toBe('null')
})

test('under a debugger nothing ends for its time, and the debugger is where it is said to be', async () => {
  const longer = 'await new Promise((resolve) => setTimeout(resolve, 1500)); return "took its time"'
  const play = await open(handler(longer, { debug: true, timeout: 1 }))
  expect((await play.call()).body.toString()).toBe('"took its time"')
  const entries = await play.entries()
  const [debuggable] = eventsOf(entries, 'environment.debuggable')
  const address = /^node inspect (127\.0\.0\.1:\d+)$/.exec(debuggable?.attach ?? '')?.[1]
  const targets = (await (await fetch(`http://${address}/json/list`)).json()) as { webSocketDebuggerUrl: string }[]
  expect(targets).toHaveLength(1)
  expect(targets[0]?.webSocketDebuggerUrl).toContain(`ws://${address}/`)
  expect(eventsOf(entries, 'deadline.fired')).toEqual([])
  expect(eventsOf(entries, 'deadline.set').filter((event) => event.for === 'invoke')).toEqual([])
})

const layers = ['first', 'second']

test('a bootstrap that may not be executed is refused in a layer, too', async () => {
  const play = await open({
    'function.json': JSON.stringify({ layers: ['first'], timeout: 30 }),
    'first/bootstrap': { text: '#!/bin/sh\n', mode: 0o644 },
  })
  const refused = await play.call()
  expect(JSON.parse(refused.body.toString())).toMatchObject({ errorType: 'Runtime.InvalidEntrypoint' })
})

test('a layer gives a bootstrap, and the programs of the last layer win', async () => {
  const play = await open({
    'function.json': JSON.stringify({ layers, timeout: 30 }),
    'first/bootstrap': executable('#!/bin/sh\ntool >> "$LAMBDA_TASK_ROOT.written"\nexit 9\n'),
    'first/bin/tool': executable('#!/bin/sh\necho of the first layer\n'),
    'second/bin/tool': executable('#!/bin/sh\necho of the second layer\n'),
  })
  const answer = await play.call()
  expect(JSON.parse(answer.body.toString())).toMatchObject({ errorType: 'Runtime.ExitError' })
  expect((await linesOf(play.written, 1))[0]).toBe('of the second layer')
})

const extension = executable(`#!${process.execPath}
const base = 'http://' + process.env.AWS_LAMBDA_RUNTIME_API + '/2020-01-01/extension'
const name = require('node:path').basename(__filename)
;(async () => {
  const registered = await fetch(base + '/register', {
    method: 'POST',
    headers: { 'Lambda-Extension-Name': name },
    body: JSON.stringify({ events: ['INVOKE', 'SHUTDOWN'] }),
  })
  const headers = { 'Lambda-Extension-Identifier': registered.headers.get('Lambda-Extension-Identifier') }
  for (;;) {
  const { eventType } = await (await fetch(base + '/event/next', { headers })).json()
    console.log(eventType + ' for ' + __filename.split('/').slice(-3).join('/'))
    if (eventType === 'SHUTDOWN') process.exit(0)
  }
})()
`)

test('extensions of layers run, and of one name the last layer’s', async () => {
  const play = await open(
    node('await echo()', {
      settings: { layers },
      files: {
        'first/extensions/both': extension,
        'second/extensions/both': extension,
        'first/extensions/mine': extension,
        'extensions/own': extension,
      },
    }),
  )
  await play.call()
  const entries = await play.entriesUntil(
    (all) => eventsOf(all, 'process.printed').filter(({ line }) => line.startsWith('INVOKE')).length === 3,
  )
  const lines = eventsOf(entries, 'process.printed').map(({ line }) => line)
  expect(lines.toSorted()).toEqual([
    'INVOKE for first/extensions/mine',
    'INVOKE for second/extensions/both',
    'INVOKE for set/extensions/own',
  ])
})

/** Many systems and containers forbid namespaces; there a function is told so, as the units show. */
const probe = join(tmpdir(), `playground-probe-${process.pid}`)
const allowed = new RealPaths(probe, resolve(home, 'apps/server/runtimes')).allowed

describe.runIf(allowed)('real paths', () => {
  test('are Lambda’s own for a runtime of a layer and its extension', async () => {
    const play = await open({
      'function.json': JSON.stringify({ layers: ['layer'], realPaths: true, timeout: 30 }),
      'layer/bootstrap': executable('#!/bin/sh\nexec /var/lang/bin/node /opt/runtime.mjs\n'),
      'layer/data': 'of the layer\n',
      'layer/extensions/ext': executable(extension.text.replace(`#!${process.execPath}`, '#!/var/lang/bin/node')),
      'layer/runtime.mjs': `import { readFileSync, writeFileSync } from 'node:fs'
const base = 'http://' + process.env.AWS_LAMBDA_RUNTIME_API + '/2018-06-01/runtime'
for (;;) {
  const event = await fetch(base + '/invocation/next')
  await event.text()
  writeFileSync('/tmp/made', 'in tmp')
  const told = {
    folder: process.cwd(),
    task: process.env.LAMBDA_TASK_ROOT,
    layer: readFileSync('/opt/data', 'utf8'),
    tmp: readFileSync('/tmp/made', 'utf8'),
    user: process.getuid(),
  }
  const id = event.headers.get('lambda-runtime-aws-request-id')
  await fetch(base + '/invocation/' + id + '/response', { method: 'POST', body: JSON.stringify(told) })
}
`,
    })
    expect(JSON.parse((await play.call()).body.toString())).toEqual({
      folder: '/var/task',
      task: '/var/task',
      layer: 'of the layer\n',
      tmp: 'in tmp',
      user: process.getuid!(),
    })
    const entries = await play.entriesUntil((all) => eventsOf(all, 'process.printed').length > 0)
    expect(eventsOf(entries, 'process.printed').map(({ line }) => line)).toEqual(['INVOKE for opt/extensions/ext'])
  })
})
