// From the start of a process to its first call: through the playground, over a plain spawn of the same process.
import { spawn } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { playground } from './program.ts'
import { ratio, type Row } from './row.ts'

const rounds = 15

export async function coldStart(): Promise<Row[]> {
  const place = mkdtempSync(join(tmpdir(), 'playground-bench-cold-'))
  const folder = join(place, 'cold')
  const { mkdirSync } = await import('node:fs')
  mkdirSync(folder)
  const bootstrap = join(folder, 'bootstrap')
  writeFileSync(
    bootstrap,
    '#!/bin/bash\nexec curl -s "http://$AWS_LAMBDA_RUNTIME_API/2018-06-01/runtime/invocation/next" -o /dev/null\n',
  )
  chmodSync(bootstrap, 0o755)
  const host = await playground(folder)
  const pairs: [number, number][] = []
  let after = 0
  for (let round = 0; round < rounds; round += 1) {
    await fetch(`http://127.0.0.1:${host.port}/2015-03-31/functions/cold/invocations`, { method: 'POST', body: '{}' })
    const entries = await settled(host.port, after)
    after = entries.at(-1)!.seq
    const started = entries.find(({ event }) => event.type === 'environment.init-started')
    const asked = entries.find(({ event }) => event.type === 'exchange.opened' && event.endpoint === 'next')
    const plain = await plainSpawn(bootstrap)
    if (started !== undefined && asked !== undefined) pairs.push([asked.at - started.at, plain])
  }
  await host.end()
  rmSync(place, { recursive: true, force: true })
  return [ratio('cold start, Init to first next, over a plain spawn', pairs, { atMost: 1.1 })]
}

type Told = { seq: number; at: number; event: { type: string; endpoint?: string } }

/** The entries of one invocation; the last of them are told a frame after the caller was answered. */
async function settled(port: string, after: number): Promise<Told[]> {
  for (;;) {
    const text = await (await fetch(`http://127.0.0.1:${port}/api/journal?after=${after}&limit=10000`)).text()
    const entries = text
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Told)
    if (entries.some(({ event }) => event.type === 'invocation.settled')) return entries
  }
}

async function plainSpawn(bootstrap: string): Promise<number> {
  let arrived: (at: number) => void
  const arrival = new Promise<number>((resolve) => (arrived = resolve))
  const server = createServer((_request, response) => {
    arrived(performance.now())
    response.end('{}')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const from = performance.now()
  const child = spawn(bootstrap, {
    env: { PATH: process.env['PATH'], AWS_LAMBDA_RUNTIME_API: `127.0.0.1:${(server.address() as AddressInfo).port}` },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  })
  const took = (await arrival) - from
  await new Promise((resolve) => child.once('exit', resolve))
  server.close()
  server.closeAllConnections()
  return took
}
