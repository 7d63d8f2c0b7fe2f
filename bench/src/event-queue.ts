// Asynchronous events: how fast they are taken, and whether as many as that outlive a kill of the playground, all of them.
import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { functionFolder } from './function-folder.ts'
import { playgroundOver, program } from './program.ts'
import { ratio, type Row } from './row.ts'

const events = 10_000
const inFlight = 32
const rounds = 3

/** Holds its first event until the gate is there; then each writes down its number. */
const handler = (gate: string, done: string) => `import { appendFileSync, existsSync } from 'node:fs'
export const handler = async ({ number }) => {
  while (!existsSync(${JSON.stringify(gate)})) await new Promise((resolve) => setTimeout(resolve, 50))
  appendFileSync(${JSON.stringify(done)}, number + '\\n')
}`

export async function eventQueue(): Promise<Row[]> {
  const place = mkdtempSync(join(tmpdir(), 'playground-bench-'))
  const [data, gate, done] = [join(place, 'data'), join(place, 'gate'), join(place, 'done')] as const
  const { folder, remove } = functionFolder('held', handler(gate, done), { concurrency: 4, timeout: 900 })
  const start = () => timed(() => playgroundOver(data, folder))
  const empty = await start()
  let host = empty.result
  const url = () => `http://127.0.0.1:${host.port}/2015-03-31/functions/held/invocations`
  const bare = program('bare-accept.mjs')
  const bareUrl = `http://127.0.0.1:${(await bare.said(/listening (\d+)/))[1]!}/`
  await send(bareUrl, events / 10, 0)

  const pairs: [number, number][] = []
  let accepted = 0
  for (let round = 0; round < rounds; round += 1) {
    const ours = await send(url(), events / rounds, accepted)
    const theirs = await send(bareUrl, events / rounds, 0)
    accepted += ours.accepted
    pairs.push([ours.perSecond, theirs.perSecond])
  }
  await bare.end()
  await kill(host.child)

  const full = await start()
  host = full.result
  appendFileSync(gate, '')
  const drained = await timed(() => untilAllRan(done, accepted))
  const again = readFileSync(done, 'utf8').split('\n').length - 1 - accepted
  await host.end()
  remove()
  rmSync(place, { recursive: true, force: true })
  return [
    ratio(`events taken/s over plain 202 answers, ${inFlight} in flight`, pairs, { atLeast: 0.25 }),
    {
      name: `of ${accepted} events taken, lost by a kill -9`,
      value: String(accepted - drained.result),
      spread: `${again} ran twice; all ran within ${seconds(drained.ms)}`,
      goal: '0',
      met: drained.result === accepted,
    },
    ratio('start with the events over a first start', [[full.ms, empty.ms]], undefined),
    {
      name: 'start with the events',
      value: seconds(full.ms),
      spread: '',
      goal: 'at most 3 s',
      met: full.ms <= 3000,
    },
  ]
}

async function send(url: string, count: number, from: number): Promise<{ accepted: number; perSecond: number }> {
  const sender = program('sender.mjs', url, String(Math.ceil(count)), String(inFlight), String(from))
  return JSON.parse((await sender.said(/result (.*)\n/))[1]!) as { accepted: number; perSecond: number }
}

async function kill(child: {
  kill: (signal: 'SIGKILL') => boolean
  once: (event: 'exit', told: () => void) => unknown
}) {
  const gone = new Promise<void>((resolve) => child.once('exit', resolve))
  child.kill('SIGKILL')
  await gone
}

/** How many different events ran; fewer than all where none did for a long while. */
async function untilAllRan(done: string, wanted: number): Promise<number> {
  for (;;) {
    const ran = existsSync(done) ? new Set(readFileSync(done, 'utf8').split('\n').slice(0, -1)).size : 0
    if (ran >= wanted || (ran > 0 && Date.now() - statSync(done).mtimeMs > 30_000)) return ran
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

async function timed<T>(what: () => Promise<T>): Promise<{ result: T; ms: number }> {
  const from = performance.now()
  const result = await what()
  return { result, ms: performance.now() - from }
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(2)} s`
}
