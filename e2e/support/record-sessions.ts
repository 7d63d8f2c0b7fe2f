// Records the sessions that the reference pictures show: `npx tsx e2e/support/record-sessions.ts`. What a machine leaves of
// itself in them, its folders and process ids, is taken out.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { extension, handler } from './extensions.ts'
import { startPlayground } from './playground.ts'

type Entry = { seq: number; at: number; of: Record<string, unknown>; event: Record<string, unknown> & { type: string } }

const root = join(import.meta.dirname, '..', '..')
const sessions = join(import.meta.dirname, '..', 'sessions')
const playground = await startPlayground({
  orders: {
    'index.mjs': `export async function handler({ order, ms = 20, fail, exit }) {
  console.log(JSON.stringify({ level: 'info', message: 'charging', order }))
  await new Promise((resolve) => setTimeout(resolve, ms))
  if (exit) process.exit(1)
  if (fail) throw new TypeError('no such order')
  return { order, charged: true }
}
`,
    'function.json': '{ "description": "Charges an order", "timeout": 1, "concurrency": 9 }\n',
  },
  greeter: {
    'index.mjs': handler,
    'extensions/logger': extension({ telemetryPort: 0 }),
    'extensions/metrics': extension(),
    'function.json': '{ "description": "Greets, with two extensions beside it" }\n',
  },
  twice: {
    bootstrap: `#!/bin/bash
api="http://$AWS_LAMBDA_RUNTIME_API/2018-06-01/runtime"
while :; do
  event=$(curl -sSD /tmp/twice-heads "$api/invocation/next")
  id=$(tr -d '\\r' < /tmp/twice-heads | sed -n 's/^lambda-runtime-aws-request-id: //ip')
  case "$event" in
    *fail*) curl -s "$api/invocation/$id/error" -d '{"message":"no type, no shape"}' > /dev/null ;;
    *) curl -s "$api/invocation/$id/response" -d "$event" > /dev/null ;;
  esac
  curl -s "$api/invocation/$id/response" -d "$event" > /dev/null
done
`,
    'function.json': '{ "description": "Answers each event twice" }\n',
  },
})
const invoke = (name: string, event: unknown) =>
  fetch(`${playground.address}2015-03-31/functions/${name}/invocations`, {
    method: 'POST',
    body: JSON.stringify(event),
  })

async function entries(): Promise<Entry[]> {
  // The last of an invocation is written after its answer.
  await new Promise((resolve) => setTimeout(resolve, 500))
  const { current } = (await (await fetch(`${playground.address}api/sessions`)).json()) as { current: string }
  const response = await fetch(`${playground.address}api/journal?session=${current}&after=0&limit=100000`)
  const lines = (await response.text()).split('\n').filter((line) => line !== '')
  return lines.map((line) => JSON.parse(line) as Entry)
}

/** Deadlines, and when a frame of the log was written, are times as well. */
function earlier({ at, event, ...entry }: Entry, ms: number): Entry {
  const { deadline, time } = event
  return {
    ...entry,
    at: at - ms,
    event: {
      ...event,
      ...(typeof deadline === 'number' ? { deadline: deadline - ms } : {}),
      ...(typeof time === 'number' ? { time: time - ms } : {}),
    },
  }
}

/** The beginning, which defines the functions, and what came after `from`. */
async function since(from: number): Promise<Entry[]> {
  const all = await entries()
  const begins = all.findIndex(({ event }) => !/^(?:session|function)\./.test(event.type))
  const shift = all[from]!.at - all[begins]!.at
  return [...all.slice(0, begins), ...all.slice(from).map((entry) => earlier(entry, shift))].map((entry, index) => ({
    ...entry,
    seq: index + 1,
  }))
}

/** Processes are numbered as they came, so that which of them started which can still be told. */
const pids = new Map<string, number>()
function pidOf(real: string): number {
  if (!pids.has(real)) pids.set(real, 4127 + pids.size)
  return pids.get(real)!
}

const places: [RegExp, string][] = [
  [/[^" ]*\/playground-e2e-[^/"]*\/functions\//g, '/home/ada/functions/'],
  [/[^" ]*\/playground-e2e-[^/" ]*\//g, '/home/ada/.local/share/'],
  [/"host","127\.0\.0\.1:\d+"/gi, '"Host","127.0.0.1:9000"'],
  [/"port":\d+/g, '"port":41873'],
  [/sandbox\.localdomain:\d+/g, 'sandbox.localdomain:8080'],
]

function write(name: string, made: readonly Entry[]): void {
  const epoch = `20260102T030405678-${name}`
  const folder = join(sessions, epoch)
  mkdirSync(folder, { recursive: true })
  const lines = made.map(({ event, ...entry }) => {
    const shown = event.type === 'process.started' ? { ...event, variables: {} } : event
    const line = JSON.stringify({ ...entry, event: shown }).replaceAll(root, '/home/ada/playground')
    const told = line.replaceAll(/"(pid|parent)":(\d+)/g, (_, what: string, pid: string) => `"${what}":${pidOf(pid)}`)
    return places.reduce((text, [from, to]) => text.replaceAll(from, to), told)
  })
  writeFileSync(join(folder, '000001.ndjson'), `${lines.join('\n')}\n`)
  const [first] = made
  const session = {
    epoch,
    startedAt: first!.at,
    version: '0.1.0',
    endedAt: made.at(-1)!.at,
    entries: made.length,
    bytes: lines.join('\n').length + 1,
  }
  writeFileSync(join(folder, 'session.json'), `${JSON.stringify(session)}\n`)
}

rmSync(sessions, { recursive: true, force: true })
await invoke('hello-bash', { name: 'Ada' })
const first = await entries()

await invoke('orders', { order: 1 })
await invoke('orders', { order: 2, fail: true })
await invoke('orders', { order: 3, ms: 5000 })
await invoke('orders', { order: 4, exit: true })
await invoke('orders', { order: 5 })
const failing = await entries()
write('00000001', await since(first.length))

// Eight at once, and a ninth that waits.
await Promise.all(Array.from({ length: 9 }, (_, at) => invoke('orders', { order: at + 6, ms: 200 + 60 * at })))
await Promise.all(
  Array.from({ length: 8 }, (_, at) => invoke('orders', { order: at + 15, ms: 100 + 40 * at, fail: at === 4 })),
)
const eight = await since(failing.length)
write('00000002', eight)
const running = eight.filter(({ event }) => event.type === 'invocation.dispatched').slice(9, 17)
const middle = eight.findIndex(({ seq }) => seq === running.at(-1)!.seq) + 8
write('00000003', eight.slice(0, middle))

// A cold start with two extensions, the ice after it, and the thaw.
const before = await entries()
await invoke('greeter', { name: 'Ada' })
await new Promise((resolve) => setTimeout(resolve, 4000))
await invoke('greeter', { name: 'Grace' })
const greeted = await entries()
write('00000004', await since(before.length))

// A runtime that does what it must not.
await invoke('twice', { name: 'Ada' })
await invoke('twice', { name: 'Grace', fail: true })
await invoke('twice', { name: 'Ada' })
write('00000005', await since(greeted.length))
await playground.stop()
