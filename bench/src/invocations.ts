// Invocations per second of the whole host, everything recorded and a socket reading it all, over the least that could serve them.
import { protocolVersion } from '@playground/protocol'
import { WebSocket } from 'ws'
import { drive } from './drive.ts'
import { startEmulator, withoutEmulator } from './emulator.ts'
import { playground, program } from './program.ts'
import { ratio, type Row } from './row.ts'
import { echoingPlayground } from './sleeping-function.ts'

const runMs = 3000
const rounds = 3

export async function invocations(): Promise<Row[]> {
  const rows: Row[] = []
  for (const inFlight of [1, 16]) {
    const { host, url: hostUrl, end } = await echoingPlayground(inFlight)
    const reader = readAll(host.port)

    const bare = program('bare-server.mjs')
    const barePort = (await bare.said(/listening (\d+)/))[1]!
    const ofBare = program('runtime.mjs', Array.from({ length: inFlight }, () => `127.0.0.1:${barePort}`).join(','))
    await ofBare.said(/looping/)
    const bareUrl = `http://127.0.0.1:${barePort}/2015-03-31/functions/bench/invocations`

    await drive(hostUrl, inFlight, 1500)
    await drive(bareUrl, inFlight, 1500)
    const pairs: [number, number][] = []
    const added: [number, number][] = []
    for (let round = 0; round < rounds; round += 1) {
      const ours = await drive(hostUrl, inFlight, runMs)
      const theirs = await drive(bareUrl, inFlight, runMs)
      pairs.push([ours.perSecond, theirs.perSecond])
      added.push([ours.medianMs, theirs.medianMs])
    }
    rows.push(
      ratio(`invocations/s over a bare loop, ${inFlight} in flight`, pairs, { atLeast: inFlight === 1 ? 0.85 : 0.75 }),
    )
    rows.push(ratio(`latency of one over a bare loop, ${inFlight} in flight`, added, undefined))
    await reader.end()
    await Promise.all([ofBare.end(), bare.end(), end()])
  }
  rows.push(...(await emulator()))
  return rows
}

/** A socket that reads all entries as a page does, without the cost of understanding them. */
function readAll(port: string): { end: () => Promise<void> } {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/live`)
  let readSeq = 0
  let first: string | undefined
  socket.on('open', () => socket.send(JSON.stringify({ type: 'hello', version: protocolVersion })))
  socket.on('message', (data: Buffer) => {
    first ??= data.toString('utf8', 0, 200)
    const at = data.lastIndexOf('{"seq":')
    if (at >= 0) readSeq = Number.parseInt(data.toString('latin1', at + 7, at + 30), 10)
  })
  return {
    /** Fails unless it reads everything that the journal has by now. */
    async end() {
      const wanted = await lastSeq(port)
      for (let looks = 0; readSeq < wanted && looks < 200; looks += 1)
        await new Promise((resolve) => setTimeout(resolve, 50))
      socket.terminate()
      if (readSeq < wanted)
        throw new Error(`the socket read up to entry ${readSeq} of ${wanted}; its first message began with ${first}`)
    },
  }
}

async function lastSeq(port: string): Promise<number> {
  const answer = await fetch(`http://127.0.0.1:${port}/api/sessions`)
  const { current, sessions } = (await answer.json()) as {
    current: string
    sessions: { epoch: string; entries: number }[]
  }
  return sessions.find(({ epoch }) => epoch === current)!.entries
}

/** The same against the official emulator, which serves one at a time. */
async function emulator(): Promise<Row[]> {
  const name = 'invocations/s over the official emulator, 1 in flight'
  const rie = await startEmulator()
  if (rie === undefined) return [withoutEmulator(name, 'at least 1.2')]
  const host = await playground()
  const ofHost = program('runtime.mjs', `${host.attach}/bench`)
  await ofHost.said(/looping/)
  const pairs: [number, number][] = []
  for (let round = 0; round < rounds; round += 1) {
    const ours = await drive(`http://127.0.0.1:${host.port}/2015-03-31/functions/bench/invocations`, 1, runMs)
    const theirs = await drive(rie.url, 1, runMs)
    pairs.push([ours.perSecond, theirs.perSecond])
  }
  await Promise.all([rie.end(), ofHost.end()])
  await host.end()
  return [ratio(name, pairs, { atLeast: 1.2 })]
}
