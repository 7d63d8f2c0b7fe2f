// An environment whose processes the playground starts itself: its address, how they end, their freeze, and what is done to them by hand.
import {
  refuseAction,
  type ActionRefusal,
  type Belongs,
  type EnvironmentAction,
  type EnvironmentState,
  type FunctionDefinition,
} from '@playground/protocol'
import { Environment, type EnvironmentParts } from './environment.ts'
import type { Extension } from './extension.ts'
import { exitFailure, extensionExitFailure, startFailure, type Failure } from './failures.ts'
import { freezeAfterMs } from './freezer.ts'
import { Hosting, type HostingParts } from './hosting.ts'
import type { Incarnation } from './incarnation.ts'
import type { Init } from './init.ts'
import type { Invocation } from './invocation.ts'
import type { Exit } from './ports.ts'

export type HostedParts = EnvironmentParts & HostingParts

/** Which one it is, and for whom. */
export type HostedIdentity = { name: string; number: number; tenant?: string | undefined }

const byHand = 'by hand'

export abstract class HostedEnvironment extends Environment {
  /** The tenant whose invocations alone it serves. */
  readonly tenant: string | undefined
  /** The invocation that waits for Init, or for a restore. */
  protected cause: Invocation | undefined
  protected readonly hosting: Hosting
  protected abstract readonly init: Init
  readonly #number: number
  /** Its limit in MB, where a sample was over it. */
  #memoryExceeded: number | undefined

  constructor({ name, number, tenant }: HostedIdentity, definition: FunctionDefinition, parts: HostedParts) {
    super(name, definition, parts)
    this.tenant = tenant
    this.#number = number
    this.hosting = new Hosting(parts, {
      outOfMemory: () => {
        this.#memoryExceeded = definition.memoryMb
        this.hosting.kill('memory limit')
      },
      invocation: () => (this.serving ?? this.cause)?.of ?? {},
      frozen: () => this.record(this.of(), { type: 'environment.frozen' }),
      thawed: (reason) => this.record(this.of(), { type: 'environment.thawed', reason }),
      ended: () => this.runtime.abandon(),
    })
  }

  /** It can be started again as the same environment. */
  get restartable(): boolean {
    return true
  }

  protected get peakMemoryMb(): number | undefined {
    return this.hosting.peakMemoryMb
  }

  override of(): Belongs & { function: string; environment: string; incarnation: number } {
    return { ...super.of(), ...(this.serving === undefined ? this.cause?.of : undefined) }
  }

  /** Does what a person asks for, or says why not. `replaced`: another takes its place, so that a restart only ends it. */
  act(action: EnvironmentAction, replaced: boolean): ActionRefusal | undefined {
    const refusal = refuseAction(action, {
      name: this.name,
      attached: false,
      state: this.state,
      frozen: this.hosting.frozen,
      serves: this.left().length > 0,
      runs: this.hosting.runtimeRuns,
    })
    if (refusal !== undefined) return refusal
    this.record(this.of(), { type: 'environment.asked', action })
    if (action === 'kill') this.hosting.killRuntime(`killed ${byHand}`)
    else if (action === 'freeze') this.hosting.freeze()
    else if (action === 'thaw') this.hosting.thaw(byHand)
    else if (action === 'restart' && !replaced) this.restart(`restarted ${byHand}`)
    else void this.stop(action === 'restart' ? `restarted ${byHand}: another takes its place` : `shut down ${byHand}`)
    return undefined
  }

  /** Invocations that are lost if it is stopped now. */
  protected abstract left(): Invocation[]
  /** Ends its processes and runs Init again, for nobody in particular. */
  protected abstract restart(reason: string): void
  /** A process ended, or never started. */
  protected abstract broken(failure: Failure): void
  /** A process ended while nobody was served. */
  protected abstract brokeIdle(failure: Failure): void

  /** How long it rests in a state before it is frozen, milliseconds; undefined: it is not. */
  protected freezesAfter(state: EnvironmentState): number | undefined {
    const { freeze, debug } = this.definition.execution
    return state === 'ready' && freeze && !debug ? freezeAfterMs : undefined
  }

  protected override become(to: EnvironmentState, reason: string, of: Belongs = {}): void {
    super.become(to, reason, of)
    const working = to === 'init' || to === 'invoke' || to === 'restoring'
    this.hosting.working(working, this.freezesAfter(to), reason)
  }

  /** Opens its address. */
  protected async listen(): Promise<void> {
    await this.hosting.listen(this)
    const { codeHash } = this.definition
    this.record(this.of(), {
      type: 'environment.created',
      number: this.#number,
      port: this.hosting.port,
      attached: false,
      ...(this.tenant === undefined ? {} : { tenant: this.tenant }),
      ...(codeHash === undefined ? {} : { codeHash }),
    })
  }

  /** Starts the processes of an incarnation. */
  protected startProcesses(): void {
    this.#memoryExceeded = undefined
    const of = { function: this.definition.name, environment: this.name, incarnation: this.incarnation }
    const processes: Incarnation = this.hosting.begin(of, this.definition, {
      extensions: this.extensions,
      credentialsToken: this.credentialsToken,
      start: {
        definition: this.definition,
        of,
        logStream: this.init.logStream,
        initializationType: this.init.type,
      },
      events: {
        runtimeExited: (exit) => void this.#exited(processes, exit),
        runtimeFailed: (failure) => this.broken(startFailure(failure)),
        extensionExited: (extension, exit) => this.#extensionExited(extension, exit),
        extensionFailed: (_, failure) => this.broken(startFailure(failure)),
        printed: (line) => this.printed(line),
        shutdownSet: (deadline) => this.record(this.of(), { type: 'deadline.set', for: 'shutdown', deadline }),
        shutdownFired: () => this.record(this.of(), { type: 'deadline.fired', for: 'shutdown' }),
      },
    })
  }

  async #exited(processes: Incarnation, exit: Exit): Promise<void> {
    // A runtime may end as soon as it has written its answer: what it wrote still counts.
    await this.runtime.reading
    if (!this.hosting.runs(processes)) return
    this.#lostProcess(exitFailure(exit, this.moment, this.#memoryExceeded))
  }

  #extensionExited(extension: Extension, exit: Exit): void {
    const byItself = () => extensionExitFailure(extension.name, exit, this.moment, this.extensions.firstReported)
    const memory = this.#memoryExceeded
    const failure = memory === undefined ? byItself() : exitFailure(exit, this.moment, memory)
    extension.exited('Exited', failure.errorType)
    this.#lostProcess(failure)
  }

  #lostProcess(failure: Failure): void {
    if (this.moment === 'idle') this.brokeIdle(failure)
    else this.broken(failure)
  }
}
