// What one, 16 and 64 callers get at one time: invocations per second, and how long one takes, over a bare echo server and the official emulator.
import { drive, type Driven } from './drive.ts'
import { startEmulator, withoutEmulator } from './emulator.ts'
import { program } from './program.ts'
import { ratio, type Row } from './row.ts'
import { echoingPlayground } from './sleeping-function.ts'

const warmUpMs = 1000
const runMs = 2500
const rounds = 3

export async function callers(): Promise<Row[]> {
  const rows: Row[] = []
  for (const many of [1, 16, 64]) {
    const ours = await echoingPlayground(many)
    const bare = program('echo-server.mjs')
    const bareUrl = `http://127.0.0.1:${(await bare.said(/listening (\d+)/))[1]!}/`
    rows.push(...compared(`a bare echo server, ${many} at one time`, await inTurn(ours.url, bareUrl, many)))
    await bare.end()
    if (many === 1) rows.push(...(await overEmulator(ours.url)))
    await ours.end()
  }
  return rows
}

/** One at a time is what it can do. */
async function overEmulator(url: string): Promise<Row[]> {
  const over = 'the official emulator, 1 at one time'
  const emulator = await startEmulator()
  if (emulator === undefined) return [withoutEmulator(`calls/s over ${over}`)]
  const rows = compared(over, await inTurn(url, emulator.url, 1))
  await emulator.end()
  return rows
}

async function inTurn(ours: string, theirs: string, many: number): Promise<[Driven, Driven][]> {
  for (const url of [ours, theirs]) await drive(url, many, warmUpMs)
  const pairs: [Driven, Driven][] = []
  for (let round = 0; round < rounds; round += 1)
    pairs.push([await drive(ours, many, runMs), await drive(theirs, many, runMs)])
  return pairs
}

function compared(over: string, pairs: readonly (readonly [Driven, Driven])[]): Row[] {
  const of = (name: string, figure: (driven: Driven) => number) =>
    ratio(
      `${name} over ${over}`,
      pairs.map(([a, b]) => [figure(a), figure(b)] as const),
      undefined,
    )
  return [
    of('calls/s', ({ perSecond }) => perSecond),
    of('latency p50', ({ medianMs }) => medianMs),
    of('latency p95', ({ p95Ms }) => p95Ms),
  ]
}
