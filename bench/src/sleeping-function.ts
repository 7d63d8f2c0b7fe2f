// A function whose environments do nothing themselves, so that one process can be the runtime of all of them.
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { playground, program, type Playground } from './program.ts'

/** A playground with a function `bench` whose environments, all warm, are served by one process that echoes. */
export async function echoingPlayground(environments: number): Promise<{
  host: Playground
  url: string
  end: () => Promise<void>
}> {
  const { folder, addresses } = openFunction(environments)
  const host = await playground(folder)
  const url = `http://127.0.0.1:${host.port}/2015-03-31/functions/bench/invocations`
  const first = Array.from({ length: environments }, () => fetch(url, { method: 'POST', body: '{}' }))
  const runtime = program('runtime.mjs', (await addresses()).join(','))
  await runtime.said(/looping/)
  await Promise.all(first)
  const end = async () => {
    await runtime.end()
    await host.end()
    rmSync(folder, { recursive: true, force: true })
  }
  return { host, url, end }
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
