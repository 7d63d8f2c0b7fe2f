// Invocations per second of the whole host, everything recorded and a socket reading it all, over the least that could serve them.
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { protocolVersion } from '@playground/protocol'
import { WebSocket } from 'ws'
import { drive } from './drive.ts'
import { officialEmulator, playground, program, start } from './program.ts'
import { ratio, type Row } from './row.ts'

const runMs = 3000
const rounds = 3

export async function invocations(): Promise<Row[]> {
  const rows: Row[] = []
  for (const inFlight of [1, 16]) {
    const { folder, addresses } = openFunction(inFlight)
    const host = await playground(folder)
    const hostUrl = `http://127.0.0.1:${host.port}/2015-03-31/functions/bench/invocations`
    const reader = readAll(host.port)
    const first = Array.from({ length: inFlight }, () => fetch(hostUrl, { method: 'POST', body: '{}' }))
    const ofHost = program('runtime.mjs', (await addresses()).join(','))
    await ofHost.said(/looping/)
    await Promise.all(first)

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
    await Promise.all([ofHost, ofBare, bare].map((one) => one.end()))
    await host.end()
    rmSync(folder, { recursive: true, force: true })
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

/**
 * A function whose environments only tell their address and then sleep, so that one process can be the runtime of all of
 * them, as one process is of the bare loop.
 */
function openFunction(environments: number): { folder: string; addresses: () => Promise<string[]> } {
  const folder = mkdtempSync(join(tmpdir(), 'playground-bench-'))
  const told = join(folder, 'events')
  mkdirSync(told)
  writeFileSync(
    join(folder, 'function.json'),
    JSON.stringify({ name: 'bench', concurrency: environments, timeout: 60 }),
  )
  writeFileSync(
    join(folder, 'bootstrap'),
    `#!/bin/sh\necho "$AWS_LAMBDA_RUNTIME_API" > "${told}/$$.new"\nmv "${told}/$$.new" "${told}/$$"\nexec sleep 1000\n`,
  )
  chmodSync(join(folder, 'bootstrap'), 0o755)
  const addresses = async () => {
    for (;;) {
      const names = readdirSync(told).filter((name) => !name.endsWith('.new'))
      if (names.length === environments) return names.map((name) => readFileSync(join(told, name), 'utf8').trim())
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }
  return { folder, addresses }
}

/** The same against the official emulator, which serves one at a time. */
async function emulator(): Promise<Row[]> {
  const official = officialEmulator()
  if (official === undefined) {
    return [
      {
        name: 'invocations/s over the official emulator, 1 in flight',
        value: 'skipped',
        spread: 'aws-lambda-rie is not there: npm run clients:setup builds it',
        goal: 'at least 1.2',
        met: undefined,
      },
    ]
  }
  const host = await playground()
  const ofHost = program('runtime.mjs', `${host.attach}/bench`)
  await ofHost.said(/looping/)
  const rie = start(official, [
    '--runtime-api-address',
    '127.0.0.1:9201',
    '--runtime-interface-emulator-address',
    '127.0.0.1:9200',
    process.execPath,
    `${import.meta.dirname}/programs/runtime.mjs`,
    '127.0.0.1:9201',
  ])
  await new Promise((resolve) => setTimeout(resolve, 1000))
  const pairs: [number, number][] = []
  for (let round = 0; round < rounds; round += 1) {
    const ours = await drive(`http://127.0.0.1:${host.port}/2015-03-31/functions/bench/invocations`, 1, runMs)
    const theirs = await drive('http://127.0.0.1:9200/2015-03-31/functions/function/invocations', 1, runMs)
    pairs.push([ours.perSecond, theirs.perSecond])
  }
  await Promise.all([rie.end(), ofHost.end()])
  await host.end()
  return [ratio('invocations/s over the official emulator, 1 in flight', pairs, { atLeast: 1.2 })]
}
