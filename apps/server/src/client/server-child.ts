// A playground as a child of the process that tests with it: what happens in it stays out of that process, and it ends with it.
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { StartOptions } from './api.ts'
import { PlaygroundProblem } from './connection.ts'

/** What `start --json-ready` prints. */
export type Ready = {
  address: string
  port: number
  runtimeApiAddress: string
  functionUrlAddress: string
  apiAddress: string
  functions: string[]
}

export type ServerChild = { ready: Ready; stop(): Promise<void> }

/** Of what it wrote to standard error, characters that are kept for a message. */
const errorKept = 4000

/** Rejects with a PlaygroundProblem that says why it could not start. */
export async function startServer(options: StartOptions): Promise<ServerChild> {
  const variables = options.variables === undefined ? undefined : variablesFile(options.variables)
  try {
    return await run(wordsFor(options, variables?.file), options.timeoutMs ?? 60_000)
  } finally {
    variables?.remove()
  }
}

const free = ['--port', '--runtime-api-port', '--function-url-port', '--api-port'].flatMap((flag) => [flag, '0'])
const fixed = ['start', '--no-open', '--json-ready', '--until-stdin-ends', ...free]

function wordsFor(
  { folders = [], template, parameters = {}, dataDir }: StartOptions,
  variables: string | undefined,
): string[] {
  return [
    ...fixed,
    ...(dataDir === undefined ? ['--temporary'] : ['--data-dir', dataDir]),
    ...(template === undefined ? [] : ['--template', template]),
    ...(variables === undefined ? [] : ['--env-vars', variables]),
    ...Object.entries(parameters).flatMap(([name, value]) => ['--parameter-overrides', `${name}="${value}"`]),
    '--',
    ...folders,
  ]
}

function run(words: string[], timeoutMs: number): Promise<ServerChild> {
  const child = spawn(process.execPath, [program(), ...words], { stdio: ['pipe', 'pipe', 'pipe'] })
  // A test that forgets to stop it ends all the same, and its end is the end of the child's input.
  const hold = (held: boolean) => {
    const way = held ? 'ref' : 'unref'
    child[way]()
    for (const stream of [child.stdin, child.stdout, child.stderr]) (stream as unknown as NodeJS.RefCounted)[way]()
  }
  const ended = new Promise<string>((resolve) => {
    child.on('error', (problem) => resolve(problem.message))
    child.on('close', (code, signal) => resolve(`it ended with ${signal ?? code}`))
  })
  child.stdin.on('error', () => {})
  let [out, err] = ['', '']
  child.stderr.on('data', (piece: Buffer) => (err = `${err}${piece.toString()}`.slice(-errorKept)))
  const stop = async () => {
    hold(true)
    child.stdin.end()
    await ended
  }
  return new Promise((resolve, reject) => {
    const fail = (why: string) => reject(new PlaygroundProblem(`The playground did not start: ${err.trim() || why}`))
    const timer = setTimeout(() => {
      child.kill('SIGKILL')
      fail(`it did not serve within ${timeoutMs / 1000} s`)
    }, timeoutMs)
    void ended.then((why) => {
      clearTimeout(timer)
      fail(why)
    })
    const take = (piece: Buffer) => {
      out += piece.toString()
      if (!out.includes('\n')) return
      clearTimeout(timer)
      child.stdout.off('data', take).resume()
      hold(false)
      resolve({ ready: JSON.parse(out) as Ready, stop })
    }
    child.stdout.on('data', take)
  })
}

/** The program of this package: this file is below its folder, bundled or not. */
function program(): string {
  for (let folder = import.meta.dirname; ; folder = dirname(folder)) {
    const file = join(folder, 'scripts', 'start.mjs')
    if (existsSync(file)) return file
    if (folder === dirname(folder))
      throw new PlaygroundProblem('The program of lambda-runtime-playground is missing. Install it again.')
  }
}

function variablesFile(variables: NonNullable<StartOptions['variables']>) {
  const folder = mkdtempSync(join(tmpdir(), 'lambda-playground-variables-'))
  const file = join(folder, 'variables.json')
  writeFileSync(file, JSON.stringify(variables), { mode: 0o600 })
  return { file, remove: () => rmSync(folder, { recursive: true, force: true }) }
}
