// An environment that serves several invocations at one time, each by its id (Developer Guide, lambda-managed-instances-execution-environment).
import { managedErrorLimit, type Belongs, type InitializationType } from '@playground/protocol'
import type { Cancel } from '../clock.ts'
import { Extensions } from './extensions.ts'
import { answeringOf, type Answering } from './answering.ts'
import { failureResult, timeoutFailure, type Failure } from './failures.ts'
import type { InitPhase } from './init.ts'
import type { Invocation } from './invocation.ts'
import { ManagedEnvironment } from './managed.ts'
import { billedMs, endLine, failureLines, reportLine, startLine } from './platform-log.ts'
import type { Poll, Refusal } from './runtime.ts'

type Work = { invocation: Invocation; cancelDeadline: Cancel | undefined; answering: 'response' | 'error' | undefined }

/** Attempts that timed out are remembered this long, so that a late answer is told once what happened. */
const rememberedAttempts = 1024
/** Requests for work that may be parked. */
const slotLimit = 10_000

export class SharedEnvironment extends ManagedEnvironment {
  readonly #underWay = new Map<string, Work>()
  readonly #timedOut = new Set<string>()
  /** Events that did not reach the worker they were for. */
  readonly #lost: Invocation[] = []

  override get available(): boolean {
    const open = this.state === 'ready' || this.state === 'invoke'
    return open && this.runtime.waiting && this.#underWay.size < this.#most
  }

  override get resting(): boolean {
    return super.resting && this.#underWay.size === 0
  }

  /** What processes it has ended is not started again: another environment takes its place. */
  override get revivable(): boolean {
    return false
  }

  override get restartable(): boolean {
    return false
  }

  override get finishing(): boolean {
    return false
  }

  protected override get initializationType(): InitializationType {
    return 'lambda-managed-instances'
  }

  get #most(): number {
    return this.definition.execution.maxConcurrency ?? 1
  }

  override serve(invocation: Invocation, cold: boolean): void {
    const poll = this.runtime.takePoll()
    if (poll === undefined) return invocation.giveUp('the runtime has no request for work open')
    this.dispatch(invocation, cold, false)
    // It may have been frozen by hand while it serves others.
    this.hosting.thaw('event')
    const work: Work = { invocation, cancelDeadline: undefined, answering: undefined }
    this.#underWay.set(invocation.request.requestId, work)
    if (this.state === 'ready') this.become('invoke', 'event', invocation.of)
    if (!this.definition.execution.debug) {
      this.record(this.#of(invocation), { type: 'deadline.set', for: 'invoke', deadline: invocation.deadline })
      work.cancelDeadline = this.clock.after(invocation.timeoutMs, () => this.#late(work))
    }
    this.emit(startLine(invocation.request.requestId, this.definition.version), invocation.of)
    poll.deliver(invocation, false)
  }

  override next(poll: Poll): Refusal | undefined {
    if (this.runtime.slots >= slotLimit)
      return { status: 500, errorType: 'InternalServerError', message: 'Internal Server Error', rule: 'state' }
    const refusal = super.next(poll)
    this.#handOutLost()
    if (refusal === undefined && this.state !== 'init') this.changed(this)
    return refusal
  }

  /** Answers come in any order, several at one time. */
  override answering(take: () => Promise<void>): Promise<void> {
    return take()
  }

  override accept(
    call: 'response' | 'error',
    requestId: string,
    _attempt: string | undefined,
    of: Belongs,
  ): Refusal | Answering {
    const work = this.#underWay.get(requestId)
    // An error counts also while the response streams, and ends it.
    const endsStream = call === 'error' && work?.answering === 'response' && work.invocation.sink !== undefined
    if (work === undefined || (work.answering !== undefined && !endsStream)) return this.#refuse(call, requestId, of)
    work.answering = call
    const { invocation } = work
    return answeringOf({
      call,
      invocation,
      clock: this.clock,
      ...(call === 'error' ? { limit: managedErrorLimit } : {}),
      of: () => this.#of(invocation),
      taken: (failure) => this.#settle(work, failure),
      refused: (_rule, failure) => this.#settle(work, failure),
    })
  }

  override serves(requestId: string): Invocation | undefined {
    return this.#underWay.get(requestId)?.invocation
  }

  /** The worker that was to have it is gone: another that waits gets it. */
  override lost(invocation: Invocation): void {
    this.#lost.push(invocation)
    this.#handOutLost()
  }

  protected override logged(line: string): void {
    if (this.#underWay.size === 0) return super.logged(line)
    for (const { invocation } of this.#underWay.values()) invocation.log.push(line)
  }

  protected override newExtensions(): Extensions {
    return new Extensions(this, this.record, { attached: false, several: true })
  }

  protected override left(): Invocation[] {
    return [...super.left(), ...[...this.#underWay.values()].map(({ invocation }) => invocation)]
  }

  protected override abandonWork(): void {
    super.abandonWork()
    for (const { cancelDeadline } of this.#underWay.values()) cancelDeadline?.()
  }

  protected override freezesAfter(): undefined {
    return undefined
  }

  protected override initDone(_phase: InitPhase, durationMs: number): void {
    this.become('ready', 'first next')
    this.serveCause((cause) => (cause.initMs = durationMs))
    this.changed(this)
  }

  /** It is not tried again: whoever waits for it is told. */
  protected override initBroke(failure: Failure, errorType: string): void {
    const { cause } = this
    this.cause = undefined
    if (cause !== undefined) {
      cause.answer(this.of(), this.init.report ?? failureResult(failure, cause.request.requestId))
      cause.settle(this.of(), failure.outcome, 0, 0, { errorType })
    }
    void this.stop(`Init failed: ${errorType}`)
  }

  /** A process ended: everybody who is served is told, and the environment with it is gone. */
  protected override broken(failure: Failure): void {
    if (this.state === 'init') return super.broken(failure)
    for (const work of this.#underWay.values()) {
      const { invocation } = work
      invocation.answer(this.#of(invocation), failureResult(failure, invocation.request.requestId))
      this.#settle(work, failure)
    }
    void this.stop(failure.message)
  }

  #handOutLost(): void {
    while (this.#lost.length > 0 && this.runtime.waiting) {
      const invocation = this.#lost.shift()!
      if (this.#underWay.has(invocation.request.requestId)) this.runtime.takePoll()?.deliver(invocation, true)
    }
  }

  #of(invocation: Invocation): Belongs {
    return { ...this.of(), ...invocation.of }
  }

  #late(work: Work): void {
    const { invocation } = work
    const { requestId } = invocation.request
    this.record(this.#of(invocation), { type: 'deadline.fired', for: 'invoke' })
    const failure = { ...timeoutFailure(invocation.definition.timeoutSeconds, 'invoke'), bare: true as const }
    invocation.answer(this.#of(invocation), failureResult(failure, requestId))
    this.#timedOut.add(requestId)
    for (const oldest of this.#timedOut) {
      if (this.#timedOut.size <= rememberedAttempts) break
      this.#timedOut.delete(oldest)
    }
    this.#settle(work, failure)
  }

  #settle(work: Work, failure?: Failure): void {
    const { invocation } = work
    const { requestId } = invocation.request
    if (!this.#underWay.delete(requestId)) return
    work.cancelDeadline?.()
    if (failure !== undefined)
      for (const line of failureLines(failure, requestId, this.clock.epoch())) this.emit(line, invocation.of)
    const durationMs = this.clock.now() - invocation.dispatchedAt
    const billed = billedMs(durationMs, invocation.initMs, invocation.timeoutMs)
    const { memoryMb } = this.definition
    const { peakMemoryMb } = this
    const status = failure === undefined ? undefined : failure.outcome === 'timeout' ? 'timeout' : 'error'
    this.emit(endLine(requestId), invocation.of)
    const report = { requestId, durationMs, billedMs: billed, memoryMb, peakMemoryMb, initMs: invocation.initMs }
    this.emit(
      reportLine(status === undefined ? report : { ...report, status, errorType: failure!.errorType }),
      invocation.of,
    )
    this.idleSince = this.clock.now()
    if (this.#underWay.size === 0 && this.state === 'invoke') this.become('ready', 'all are answered')
    const errorType = failure?.errorType ?? invocation.result?.errorType
    invocation.settle(this.#of(invocation), invocation.result?.outcome ?? 'crash', durationMs, billed, {
      errorType,
      peakMemoryMb,
    })
    this.changed(this)
  }

  /** A late answer is told once that its time is over; any other id is none that may be answered. */
  #refuse(call: 'response' | 'error', requestId: string, of: Belongs): Refusal {
    const late = this.#timedOut.delete(requestId)
    const rule = late ? 'invocation-id' : 'request-id'
    this.record({ ...this.of(), ...of }, { type: 'runtime.refused', state: this.runtime.state, call, rule })
    return late
      ? { status: 410, errorType: 'InvokeTimeout', message: 'Invoke timeout', rule }
      : { status: 400, errorType: 'InvalidRequestID', message: 'Invalid request ID', rule }
  }
}
