// The runtime of one incarnation of an environment, as a real process and everything it forks.
import { spawn, type ChildProcess } from 'node:child_process'
import { rm } from 'node:fs/promises'
import { delimiter } from 'node:path'
import type { Belongs } from '@playground/protocol'
import type { Cancel } from '../clock.ts'
import type { Exit, RuntimeEvents, RuntimeProcess, RuntimeStart, StartFailure } from '../environment/ports.ts'
import type { Leftovers } from './leftovers.ts'
import { execFailure, locate } from './locate.ts'
import { readLines } from './output.ts'
import type { ProcessHostOptions } from './process-host.ts'
import { peakMemoryOf, sampleOf } from './sample.ts'
import { endAll } from './terminate.ts'
import { looksSecret, variablesFor } from './variables.ts'

/** Samples are at least this far apart, milliseconds; one is taken soon after work begins, so that a short run has one. */
const sampleMs = 200
const soonMs = 20

export class HostedProcess implements RuntimeProcess {
  readonly #options: ProcessHostOptions
  readonly #leftovers: Leftovers
  readonly #folder: string
  readonly #start: RuntimeStart
  readonly #events: RuntimeEvents
  readonly #gone: () => void
  readonly #of: Belongs
  #child: ChildProcess | undefined
  #peakMb: number | undefined
  #working = false
  #sampledAt = Number.NEGATIVE_INFINITY
  #cancelSample: Cancel | undefined
  #terminated: Promise<void> | undefined

  constructor(
    options: ProcessHostOptions,
    leftovers: Leftovers,
    folder: string,
    start: RuntimeStart,
    events: RuntimeEvents,
    gone: () => void,
  ) {
    this.#options = options
    this.#leftovers = leftovers
    this.#folder = folder
    this.#start = start
    this.#events = events
    this.#gone = gone
    this.#of = { ...start.of, process: options.recorder.count('process') }
    this.#spawn()
  }

  peakMemoryMb(): number | undefined {
    const pid = this.#child?.pid
    if (this.#peakMb === undefined && pid !== undefined) this.#peakMb = peakMemoryOf(pid)
    return this.#peakMb
  }

  /** A sample that is planned is still taken when the work ends before it: memory rarely shrinks at once. */
  working(yes: boolean): void {
    this.#working = yes
    if (yes) this.#planSample()
  }

  terminate(reason: string, graceMs: number): Promise<void> {
    this.#terminated ??= this.#end(reason, graceMs)
    return this.#terminated
  }

  #spawn(): void {
    const { definition, logStream, runtimeApi } = this.#start
    const { recorder, clock, runtimesFolder } = this.#options
    const command = locate(definition, runtimesFolder)
    if ('errorType' in command) return this.#failed(command)
    const own = this.#options.variablesOf(definition.name)
    for (const [name, value] of Object.entries(own)) if (looksSecret(name)) recorder.mask(name, value)
    const hostPath = (process.env['PATH'] ?? '')
      .split(delimiter)
      .filter((part) => part.startsWith('/'))
      .join(delimiter)
    const variables = variablesFor({
      definition,
      own,
      runtimeApi,
      logStream,
      folder: this.#folder,
      runtimeFolder: runtimesFolder,
      hostPath,
    })
    let child: ChildProcess
    try {
      child = spawn(command.file, command.args, {
        cwd: command.folder,
        env: variables,
        detached: true,
        stdio: ['ignore', 'pipe', 'pipe'],
      })
    } catch (problem) {
      const { code, message } = problem as NodeJS.ErrnoException
      return this.#failed(execFailure(command.file, code, message))
    }
    const { pid } = child
    child.on('error', (problem: NodeJS.ErrnoException) => {
      if (pid === undefined) this.#failed(execFailure(command.file, problem.code, problem.message))
    })
    if (pid === undefined) return
    this.#child = child
    this.#leftovers.note(pid, logStream)
    recorder.record(this.#of, {
      type: 'process.started',
      pid,
      command: [command.file, ...command.args],
      folder: command.folder,
      variables,
    })
    for (const stream of ['stdout', 'stderr'] as const) {
      readLines(child[stream]!, clock, ({ text, partial }) => {
        recorder.record(
          { ...this.#of, ...this.#events.invocation() },
          { type: 'process.printed', stream, line: text, ...(partial ? { partial: true as const } : {}) },
        )
        this.#events.printed(text)
      })
    }
    child.on('exit', (code, signal) => this.#exited({ code, signal }))
  }

  #failed(failure: StartFailure): void {
    this.#options.recorder.record(this.#of, { type: 'process.failed', ...failure })
    this.#events.failed(failure)
  }

  #exited(exit: Exit): void {
    const tell = () => {
      this.#options.recorder.record({ ...this.#of, ...this.#events.invocation() }, { type: 'process.exited', ...exit })
      this.#events.exited(exit)
    }
    // Its last words are in the pipe; a fork that holds the pipe open must not keep us.
    this.#options.clock.soon(tell)
  }

  #planSample(): void {
    if (this.#cancelSample !== undefined || this.#terminated !== undefined) return
    const { clock } = this.#options
    const afterMs = Math.max(soonMs, this.#sampledAt + sampleMs - clock.now())
    this.#cancelSample = clock.after(afterMs, () => void this.#sample())
  }

  async #sample(): Promise<void> {
    const pid = this.#child?.pid
    if (pid === undefined) return
    this.#sampledAt = this.#options.clock.now()
    const sample = await sampleOf(pid, this.#start.logStream).catch(() => undefined)
    this.#cancelSample = undefined
    if (sample === undefined || this.#terminated !== undefined) return
    this.#peakMb = Math.max(this.#peakMb ?? 0, sample.memoryMb)
    this.#options.recorder.record(this.#of, { type: 'process.sampled', ...sample, peakMemoryMb: this.#peakMb })
    if (sample.memoryMb > this.#start.definition.memoryMb) this.#events.outOfMemory()
    if (this.#working) this.#planSample()
  }

  async #end(reason: string, graceMs: number): Promise<void> {
    this.#working = false
    this.#cancelSample?.()
    const child = this.#child
    const pid = child?.pid
    if (child !== undefined && pid !== undefined) {
      if (child.exitCode === null && child.signalCode === null) {
        this.#options.recorder.record(this.#of, {
          type: 'process.signalled',
          signal: graceMs > 0 ? 'SIGTERM' : 'SIGKILL',
          reason,
        })
      }
      await endAll(pid, this.#start.logStream, graceMs)
      this.#leftovers.forget(pid)
      child.stdout?.destroy()
      child.stderr?.destroy()
    }
    await rm(this.#folder, { recursive: true, force: true }).catch(() => {})
    this.#gone()
  }
}
