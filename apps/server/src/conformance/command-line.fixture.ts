// The built command as a process of its own, in a folder of its own: what it writes, how it ends, what it leaves.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, readdir, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { home, soon, writeFunction, type FunctionFiles } from './playground.fixture.ts'

export type Ended = { code: number | null; out: string; err: string }

export type Running = {
  ended: Promise<Ended>
  pid: number
  kill(signal: NodeJS.Signals): void
  /** Resolves with what `pattern` finds in one of its outputs, once it does. */
  said(pattern: RegExp): Promise<RegExpExecArray>
  input: NodeJS.WritableStream
}

/** `more`: variables. */
type Where = { within?: string; more?: Record<string, string> }

export type Place = Awaited<ReturnType<typeof placeWith>>

/** Folders of functions, of this user's data and of temporary files, with nothing else in them. */
export async function placeWith(functions: Record<string, FunctionFiles>) {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'command-line-')))
  for (const part of ['tmp', 'data', 'empty']) await mkdir(join(folder, part))
  for (const [name, files] of Object.entries(functions)) await writeFunction(join(folder, name), files)
  const variables = {
    PATH: process.env['PATH'] ?? '',
    HOME: process.env['HOME'] ?? '',
    TMPDIR: join(folder, 'tmp'),
    XDG_DATA_HOME: join(folder, 'data'),
    CI: '1',
  }
  const start = (args: readonly string[], { within = 'empty', more = {} }: Where = {}): Running => {
    const child = spawn(process.execPath, [join(home, 'scripts/start.mjs'), ...args], {
      cwd: join(folder, within),
      env: { ...variables, ...more },
    })
    const written = { out: '', err: '' }
    child.stdout.on('data', (piece: Buffer) => (written.out += piece.toString()))
    child.stderr.on('data', (piece: Buffer) => (written.err += piece.toString()))
    let over = false
    const ended = once(child, 'close').then(([code]): Ended => {
      over = true
      return { code: code as number | null, ...written }
    })
    child.stdin.on('error', () => {})
    return {
      ended,
      pid: child.pid!,
      kill: (signal) => void child.kill(signal),
      input: child.stdin,
      async said(pattern) {
        for (;;) {
          const found = pattern.exec(written.err) ?? pattern.exec(written.out)
          if (found !== null) return found
          if (over) throw new Error(`it ended before it wrote ${pattern}: ${written.out}${written.err}`)
          await soon()
        }
      },
    }
  }
  return {
    folder,
    start,
    /** Runs it to its end. */
    run(args: readonly string[], options: Where & { input?: string } = {}) {
      const running = start(args, options)
      running.input.end(options.input ?? '')
      return running.ended
    },
    /** Names of what is left of temporary files. */
    left: () => readdir(join(folder, 'tmp')),
    remove: () => rm(folder, { recursive: true, force: true }),
  }
}
