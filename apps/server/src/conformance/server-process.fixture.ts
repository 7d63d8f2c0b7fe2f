// A playground as a process of its own, for tests that end it; run with tsx, the options as JSON in its first argument.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { serve } from '../compose.ts'
import { byItself, type ServeOptions } from '../config.ts'
import { home } from './playground.fixture.ts'

export type ServerProcess = {
  pid: number
  port: number
  kill(signal: NodeJS.Signals): Promise<[number | null, string | null]>
}

export async function startServerProcess(
  options: Pick<ServeOptions, 'dataFolder' | 'folders'>,
): Promise<ServerProcess> {
  const child = spawn(process.execPath, ['--import', 'tsx', fileURLToPath(import.meta.url), JSON.stringify(options)], {
    cwd: home,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const exited = once(child, 'exit') as Promise<[number | null, string | null]>
  const first = once(createInterface({ input: child.stdout }), 'line') as Promise<[string]>
  const [line] = await Promise.race([
    first,
    exited.then(([code]): never => {
      throw new Error(`the server ended with ${code} before it served`)
    }),
  ])
  return {
    pid: child.pid!,
    port: Number(line),
    kill(signal) {
      child.kill(signal)
      return exited
    },
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const served = await serve(
    {
      ...byItself,
      port: 0,
      ...(JSON.parse(process.argv[2] ?? '{}') as Pick<ServeOptions, 'dataFolder' | 'folders'>),
    },
    home,
  )
  process.once('SIGTERM', () => void served.close('SIGTERM').then(() => process.exit(0)))
  process.stdout.write(`${new URL(served.address).port}\n`)
}
