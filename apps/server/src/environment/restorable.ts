// SnapStart: an environment that is stopped after Init, and goes on with the invocation that needs it.
import type { EnvironmentState, InitializationType } from '@playground/protocol'
import { failureResult, type Failure } from './failures.ts'
import type { InitPhase } from './init.ts'
import type { Invocation, InvocationResult } from './invocation.ts'
import { ManagedEnvironment } from './managed.ts'
import { Restore } from './restore.ts'

export class RestorableEnvironment extends ManagedEnvironment {
  readonly #restore = new Restore(
    this.clock,
    this.record,
    () => this.of(),
    (line) => this.emit(line),
  )

  override get credentialsToken(): string {
    return this.#restore.token
  }

  override get revivable(): boolean {
    return super.revivable || this.state === 'snapshot'
  }

  protected override get initializationType(): InitializationType {
    return 'snap-start'
  }

  override revive(invocation: Invocation): void {
    if (this.state !== 'snapshot') return super.revive(invocation)
    this.cause = invocation
    invocation.waits('restore', this.#restore.limitMs)
    this.become('restoring', 'an invocation came')
    this.#restore.begin(this.init.runtimeVersion, () => this.#timedOut())
    this.runtime.restore()
  }

  override initFailed(body: Uint8Array, errorType: string): void {
    if (this.runtime.state !== 'RuntimeRestoreErrorState') return super.initFailed(body, errorType)
    const failure = this.#restore.reported(errorType)
    this.#broke(failure, {
      outcome: 'init-error',
      by: 'runtime',
      payload: body,
      failed: true,
      errorType,
      help: failure.help,
    })
  }

  protected override initDone(phase: InitPhase, durationMs: number): void {
    // A runtime that asks for its event at once has no part in the restore.
    if (this.runtime.state !== 'RestoreReady') return super.initDone(phase, durationMs)
    const cause = this.serving ?? this.cause
    this.cause = undefined
    this.become('snapshot', 'restore/next')
    if (cause === undefined) this.changed(this)
    else this.revive(cause)
  }

  protected override restored(): void {
    const durationMs = this.#restore.succeeded()
    this.become('ready', 'first next after the restore')
    if (this.serving === undefined) return this.serveCause((cause) => (cause.restoreMs = durationMs))
    // Init ran inside it, and so did the restore: its time has been running all along.
    this.cause = undefined
    this.become('invoke', 'event')
    this.deliver(this.serving)
  }

  protected override abandonWork(): void {
    super.abandonWork()
    this.#restore.end()
  }

  protected override freezesAfter(state: EnvironmentState): number | undefined {
    return state === 'snapshot' ? 0 : super.freezesAfter(state)
  }

  protected override broken(failure: Failure): void {
    if (this.state === 'restoring') this.#broke(failure)
    else super.broken(failure)
  }

  #timedOut(): void {
    this.record(this.of(), { type: 'deadline.fired', for: 'restore' })
    this.#broke(this.#restore.timeout())
  }

  /** The restore failed: the caller is told at once, and the next invocation begins with Init. */
  #broke(failure: Failure, result?: InvocationResult): void {
    if (this.#restore.failed(failure) === undefined) return
    if (this.serving !== undefined) return this.broke(failure, result)
    const { cause } = this
    this.cause = undefined
    this.reset(`restore failed: ${failure.errorType}`, failure.outcome === 'timeout')
    if (cause !== undefined && failure.outcome === 'timeout') cause.refuse('timeout', this.#restore.refusal)
    else if (cause !== undefined) {
      cause.answer(this.of(), result ?? failureResult(failure, cause.request.requestId))
      cause.settle(this.of(), result?.outcome ?? failure.outcome, 0, 0, { errorType: failure.errorType })
    }
    this.changed(this)
  }
}
