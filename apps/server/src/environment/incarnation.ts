// The processes of one incarnation of an environment: started in Lambda's order, and ended in its order within the budget.
import { extensionLimit, type InitializationType } from '@playground/protocol'
import type { Clock } from '../clock.ts'
import type { Extension, ShutdownReason } from './extension.ts'
import type { Extensions } from './extensions.ts'
import type {
  EnvironmentHome,
  Exit,
  ExternalExtension,
  ProcessEvents,
  ProcessStart,
  StartFailure,
  StartedProcess,
  TelemetryDelivery,
} from './ports.ts'

export type IncarnationEvents = {
  runtimeExited(exit: Exit): void
  runtimeFailed(failure: StartFailure): void
  extensionExited(extension: Extension, exit: Exit): void
  extensionFailed(extension: Extension, failure: StartFailure): void
  printed(line: string): void
  shutdownSet(deadline: number): void
  shutdownFired(): void
}

export type IncarnationParts = {
  clock: Clock
  home: EnvironmentHome
  telemetry: TelemetryDelivery
  extensions: Extensions
  start: Omit<ProcessStart, 'program'> & { initializationType: InitializationType }
  events: IncarnationEvents
}

/** The longest that a shutdown waits for subscribers of telemetry, milliseconds. */
const flushMs = 1000

type Running = { extension: Extension; process: StartedProcess; exited: Promise<void> }

export class Incarnation {
  readonly #parts: IncarnationParts
  readonly #running: Running[] = []
  #runtime: StartedProcess | undefined
  #runtimeRuns = false
  #ended: Promise<void> | undefined

  constructor(parts: IncarnationParts) {
    this.#parts = parts
  }

  /** What its processes do counts no more. */
  get ending(): boolean {
    return this.#ended !== undefined
  }

  get runtimeRuns(): boolean {
    return this.#runtimeRuns && !this.ending
  }

  /** SIGKILL, which nobody announced: what follows is what follows a crash. */
  killRuntime(why: string): void {
    void this.#runtime?.end(why, 0)
  }

  /** All at once, in the order of the listing. */
  startExtensions(files: readonly ExternalExtension[]): void {
    const { extensions } = this.#parts
    for (const [index, file] of files.entries()) {
      if (this.ending) return
      const extension = extensions.launch(file.name)
      if (index < extensionLimit) this.#startExtension(extension, file)
      else this.#parts.clock.soon(() => this.#failed(extension, tooMany(file.name)))
    }
  }

  startRuntime(): void {
    const { home, start, events, clock } = this.#parts
    const ends = () => (this.#runtimeRuns = false)
    this.#runtimeRuns = true
    this.#runtime = home.start(
      { ...start, program: { kind: 'runtime' } },
      {
        exited: (exit) => {
          ends()
          clock.soon(() => this.ending || events.runtimeExited(exit))
        },
        failed: (failure) => {
          ends()
          clock.soon(() => this.ending || events.runtimeFailed(failure))
        },
        printed: (line) => events.printed(line),
      },
    )
  }

  /** Ends them: the runtime first, then the extensions, each with what its registration gives it. Resolves when all are gone. */
  end(why: string, reason: ShutdownReason): Promise<void> {
    this.#ended ??= this.#end(why, reason)
    return this.#ended
  }

  async #end(why: string, reason: ShutdownReason): Promise<void> {
    const { home, clock, extensions, events } = this.#parts
    home.thaw()
    extensions.expectEnd()
    const { totalMs, runtimeMs } = extensions.budget
    const endsAt = clock.now() + totalMs
    const deadline = Math.floor(clock.epoch() + totalMs)
    if (totalMs > 0) events.shutdownSet(deadline)
    await this.#runtime?.end(why, runtimeMs)
    if (this.#running.length > 0) await this.#endExtensions(why, reason, endsAt, deadline)
    extensions.abandon()
    await home.clear(why)
  }

  async #endExtensions(why: string, reason: ShutdownReason, endsAt: number, deadline: number): Promise<void> {
    const { clock, extensions, telemetry, start, events } = this.#parts
    const left = () => Math.max(0, endsAt - clock.now())
    await telemetry.flush(start.of.environment, Math.min(flushMs, left()))
    const told = new Set(extensions.deliver({ kind: 'SHUTDOWN', deadline, reason }))
    await Promise.all(
      this.#running.map(async ({ extension, process, exited }) => {
        if (told.has(extension) && left() > 0) {
          const inTime = await within(exited, left(), clock)
          if (!inTime) events.shutdownFired()
        }
        await process.end(why, 0)
      }),
    )
  }

  #startExtension(extension: Extension, file: ExternalExtension): void {
    const { home, start, events, clock } = this.#parts
    let gone = () => {}
    const exited = new Promise<void>((resolve) => (gone = resolve))
    const told: ProcessEvents = {
      exited: (exit) => {
        gone()
        clock.soon(() => this.#exited(extension, exit))
      },
      failed: (failure) => {
        gone()
        clock.soon(() => this.#failed(extension, failure))
      },
      printed: (line) => events.printed(line),
    }
    const process = home.start(
      { ...start, of: { ...start.of, extension: file.name }, program: { kind: 'extension', ...file } },
      told,
    )
    this.#running.push({ extension, process, exited })
  }

  #exited(extension: Extension, exit: Exit): void {
    if (!this.ending) return this.#parts.events.extensionExited(extension, exit)
    // Whoever got the SHUTDOWN event is to end by itself, and well.
    extension.exited(exit.code === 0 ? 'Exited' : 'ShutdownFailed')
  }

  #failed(extension: Extension, failure: StartFailure): void {
    extension.launchFailed(failure.errorType)
    if (!this.ending) this.#parts.events.extensionFailed(extension, failure)
  }
}

async function within(done: Promise<void>, ms: number, clock: Clock): Promise<boolean> {
  return new Promise((resolve) => {
    const cancel = clock.after(ms, () => resolve(false))
    void done.then(() => {
      cancel()
      resolve(true)
    })
  })
}

function tooMany(name: string): StartFailure {
  return {
    errorType: 'Extension.LaunchError',
    message: 'TooManyExtensions',
    help: `The extension ${name} is one too many: an environment has at most ${extensionLimit}.`,
  }
}
