// What a managed environment has of this machine: its address, its home, the processes of its incarnation, and their freeze.
import { endpoints, type FunctionDefinition } from '@playground/protocol'
import type { Clock } from '../clock.ts'
import type { Environment } from './environment.ts'
import type { ShutdownReason } from './extension.ts'
import { Freezer } from './freezer.ts'
import { Incarnation, type IncarnationParts } from './incarnation.ts'
import type { EnvironmentHome, EnvironmentListener, HomeEvents, ProcessHost, TelemetryDelivery } from './ports.ts'

export type HostingParts = {
  clock: Clock
  host: ProcessHost
  telemetry: TelemetryDelivery
  /** Opens the environment's own Runtime API. */
  listen: (environment: Environment) => Promise<EnvironmentListener>
}

export type HostingEvents = HomeEvents & {
  frozen(): void
  thawed(reason: string): void
  /** The processes of an incarnation are gone. */
  ended(): void
}

/** What the processes of an incarnation are started with, but for what is known here. */
export type IncarnationStart = Pick<IncarnationParts, 'extensions' | 'events'> & {
  start: Omit<IncarnationParts['start'], 'runtimeApi' | 'credentials'>
  /** SnapStart: what a request for credentials has to say; then there are none among the variables. */
  credentialsToken: string | undefined
}

export class Hosting {
  readonly #parts: HostingParts
  readonly #events: HostingEvents
  readonly #freezer: Freezer
  #listener: EnvironmentListener | undefined
  #home: EnvironmentHome | undefined
  #processes: Incarnation | undefined
  #ended: Promise<void> = Promise.resolve()
  #peakMemoryMb: number | undefined
  #works = false

  constructor(parts: HostingParts, events: HostingEvents) {
    this.#parts = parts
    this.#events = events
    this.#freezer = new Freezer({
      clock: parts.clock,
      freeze: () => {
        events.frozen()
        this.#home?.freeze()
      },
      thaw: (reason) => {
        this.#home?.thaw()
        if (this.#works) this.#home?.working(true)
        events.thawed(reason)
      },
    })
  }

  /** Port of its Runtime API; 0 before `listen`. */
  get port(): number {
    return this.#listener?.port ?? 0
  }

  get peakMemoryMb(): number | undefined {
    return this.#home?.peakMemoryMb() ?? this.#peakMemoryMb
  }

  get frozen(): boolean {
    return this.#freezer.frozen
  }

  /** The runtime has a process, as far as is known. */
  get runtimeRuns(): boolean {
    return this.#processes?.runtimeRuns === true
  }

  async listen(environment: Environment): Promise<void> {
    this.#listener = await this.#parts.listen(environment)
  }

  /** Resolves when the processes of the incarnation before are gone. */
  get ended(): Promise<void> {
    return this.#ended
  }

  /** Starts an incarnation: its extensions, and the runtime where there are none to wait for. */
  begin(
    of: { function: string; environment: string },
    definition: FunctionDefinition,
    incarnation: IncarnationStart,
  ): Incarnation {
    const home = (this.#home ??= this.#parts.host.open(of, definition, this.#events))
    const { clock, telemetry } = this.#parts
    const runtimeApi = this.#listener?.address ?? ''
    const { credentialsToken: token } = incarnation
    const credentials = { uri: `http://${runtimeApi}${endpoints.credentials.path}`, token: token ?? '' }
    const start = { ...incarnation.start, runtimeApi, ...(token === undefined ? {} : { credentials }) }
    const processes = new Incarnation({ ...incarnation, clock, home, telemetry, start })
    this.#processes = processes
    const files = home.extensions(definition)
    if (files.length === 0) processes.startRuntime()
    else processes.startExtensions(files)
    return processes
  }

  /** Whether these are the processes of now, and not about to be ended. */
  runs(processes: Incarnation): boolean {
    return this.#processes === processes && !processes.ending
  }

  startRuntime(): void {
    this.#freezer.wakes('the runtime starts')
    this.#processes?.startRuntime()
  }

  /** Samples are taken while it works; where it rests it is frozen `afterMs`, unless that is undefined. */
  working(yes: boolean, freezesAfterMs: number | undefined, reason: string): void {
    this.#works = yes
    this.#home?.working(yes)
    if (freezesAfterMs === undefined) this.#freezer.wakes(reason)
    else this.#freezer.rests(freezesAfterMs)
  }

  /** Stops its processes now, whatever they are at; they go on by `thaw`, or when they are needed. */
  freeze(): void {
    this.#freezer.freezes()
  }

  /** Lets them go on; they rest awake until they were needed once. */
  thaw(reason: string): void {
    this.#freezer.wakes(reason)
  }

  /** SIGKILL to the runtime's group and nobody else, as the kernel does it. */
  killRuntime(why: string): void {
    this.#processes?.killRuntime(why)
  }

  /** Ends every process at once. */
  kill(why: string): void {
    void this.#home?.clear(why)
  }

  /** Ends the incarnation by Lambda's rules. */
  end(why: string, reason: ShutdownReason): Promise<void> {
    const processes = this.#processes
    if (processes !== undefined) {
      this.#peakMemoryMb = this.#home?.peakMemoryMb()
      this.#processes = undefined
      this.#ended = processes.end(why, reason).then(() => this.#events.ended())
    }
    return this.#ended
  }

  /** Nothing is left of it. */
  async close(why: string): Promise<void> {
    await this.end(why, 'spindown')
    await this.#listener?.close()
    await this.#home?.close(why)
  }
}
