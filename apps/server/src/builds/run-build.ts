// Runs one build: a shell command in a function's folder, with the tools and caches of whoever started the playground.
import { spawn } from 'node:child_process'
import type { Readable } from 'node:stream'
import type { Clock } from '../clock.ts'
import { markVariable } from '../process/mark.ts'
import { readLines } from '../process/output.ts'
import { endAll } from '../process/terminate.ts'
import { startTimeOf } from '../process-start.ts'

export type BuildRun = {
  command: string
  folder: string
  /** Marks its processes, so that those that leave their group are found. */
  mark: string
  clock: Clock
  printed: (source: 'stdout' | 'stderr', text: string) => void
  started: (leader: { pid: number; startTime: string | undefined }) => void
}

export type RunningBuild = {
  /** Resolves when it is over: undefined where it went well, or how it ended, as `ended with exit code 1`. */
  done: Promise<string | undefined>
  /** Ends it and whatever it started. */
  end(): Promise<void>
}

/** What a shell ends with where there is no such program. */
const notFound = 127
/** Nobody waits longer for a build, milliseconds. */
const longestMs = 15 * 60_000
/** Lines that are told; what follows is counted. */
const lineLimit = 5_000
/** How long it may take to end when it is told to, milliseconds. */
const graceMs = 2_000

export function runBuild({ command, folder, mark, clock, printed, started }: BuildRun): RunningBuild {
  const child = spawn('/bin/sh', ['-c', command], {
    cwd: folder,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    // Plain text: what is read here is shown in a page and in a journal.
    env: { ...process.env, NO_COLOR: '1', CARGO_TERM_COLOR: 'never', TERM: 'dumb', [markVariable]: mark },
  })
  const leader = child.pid === undefined ? undefined : { pid: child.pid, startTime: startTimeOf(child.pid) }
  if (leader !== undefined) started(leader)
  let lines = 0
  const take = (source: 'stdout' | 'stderr') => (stream: Readable) =>
    readLines(stream, clock, ({ text }) => {
      lines += 1
      if (lines <= lineLimit) printed(source, text)
      else if (lines === lineLimit + 1) printed('stderr', `… more than ${lineLimit} lines: the rest is not shown.`)
    })
  take('stdout')(child.stdout)
  take('stderr')(child.stderr)
  let why: string | undefined
  const end = async () => {
    if (leader !== undefined) await endAll({ leaders: [leader], folders: [mark] }, graceMs)
  }
  const cancel = clock.after(longestMs, () => {
    why = `took longer than ${longestMs / 60_000} minutes, and was ended`
    void end()
  })
  const done = new Promise<string | undefined>((resolve) => {
    child.on('error', (problem) => {
      cancel()
      resolve(`could not be started: ${problem.message}`)
    })
    child.on('close', (code, signal) => {
      cancel()
      resolve(
        why ??
          (code === 0
            ? undefined
            : signal === null
              ? `ended with exit code ${code}${code === notFound ? ': a program that it runs is not on the PATH of the playground; install it, and start the playground again' : ''}`
              : `was ended by ${signal}`),
      )
    })
  })
  return { done, end }
}
