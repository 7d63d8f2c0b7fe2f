// Records the sessions that the reference pictures show: `npx tsx e2e/support/record-sessions.ts`. What a machine leaves of
// itself in them, its folders and process ids, is taken out.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { extension, handler } from './extensions.ts'
import { startPlayground, type Functions } from './playground.ts'

type Entry = { seq: number; at: number; of: Record<string, unknown>; event: Record<string, unknown> & { type: string } }

const root = join(import.meta.dirname, '..', '..')
const sessions = join(import.meta.dirname, '..', 'sessions')
const functions: Functions = {
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
}

type Invoke = (name: string, event: unknown) => Promise<Response>

/** What a playground of its own tells from its start on, with a function. */
async function told(name: string, run: (invoke: Invoke) => Promise<unknown>): Promise<Entry[]> {
  const playground = await startPlayground({ [name]: functions[name]! })
  try {
    await run((to, event) =>
      fetch(`${playground.address}2015-03-31/functions/${to}/invocations`, {
        method: 'POST',
        body: JSON.stringify(event),
      }),
    )
    // The last of an invocation is written after its answer.
    await new Promise((resolve) => setTimeout(resolve, 500))
    const response = await fetch(`${playground.address}api/journal?after=0&limit=100000`)
    const lines = (await response.text()).split('\n').filter((line) => line !== '')
    return lines.map((line) => JSON.parse(line) as Entry)
  } finally {
    await playground.stop()
  }
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
  writeFileSync(join(folder, 'session.json'), `${JSON.stringify(session, undefined, 2)}\n`)
}

rmSync(sessions, { recursive: true, force: true })
write(
  '00000001',
  await told('orders', async (invoke) => {
    for (const event of [{}, { fail: true }, { ms: 5000 }, { exit: true }, {}])
      await invoke('orders', { order: 1, ...event })
  }),
)

// Eight at once, and a ninth that waits; then as many again, and in another session all that was so in their midst.
const eight = await told('orders', async (invoke) => {
  await Promise.all(Array.from({ length: 9 }, (_, at) => invoke('orders', { order: at + 1, ms: 200 + 60 * at })))
  await Promise.all(
    Array.from({ length: 8 }, (_, at) => invoke('orders', { order: at + 10, ms: 100 + 40 * at, fail: at === 4 })),
  )
})
write('00000002', eight)
const running = eight.filter(({ event }) => event.type === 'invocation.dispatched').slice(9, 17)
write('00000003', eight.slice(0, running.at(-1)!.seq + 8))

// A cold start with two extensions, the ice after it, and the thaw.
write(
  '00000004',
  await told('greeter', async (invoke) => {
    await invoke('greeter', { name: 'Ada' })
    await new Promise((resolve) => setTimeout(resolve, 4000))
    await invoke('greeter', { name: 'Grace' })
  }),
)

// A runtime that does what it must not.
write(
  '00000005',
  await told('twice', async (invoke) => {
    await invoke('twice', { name: 'Ada' })
    await invoke('twice', { name: 'Grace', fail: true })
    await invoke('twice', { name: 'Ada' })
  }),
)
