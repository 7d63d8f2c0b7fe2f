// One process of an environment, the leader of a group of its own: started, listened to, ended.
import { spawn, type ChildProcess } from 'node:child_process'
import type { Readable } from 'node:stream'
import type { Exit, ProcessEvents, ProcessStart, StartedProcess, StartFailure } from '../environment/ports.ts'
import { startTimeOf } from '../process-start.ts'
import { attachLine } from './debugger.ts'
import { prepare, type Prepared, type Where } from './prepare.ts'
import { readFrames } from './log-frames.ts'
import { readLines } from './output.ts'
import { execFailure } from './program-file.ts'
import { looksSecret } from './variables.ts'
import { endAll } from './terminate.ts'
import type { Leader } from './tree.ts'

/** What is left in its pipes is waited for this long, milliseconds, once everything that writes to them is gone. */
const lastWordsMs = 100

export type HostedParts = Where & {
  /** The invocation that output belongs to at this moment. */
  invocation: () => object
  /** It is about to be told to end by a signal, which one that is stopped would not take. */
  wake: () => void
}

export class HostedProcess implements StartedProcess {
  readonly #parts: HostedParts
  readonly #events: ProcessEvents
  readonly #of: ProcessStart['of'] & { process: number }
  #child: ChildProcess | undefined
  #leader: Leader | undefined
  #closed: Promise<unknown> | undefined
  #told = false

  constructor(parts: HostedParts, start: ProcessStart, events: ProcessEvents) {
    this.#parts = parts
    this.#events = events
    this.#of = { ...start.of, process: parts.recorder.count('process') }
    const own = parts.variablesOf(start.definition)
    for (const [name, value] of Object.entries(own)) if (looksSecret(name)) parts.recorder.mask(name, value)
    const prepared = prepare(start, own, parts)
    if ('errorType' in prepared) this.#failed(prepared)
    else this.#spawn(prepared)
  }

  /** Undefined where it could not be started, and once it was ended. */
  get leader(): Leader | undefined {
    return this.#leader
  }

  async end(reason: string, graceMs: number): Promise<void> {
    if (this.#leader === undefined) return
    if (graceMs > 0) this.#parts.wake()
    this.signalled(graceMs > 0 ? 'SIGTERM' : 'SIGKILL', reason)
    await endAll({ leaders: [this.#leader], folders: [] }, graceMs)
    await this.gone()
  }

  /** For the journal: it is about to get a signal. */
  signalled(signal: string, reason: string): void {
    const child = this.#child
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return
    this.#parts.recorder.record(this.#of, { type: 'process.signalled', signal, reason })
  }

  /** Nothing is left of it and its group: reads its last words, and forgets it. */
  async gone(): Promise<void> {
    const child = this.#child
    if (child?.pid === undefined || this.#leader === undefined) return
    this.#leader = undefined
    this.#parts.leftovers.forget(child.pid)
    const limit = new Promise<void>((resolve) => this.#parts.clock.after(lastWordsMs, resolve))
    await Promise.race([this.#closed, limit])
    for (const stream of child.stdio) stream?.destroy()
  }

  #spawn(prepared: Prepared): void {
    const { recorder, leftovers, folder } = this.#parts
    let child: ChildProcess
    try {
      child = spawn(prepared.file, prepared.args, {
        cwd: prepared.folder,
        env: prepared.variables,
        detached: true,
        stdio: ['ignore', 'pipe', 'pipe', ...(prepared.frames ? ['pipe' as const] : [])],
      })
    } catch (problem) {
      const { code, message } = problem as NodeJS.ErrnoException
      return this.#failed(execFailure(prepared.program, code, message, prepared.subject))
    }
    const { pid } = child
    child.on('error', ({ code, message }: NodeJS.ErrnoException) => {
      if (pid === undefined) this.#failed(execFailure(prepared.program, code, message, prepared.subject))
    })
    if (pid === undefined) return
    this.#child = child
    this.#closed = new Promise((resolve) => child.once('close', resolve))
    this.#leader = { pid, startTime: startTimeOf(pid) }
    leftovers.note(this.#leader, folder)
    recorder.record(this.#of, { type: 'process.started', pid, ...prepared.shown })
    this.#listen(child, prepared)
    child.on('exit', (code, signal) => this.#exited({ code, signal }))
  }

  #listen(child: ChildProcess, { frames, debuggable }: Prepared): void {
    const { clock, recorder, invocation } = this.#parts
    for (const stream of ['stdout', 'stderr'] as const) {
      readLines(child[stream]!, clock, ({ text, partial }) => {
        recorder.record(
          { ...this.#of, ...invocation() },
          { type: 'process.printed', stream, line: text, ...(partial ? { partial: true as const } : {}) },
        )
        const attach = debuggable && stream === 'stderr' ? attachLine(text) : undefined
        if (attach !== undefined) recorder.record(this.#of, { type: 'environment.debuggable', attach })
        this.#events.printed(text)
      })
    }
    if (!frames) return
    readFrames(child.stdio[3] as Readable, clock, ({ level, time, text }) => {
      recorder.record(
        { ...this.#of, ...invocation() },
        {
          type: 'process.printed',
          stream: 'telemetry',
          line: text,
          ...(level === undefined ? {} : { level }),
          ...(time === undefined ? {} : { time }),
        },
      )
      this.#events.printed(text)
    })
  }

  #failed(failure: StartFailure): void {
    const { errorType, message, help } = failure
    this.#parts.recorder.record(this.#of, { type: 'process.failed', errorType, message, help })
    this.#events.failed(failure)
  }

  /** Its last words are in the pipe; a fork that holds the pipe open must not keep us. */
  #exited(exit: Exit): void {
    this.#parts.clock.soon(() => {
      if (this.#told) return
      this.#told = true
      this.#parts.recorder.record({ ...this.#of, ...this.#parts.invocation() }, { type: 'process.exited', ...exit })
      this.#events.exited(exit)
    })
  }
}
