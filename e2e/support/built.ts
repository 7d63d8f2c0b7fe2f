// A recorded session with a project, functions that managed runtimes run, and builds in all their phases.
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export const builtEpoch = '20260102T030405678-000000b1'

type Recorded = { at: number; of: Record<string, unknown>; event: { type: string } & Record<string, unknown> }

const recordedFile = join(import.meta.dirname, '..', 'sessions', '20260102T030405678-00000001', '000001.ndjson')
const shop = '/home/ada/shop'
const template = `${shop}/template.yaml`

/** Lines of a Rust build that goes on and on: more than the state keeps. */
export const longBuild = Array.from({ length: 300 }, (_, index) => `   Compiling crate-${index + 1} v0.${index}.0`)

const go = [
  '# shop/report',
  './main.go:14:9: undefined: totl',
  './main.go:21:2: \u001b[31mdeclared and not used\u001b[0m: rows',
]

function definition(name: string, rest: object): object {
  return {
    name,
    origin: 'managed',
    shipped: false,
    folder: `${shop}/${name}`,
    runtime: 'provided',
    timeoutSeconds: 3,
    memoryMb: 128,
    concurrency: 10,
    variables: [],
    codeHash: 'sJITMTmrtUZ5AWHFLkmxCDk1',
    problems: [],
    ...rest,
  }
}

const unsupported = [
  [31, 'AWS::SQS::Queue is not made here: Orders can be invoked with an event from it.'],
  [44, 'The authorizer ShopAuthorizer is not asked: every call is let in.'],
  [58, 'Tracing of cart is not done here.'],
].map(([line, message]) => ({ file: template, line, message }))

/** The functions of the session; `cart` is of Python, `report` fails to build, `thumbnails` is still being built. */
const functions: Record<string, object> = {
  hello: definition('hello', { folder: '/home/ada/hello', source: 'bootstrap', description: 'A bootstrap in bash' }),
  cart: definition('cart', {
    runtime: 'python',
    runtimeIdentifier: 'python3.13',
    handler: 'app.handler',
    source: 'app.py',
    description: 'Puts things into a cart',
    managed: {
      words: ['/usr/bin/python3', '-m', 'awslambdaric', 'app.handler'],
      client: { name: 'awslambdaric', version: '3.0.2', by: 'aws' },
      toolchain: 'Python 3.11.7',
    },
    project: { file: template, id: 'CartFunction', line: 12 },
    notes: [
      'Its runtime is python3.13, and what runs it here is Python 3.11.7.',
      'Its architecture is arm64, and this machine is x86_64.',
    ],
    calling: {
      routes: [
        { method: 'GET', path: '/items/{id}' },
        { method: 'POST', path: '/items' },
      ],
    },
  }),
  orders: definition('orders', {
    runtimeIdentifier: 'provided.al2023',
    description: 'Takes orders, in Go',
    build: { command: 'go build -o bootstrap .' },
    project: { file: template, id: 'OrdersFunction', line: 24 },
  }),
  report: definition('report', {
    runtimeIdentifier: 'provided.al2023',
    description: 'Sums up a day, in Go',
    build: { command: 'go build -o out/bootstrap .' },
    project: { file: template, id: 'ReportFunction', line: 37 },
    problems: ['The build failed: go build -o out/bootstrap . ended with status 1.'],
  }),
  thumbnails: definition('thumbnails', {
    runtimeIdentifier: 'provided.al2023',
    description: 'Makes pictures small, in Rust',
    build: { command: 'cargo build --release' },
    project: { file: template, id: 'ThumbnailsFunction', line: 51 },
  }),
  idle: definition('idle', {
    folder: '/home/ada/idle',
    runtimeIdentifier: 'provided.al2023',
    description: 'Nobody has called it yet',
    build: { command: 'make' },
  }),
}

/** The folder of sessions that has it. */
export function builtSession(): string {
  const entries: Recorded[] = []
  const start = 1_795_665_439_887
  const add = (at: number, of: Record<string, unknown>, event: Recorded['event']) =>
    entries.push({ at: start + at, of, event })
  add(0, {}, { type: 'session.started', version: '0.1.0', node: 'v20.20.2', platform: 'linux' })
  for (const [name, one] of Object.entries(functions))
    add(1, { function: name }, { type: 'function.defined', definition: one })
  const named = ['cart', 'orders', 'report', 'thumbnails']
  add(2, {}, { type: 'project.read', file: template, kind: 'sam', functions: named, unsupported })
  const problem = 'serverless.yml:9:3: a mapping has the key "functions" twice. Keep one of them.'
  add(3, {}, { type: 'project.failed', file: '/home/ada/mail/serverless.yml', problem })

  const build = (name: string, at: number, why: string, command: string) =>
    add(at, { function: name }, { type: 'build.started', command, folder: `${shop}/${name}`, why })
  const print = (name: string, at: number, text: string) =>
    add(at, { function: name }, { type: 'build.printed', source: 'stderr', text })
  const end = (name: string, at: number, tookMs: number, failure?: string) =>
    add(at, { function: name }, { type: 'build.ended', tookMs, ...(failure === undefined ? {} : { problem: failure }) })

  invocationThatWaits(entries, start + 100, (at) => {
    build('orders', at - start, 'invoked', 'go build -o bootstrap .')
    print('orders', at - start + 400, 'go: downloading github.com/aws/aws-lambda-go v1.50.0')
    end('orders', at - start + 1218, 1218)
    return 1220
  })
  build('report', 3000, 'changed', 'go build -o out/bootstrap .')
  for (const line of go) print('report', 3400, line)
  end('report', 3460, 460, 'go build -o out/bootstrap . ended with status 1.')
  build('thumbnails', 4000, 'asked', 'cargo build --release')
  for (const [index, line] of longBuild.entries()) print('thumbnails', 4100 + index * 40, line)
  add(19_000, { function: 'hello' }, { type: 'function.defined', definition: functions['hello']! })
  return written(entries, start)
}

/** The first invocation of `orders` in a recorded session, with a wait in it; `waits` adds what it waits for, and gives how long that takes. */
function invocationThatWaits(entries: Recorded[], start: number, waits: (at: number) => number): void {
  const all = readFileSync(recordedFile, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Recorded)
  const first = all.findIndex(({ event }) => event.type === 'invocation.received') - 2
  const last = all.findIndex(({ event }) => event.type === 'invocation.settled')
  const begun = all[first]!.at
  let shift = start - begun
  for (const entry of all.slice(first, last + 1)) {
    if (entry.event.type === 'invocation.waiting') {
      const at = entry.at + shift
      entries.push({ at, of: entry.of, event: { type: 'invocation.waiting', for: 'build' } })
      shift += waits(at)
    }
    entries.push({ ...entry, at: entry.at + shift })
  }
}

function written(entries: Recorded[], startedAt: number): string {
  const lines = entries
    .toSorted((a, b) => a.at - b.at)
    .map((entry, index) => JSON.stringify({ seq: index + 1, ...entry }))
  const text = `${lines.join('\n')}\n`
  const sessions = mkdtempSync(join(tmpdir(), 'playground-built-'))
  mkdirSync(join(sessions, builtEpoch))
  writeFileSync(join(sessions, builtEpoch, '000001.ndjson'), text)
  const session = { epoch: builtEpoch, startedAt, version: '0.1.0', endedAt: startedAt + 20_000 }
  writeFileSync(
    join(sessions, builtEpoch, 'session.json'),
    JSON.stringify({ ...session, entries: lines.length, bytes: text.length }),
  )
  return sessions
}
