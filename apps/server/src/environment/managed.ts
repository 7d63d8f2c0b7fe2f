// An environment that the playground starts itself: Init with its limit and its one retry, process ends, freeze, reset and shutdown.
import type { Belongs, EnvironmentState, FunctionDefinition, InitializationType } from '@playground/protocol'
import { Environment, type EnvironmentParts } from './environment.ts'
import type { Extension } from './extension.ts'
import {
  exitFailure,
  extensionExitFailure,
  failureResult,
  initTimeoutFailure,
  startFailure,
  type Failure,
} from './failures.ts'
import { freezeAfterMs } from './freezer.ts'
import { Hosting, type HostingParts } from './hosting.ts'
import type { Incarnation } from './incarnation.ts'
import { Init, type InitPhase } from './init.ts'
import type { Invocation } from './invocation.ts'
import { LogTail } from './log-tail.ts'
import { extensionLine, initReportLine, initStartLine } from './platform-log.ts'
import type { Exit } from './ports.ts'

export type ManagedParts = EnvironmentParts & HostingParts

/** Which one it is, and for whom. */
export type ManagedIdentity = { name: string; number: number; tenant?: string | undefined }

export class ManagedEnvironment extends Environment {
  /** The tenant whose invocations alone it serves. */
  readonly tenant: string | undefined
  protected readonly init: Init
  /** The invocation that waits for Init, or for a restore. */
  protected cause: Invocation | undefined
  readonly #number: number
  readonly #hosting: Hosting
  /** Why the next invocation fails: something ended while nobody was served. */
  #idleFailure: Failure | undefined
  /** Its limit in MB, where a sample was over it. */
  #memoryExceeded: number | undefined

  constructor({ name, number, tenant }: ManagedIdentity, definition: FunctionDefinition, parts: ManagedParts) {
    super(name, definition, parts)
    this.tenant = tenant
    this.#number = number
    this.init = new Init(definition, this.initializationType, this.clock, () => this.#initTimedOut())
    this.#hosting = new Hosting(parts, {
      outOfMemory: () => {
        this.#memoryExceeded = definition.memoryMb
        this.#hosting.kill('memory limit')
      },
      invocation: () => (this.serving ?? this.cause)?.of ?? {},
      frozen: () => this.record(this.of(), { type: 'environment.frozen' }),
      thawed: (reason) => this.record(this.of(), { type: 'environment.thawed', reason }),
      ended: () => this.runtime.abandon(),
    })
  }

  /** It can take an invocation at this moment, its processes running and waiting. */
  get available(): boolean {
    return this.state === 'ready' && this.serving === undefined
  }

  /** It can take an invocation, which begins with more than the event: with a restore, or with Init. */
  get revivable(): boolean {
    return (this.state === 'crashed' || this.state === 'reset') && this.serving === undefined
  }

  /** Its Init is under way, for an invocation that waits for it or for none. */
  get starting(): 'for-one' | 'ahead' | undefined {
    if (this.state !== 'init' && this.state !== 'created') return undefined
    return (this.cause ?? this.serving) === undefined ? 'ahead' : 'for-one'
  }

  /** Nobody is served, and nothing is being prepared. */
  get resting(): boolean {
    return this.serving === undefined && this.starting === undefined
  }

  protected get initializationType(): InitializationType {
    return this.definition.execution.provisioned > 0 ? 'provisioned-concurrency' : 'on-demand'
  }

  protected get peakMemoryMb(): number | undefined {
    return this.#hosting.peakMemoryMb
  }

  override of(): Belongs & { function: string; environment: string; incarnation: number } {
    return { ...super.of(), ...(this.serving === undefined ? this.cause?.of : undefined) }
  }

  /** Opens its address and starts Init, for the invocation that needs it or ahead of any. */
  async start(cause?: Invocation): Promise<void> {
    this.cause = cause
    cause?.waits('init', this.init.limitMs)
    await this.#hosting.listen(this)
    const { codeHash } = this.definition
    this.record(this.of(), {
      type: 'environment.created',
      number: this.#number,
      port: this.#hosting.port,
      attached: false,
      ...(this.tenant === undefined ? {} : { tenant: this.tenant }),
      ...(codeHash === undefined ? {} : { codeHash }),
    })
    if (this.state === 'created') this.#begin('init')
    else await this.#hosting.close('stopped before it began')
  }

  /** Takes an invocation while its processes are gone: what ended idle fails it, what was reset starts again inside it. */
  revive(invocation: Invocation): void {
    const failure = this.#idleFailure
    this.serve(invocation, failure === undefined, failure === undefined)
    if (failure === undefined) void this.#restart()
    else this.broke(failure)
  }

  initFailed(body: Uint8Array, errorType: string): void {
    this.init.reported(body, errorType)
  }

  allRegistered(): void {
    if (this.state === 'init') this.#hosting.startRuntime()
  }

  async stop(reason: string): Promise<void> {
    if (this.state === 'shutdown' || this.state === 'gone') return
    this.abandonWork()
    this.become('shutdown', reason)
    for (const left of this.left()) left.giveUp(reason)
    this.serving = this.cause = undefined
    this.runtime.ends()
    await this.#hosting.close(reason)
    this.become('gone', reason)
    this.changed(this)
  }

  /** Invocations that are lost if it is stopped now. */
  protected left(): Invocation[] {
    return [this.serving ?? this.cause].filter((invocation) => invocation !== undefined)
  }

  /** Its processes are about to be ended: what was timed is timed no more. */
  protected abandonWork(): void {
    this.init.end()
  }

  protected initialised(): void {
    const { phase } = this.init
    const durationMs = this.init.end()
    if (durationMs === undefined) return
    this.#tellInit(durationMs, 'success')
    this.idleSince = this.clock.now()
    this.initDone(phase, durationMs)
  }

  /** Init is over: the invocation that waits for it is served, inside of which it ran or not. */
  protected initDone(phase: InitPhase, durationMs: number): void {
    this.become('ready', 'first next')
    if (phase === 'init') return this.serveCause((cause) => (cause.initMs = durationMs))
    this.become('invoke', 'event')
    if (this.serving !== undefined) this.deliver(this.serving)
  }

  protected serveCause(prepare: (cause: Invocation) => void): void {
    const { cause } = this
    this.cause = undefined
    if (cause === undefined) return this.changed(this)
    prepare(cause)
    this.serve(cause, true, false)
  }

  protected reset(reason: string, timedOut: boolean): void {
    this.abandonWork()
    // Its processes may still be ending from the reset before, when the deadline passes.
    if (this.state !== 'reset') this.become('reset', reason)
    this.#idleFailure = undefined
    this.runtime.ends()
    void this.#hosting.end(reason, timedOut ? 'timeout' : 'failure')
  }

  /** How long it rests in a state before it is frozen, milliseconds; undefined: it is not. */
  protected freezesAfter(state: EnvironmentState): number | undefined {
    const { freeze, debug } = this.definition.execution
    return state === 'ready' && freeze && !debug ? freezeAfterMs : undefined
  }

  protected override become(to: EnvironmentState, reason: string, of: Belongs = {}): void {
    super.become(to, reason, of)
    const working = to === 'init' || to === 'invoke' || to === 'restoring'
    this.#hosting.working(working, this.freezesAfter(to), reason)
  }

  /** A process ended, or never started. */
  protected broken(failure: Failure): void {
    if (this.state === 'init') this.#initBroke(failure)
    else if (this.state === 'invoke') this.broke(failure)
  }

  /** Init failed ahead of the invocation: it is tried once more inside it. */
  protected initBroke(failure: Failure, errorType: string): void {
    const { cause } = this
    this.reset(`Init failed: ${errorType}`, failure.outcome === 'timeout')
    this.cause = undefined
    if (cause === undefined) return this.changed(this)
    this.revive(cause)
  }

  async #restart(): Promise<void> {
    await this.#hosting.ended
    // The invocation may have timed out, or the environment been stopped, while the old processes were being ended.
    if (this.state !== 'reset' || this.serving === undefined) return
    this.incarnation += 1
    this.runtime.restart()
    this.runtime.expect(this.serving)
    this.#begin('invoke')
  }

  #begin(phase: InitPhase): void {
    this.initLog = new LogTail()
    this.extensions = this.newExtensions()
    this.#memoryExceeded = undefined
    this.become('init', phase === 'init' ? 'cold start' : 'started again inside the invocation')
    this.init.begin(phase, this.serving?.timeoutMs)
    this.record(this.of(), { type: 'environment.init-started', ...this.init.started() })
    if (phase === 'init') this.emit(initStartLine(this.init.runtimeVersion))
    const of = { function: this.definition.name, environment: this.name, incarnation: this.incarnation }
    const processes: Incarnation = this.#hosting.begin(of, this.definition, {
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

  #initTimedOut(): void {
    this.record(this.of(), { type: 'deadline.fired', for: 'init' })
    this.#initBroke(initTimeoutFailure(this.init.limitMs / 1000, this.extensions.all))
  }

  async #exited(processes: Incarnation, exit: Exit): Promise<void> {
    // A runtime may end as soon as it has written its answer: what it wrote still counts.
    await this.runtime.reading
    if (!this.#hosting.runs(processes)) return
    this.#lostProcess(exitFailure(exit, this.moment, this.#memoryExceeded))
  }

  #extensionExited(extension: Extension, exit: Exit): void {
    const byItself = () => extensionExitFailure(extension.name, exit, this.moment, this.extensions.firstReported)
    const memory = this.#memoryExceeded
    const failure = memory === undefined ? byItself() : exitFailure(exit, this.moment, memory)
    extension.exited('Exited', failure.errorType)
    this.#lostProcess(failure)
  }

  /** Where nobody was served, the next invocation is told so. */
  #lostProcess(failure: Failure): void {
    if (this.moment !== 'idle') return this.broken(failure)
    this.#idleFailure = failure
    this.become('crashed', failure.message)
    this.runtime.ends()
    void this.#hosting.end('a process ended', 'failure')
    this.changed(this)
  }

  #initBroke(failure: Failure): void {
    const { phase, report } = this.init
    const durationMs = this.init.end()
    if (durationMs === undefined) return
    const errorType = report?.errorType ?? failure.errorType
    const status = failure.outcome === 'timeout' ? 'timeout' : 'error'
    this.#tellInit(durationMs, status, { errorType, help: failure.help })
    if (phase === 'init') return this.initBroke(failure, errorType)
    const { serving } = this
    if (serving !== undefined) this.broke(failure, report ?? failureResult(failure, serving.request.requestId))
  }

  /** What Init came to, in the journal and in the log. */
  #tellInit(
    durationMs: number,
    status: 'success' | 'error' | 'timeout',
    why: { errorType?: string; help?: string } = {},
  ) {
    const { phase, ahead } = this.init
    this.record(this.of(), { type: 'environment.init-ended', phase, status, durationMs, ...why })
    for (const { name, state, events } of this.extensions.all) this.emit(extensionLine(name, state, events))
    if (status !== 'success' || ahead) this.emit(initReportLine(durationMs, phase, status, why.errorType))
  }
}
