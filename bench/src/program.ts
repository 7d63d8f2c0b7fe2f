// Starts the programs that a measurement needs, and ends them.
import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..', '..')
const running = new Set<ChildProcess>()

export type Program = {
  child: ChildProcess
  said: (pattern: RegExp) => Promise<RegExpExecArray>
  end: () => Promise<void>
}

export function program(file: string, ...args: string[]): Program {
  return start(process.execPath, [join(import.meta.dirname, 'programs', file), ...args])
}

export function start(command: string, args: string[], env: NodeJS.ProcessEnv = process.env): Program {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'], env })
  running.add(child)
  let output = ''
  const waiting = new Set<() => void>()
  child.stdout?.on('data', (chunk: Buffer) => {
    output += chunk.toString()
    for (const check of waiting) check()
  })
  const ended = new Promise<void>((resolve) => child.once('exit', () => (running.delete(child), resolve())))
  return {
    child,
    said: (pattern) =>
      new Promise((resolve, reject) => {
        const check = () => {
          const found = pattern.exec(output)
          if (found === null) return
          waiting.delete(check)
          resolve(found)
        }
        waiting.add(check)
        check()
        void ended.then(() => reject(new Error(`${args[0]} ended before it said ${pattern}:\n${output}`)))
      }),
    end: async () => {
      child.kill('SIGTERM')
      await ended
    },
  }
}

export type Playground = Program & { port: string; attach: string }

/** The whole playground, with a data directory of its own. */
export async function playground(...folders: string[]): Promise<Playground> {
  const data = mkdtempSync(join(tmpdir(), 'playground-bench-'))
  const one = start(process.execPath, [
    join(root, 'scripts', 'start.mjs'),
    'start',
    '--no-open',
    '--port',
    '0',
    '--runtime-api-port',
    '0',
    '--data-dir',
    data,
    ...folders,
  ])
  const port = (await one.said(/http:\/\/127\.0\.0\.1:(\d+)/))[1]!
  const attach = (await one.said(/AWS_LAMBDA_RUNTIME_API=([^/]+)\//))[1]!
  const end = async () => {
    await one.end()
    rmSync(data, { recursive: true, force: true })
  }
  return { ...one, end, port, attach }
}

/** CPU time that a process has used so far, milliseconds. */
export async function cpuMs(pid: number): Promise<number> {
  const { readFile } = await import('node:fs/promises')
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11]) + Number(fields[12])) * 10
}

export function endAll(): void {
  for (const child of running) child.kill('SIGKILL')
}
