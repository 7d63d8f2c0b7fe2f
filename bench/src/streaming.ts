// How fast a response streams through the host, framed and recorded, and how soon its first byte is there, over a bare pipe.
import { playground, program } from './program.ts'
import { functionFolder } from './function-folder.ts'
import { ratio, type Row } from './row.ts'

const rounds = 5
const mebibyte = 1024 * 1024

type Streamed = { mbPerSecond: number; firstMs: number }

export async function streaming(): Promise<Row[]> {
  const large = await inTurn(32 * mebibyte, 4)
  const small = await inTurn(64, 300)
  return [
    ratio('bytes/s of a response that streams, over a bare pipe', pairsOf(large, 'mbPerSecond'), { atLeast: 0.5 }),
    ratio('time to its first byte over a bare pipe', pairsOf(small, 'firstMs'), undefined),
  ]
}

/** Streams of so many bytes, so many in each run. */
async function inTurn(bytes: number, calls: number): Promise<[host: Streamed, pipe: Streamed][]> {
  const { folder, remove } = functionFolder('streams', '', { streamLimit: false })
  const host = await playground(folder)
  const ofHost = program('stream-runtime.mjs', `${host.attach}/streams`, String(bytes))
  await ofHost.said(/looping/)
  const pipe = program('stream-pipe.mjs')
  const pipePort = (await pipe.said(/listening (\d+)/))[1]!
  const ofPipe = program('stream-runtime.mjs', `127.0.0.1:${pipePort}`, String(bytes))
  await ofPipe.said(/looping/)

  const hostUrl = `http://127.0.0.1:${host.port}/2021-11-15/functions/streams/response-streaming-invocations`
  const pipeUrl = `http://127.0.0.1:${pipePort}/invoke`
  await stream(hostUrl, calls)
  await stream(pipeUrl, calls)
  const pairs: [Streamed, Streamed][] = []
  for (let round = 0; round < rounds; round += 1)
    pairs.push([await stream(hostUrl, calls), await stream(pipeUrl, calls)])
  await Promise.all([ofHost, ofPipe, pipe].map((one) => one.end()))
  await host.end()
  remove()
  return pairs
}

async function stream(url: string, calls: number): Promise<Streamed> {
  const caller = program('stream-caller.mjs', url, String(calls))
  return JSON.parse((await caller.said(/result (.*)\n/))[1]!) as Streamed
}

function pairsOf(pairs: readonly [Streamed, Streamed][], figure: keyof Streamed): [number, number][] {
  return pairs.map(([host, pipe]) => [host[figure], pipe[figure]])
}
