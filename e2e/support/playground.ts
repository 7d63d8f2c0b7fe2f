// A whole playground for a test: the real program, on free ports, with a data directory of its own.
import { spawn, type ChildProcess } from 'node:child_process'
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { test as base } from '@playwright/test'

const start = join(import.meta.dirname, '..', '..', 'scripts', 'start.mjs')

export type Playground = {
  address: string
  attachAddress: string
  /** `host:port` of function URLs. */
  functionUrlAddress: string
  /** `host:port` of routes; empty where no function has one. */
  apiAddress: string
  /** The folder of a function that a test has made. */
  folderOf(name: string): string
  /** Calls a function from outside of the page, and waits for its answer. */
  call(name: string, event?: unknown): Promise<Response>
  /** Ends the program; `kill` without a chance to tidy up. */
  stop(how?: 'kill'): Promise<void>
  /** Starts it again with the same ports and data. */
  restart(): Promise<void>
}

/** Functions by name: the text of their files. */
export type Functions = Record<string, Record<string, string>>

/** `sessions`: a folder of sessions that were recorded before. */
export async function startPlayground(functions: Functions = {}, sessions?: string): Promise<Playground> {
  const place = mkdtempSync(join(tmpdir(), 'playground-e2e-'))
  if (sessions !== undefined) cpSync(sessions, join(place, 'data', 'sessions'), { recursive: true })
  const folders = Object.entries(functions).map(([name, files]) => {
    const folder = join(place, 'functions', name)
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true })
      writeFileSync(join(folder, path), text)
      if (path === 'bootstrap' || path.startsWith('extensions/')) chmodSync(join(folder, path), 0o755)
    }
    return folder
  })
  let child: ChildProcess | undefined
  const playground: Playground = {
    address: '',
    attachAddress: '',
    functionUrlAddress: '',
    apiAddress: '',
    folderOf: (name) => join(place, 'functions', name),
    call: (name, event = {}) =>
      fetch(`${playground.address}2015-03-31/functions/${name}/invocations`, {
        method: 'POST',
        body: JSON.stringify(event),
      }),
    async stop(how) {
      await stopChild(child, how)
      if (how === undefined) rmSync(place, { recursive: true, force: true })
    },
    async restart() {
      const port = playground.address === '' ? '0' : new URL(playground.address).port
      const runtimeApiPort = playground.attachAddress.split(':')[1] ?? '0'
      const functionUrlPort = playground.functionUrlAddress.split(':')[1] ?? '0'
      const args = [
        start,
        'start',
        '--no-open',
        '--port',
        port,
        '--runtime-api-port',
        runtimeApiPort,
        '--function-url-port',
        functionUrlPort,
        '--api-port',
        playground.apiAddress.split(':')[1] ?? '0',
        '--data-dir',
        join(place, 'data'),
        ...folders,
      ]
      child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] })
      const output = await printed(child, /stop {2,}/)
      playground.address = /http:\/\/\S+/.exec(output)![0]
      playground.attachAddress = /AWS_LAMBDA_RUNTIME_API=([^/]+)\//.exec(output)![1]!
      playground.functionUrlAddress = /function URLs +http:\/\/([^/]+)\//.exec(output)![1]!
      playground.apiAddress = /HTTP APIs +http:\/\/([^/]+)\//.exec(output)?.[1] ?? ''
    },
  }
  await playground.restart()
  return playground
}

async function stopChild(child: ChildProcess | undefined, how?: 'kill'): Promise<void> {
  if (child === undefined || child.exitCode !== null || child.signalCode !== null) return
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.kill(how === 'kill' ? 'SIGKILL' : 'SIGTERM')
  await ended
}

/** What a program has printed once a pattern is in it. */
function printed(child: ChildProcess, pattern: RegExp): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = ''
    const read = (chunk: Buffer) => {
      output += chunk.toString()
      if (pattern.test(output)) resolve(output)
    }
    child.stdout?.on('data', read)
    child.stderr?.on('data', read)
    child.once('exit', (code) => reject(new Error(`the playground ended with ${code}:\n${output}`)))
  })
}

/** `playground` runs for one test, with the functions that `functions` names. */
export const test = base.extend<{ functions: Functions; sessions: string | undefined; playground: Playground }>({
  functions: [{}, { option: true }],
  sessions: [undefined, { option: true }],
  playground: async ({ functions, sessions }, use) => {
    const playground = await startPlayground(functions, sessions)
    await use(playground)
    await playground.stop()
  },
})
export { expect } from '@playwright/test'
