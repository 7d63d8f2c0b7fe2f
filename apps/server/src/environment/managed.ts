// An environment that the playground starts itself: Init with its limit and its one retry, crash, reset and shutdown.
import type { FunctionDefinition, InitializationType } from '@playground/protocol'
import { failureResult, initTimeoutFailure, type Failure } from './failures.ts'
import { HostedEnvironment, type HostedIdentity, type HostedParts } from './hosted.ts'
import { Init, type InitPhase } from './init.ts'
import type { Invocation } from './invocation.ts'
import { LogTail } from './log-tail.ts'
import { extensionLine, initReportLine, initStartLine } from './platform-log.ts'

export class ManagedEnvironment extends HostedEnvironment {
  protected readonly init: Init
  /** Why the next invocation fails: something ended while nobody was served. */
  #idleFailure: Failure | undefined
  /** Why Init is to run again though no invocation needs it. */
  #again: string | undefined

  constructor(identity: HostedIdentity, definition: FunctionDefinition, parts: HostedParts) {
    super(identity, definition, parts)
    this.init = new Init(definition, this.initializationType, this.clock, () => this.#initTimedOut())
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

  /** Opens its address and starts Init, for the invocation that needs it or ahead of any. */
  async start(cause?: Invocation): Promise<void> {
    this.cause = cause
    cause?.waits('init', this.init.limitMs)
    await this.listen()
    if (this.state === 'created') this.#begin('init')
    else await this.hosting.close('stopped before it began')
  }

  /** Takes an invocation while its processes are gone: what ended idle fails it, what was reset starts again inside it. */
  revive(invocation: Invocation): void {
    const failure = this.#idleFailure
    this.serve(invocation, failure === undefined, failure === undefined)
    if (failure === undefined) void this.#startAgain()
    else this.broke(failure)
  }

  initFailed(body: Uint8Array, errorType: string): void {
    this.init.reported(body, errorType)
  }

  allRegistered(): void {
    if (this.state === 'init') this.hosting.startRuntime()
  }

  async stop(reason: string): Promise<void> {
    if (this.state === 'shutdown' || this.state === 'gone') return
    this.abandonWork()
    this.become('shutdown', reason)
    for (const left of this.left()) left.giveUp(reason)
    this.serving = this.cause = undefined
    this.runtime.ends()
    await this.hosting.close(reason)
    this.become('gone', reason)
    this.changed(this)
  }

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
    void this.hosting.end(reason, timedOut ? 'timeout' : 'failure')
  }

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

  protected restart(reason: string): void {
    this.reset(reason, false)
    this.#again = reason
    void this.#startAgain()
  }

  async #startAgain(): Promise<void> {
    await this.hosting.ended
    // The invocation may have timed out, or the environment been stopped, while the old processes were being ended.
    if (this.state !== 'reset' || (this.serving === undefined && this.#again === undefined)) return
    this.incarnation += 1
    this.runtime.restart()
    if (this.serving !== undefined) this.runtime.expect(this.serving)
    this.#begin(this.serving === undefined ? 'init' : 'invoke')
  }

  #begin(phase: InitPhase): void {
    this.initLog = new LogTail()
    this.extensions = this.newExtensions()
    this.become('init', phase === 'init' ? (this.#again ?? 'cold start') : 'started again inside the invocation')
    this.#again = undefined
    this.init.begin(phase, this.serving?.timeoutMs)
    this.record(this.of(), { type: 'environment.init-started', ...this.init.started() })
    if (phase === 'init') this.emit(initStartLine(this.init.runtimeVersion))
    this.startProcesses()
  }

  #initTimedOut(): void {
    this.record(this.of(), { type: 'deadline.fired', for: 'init' })
    this.#initBroke(initTimeoutFailure(this.init.limitMs / 1000, this.extensions.all))
  }

  /** Where nobody was served, the next invocation is told so. */
  protected brokeIdle(failure: Failure): void {
    this.#idleFailure = failure
    this.become('crashed', failure.message)
    this.runtime.ends()
    void this.hosting.end('a process ended', 'failure')
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
