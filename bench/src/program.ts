// Starts the programs that a measurement needs, and ends them.
import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
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

export type Playground = Program & {
  port: string
  attach: string
  /** Calls a function by its name; resolves with its result. */
  call: (name: string, event?: unknown) => Promise<unknown>
  /** Entries of its journal whose text holds this. */
  entries: (holding: string) => Promise<{ of: Record<string, unknown>; event: Record<string, unknown> }[]>
}

/** The whole playground, with a data directory of its own. */
export function playground(...folders: string[]): Promise<Playground> {
  return startPlayground([], folders)
}

/** The same over a data directory of the caller's, which outlives it. */
export function playgroundOver(data: string, ...folders: string[]): Promise<Playground> {
  return startPlayground([], folders, data)
}

/** The same, and it tells its heap in use once the garbage is gone, MB. */
export async function tellingPlayground(...folders: string[]): Promise<Playground & { heapMb: () => Promise<number> }> {
  const teller = join(import.meta.dirname, 'programs', 'tell-memory.mjs')
  const host = await startPlayground(['--expose-gc', '--import', teller], folders)
  let asked = 0
  const heapMb = async () => {
    asked += 1
    host.child.kill('SIGUSR2')
    return Number((await host.said(new RegExp(`heap ${asked} is ([\\d.]+) MB`)))[1])
  }
  return { ...host, heapMb }
}

async function startPlayground(nodeOptions: string[], folders: string[], given?: string): Promise<Playground> {
  const data = given ?? mkdtempSync(join(tmpdir(), 'playground-bench-'))
  const one = start(process.execPath, [
    ...nodeOptions,
    join(root, 'scripts', 'start.mjs'),
    'start',
    '--no-open',
    '--port',
    '0',
    '--runtime-api-port',
    '0',
    '--function-url-port',
    '0',
    '--api-port',
    '0',
    '--data-dir',
    data,
    ...folders,
  ])
  const port = (await one.said(/http:\/\/127\.0\.0\.1:(\d+)/))[1]!
  const attach = (await one.said(/AWS_LAMBDA_RUNTIME_API=([^/]+)\//))[1]!
  const origin = `http://127.0.0.1:${port}`
  return {
    ...one,
    port,
    attach,
    async call(name, event = {}) {
      const url = `${origin}/2015-03-31/functions/${name}/invocations`
      const answer = await fetch(url, { method: 'POST', body: JSON.stringify(event) })
      const text = await answer.text()
      if (answer.status !== 200 || answer.headers.has('x-amz-function-error')) throw new Error(`${name}: ${text}`)
      return JSON.parse(text) as unknown
    },
    async entries(holding) {
      const found: string[] = []
      for (let after = 0; ;) {
        const text = await (await fetch(`${origin}/api/journal?after=${after}&limit=10000`)).text()
        const lines = text.split('\n').filter((line) => line !== '')
        if (lines.length === 0) return found.map((line) => JSON.parse(line) as never)
        found.push(...lines.filter((line) => line.includes(holding)))
        after = (JSON.parse(lines.at(-1)!) as { seq: number }).seq
      }
    },
    async end() {
      await one.end()
      if (given === undefined) rmSync(data, { recursive: true, force: true })
    },
  }
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

/** The official emulator, where `npm run clients:setup` could build it, or where it is on the path. */
export function officialEmulator(): string | undefined {
  return [join(root, '.clients', 'emulator'), ...(process.env['PATH'] ?? '').split(':')]
    .map((folder) => join(folder, 'aws-lambda-rie'))
    .find((path) => existsSync(path))
}
