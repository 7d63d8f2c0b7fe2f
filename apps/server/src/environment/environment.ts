// One execution environment: what managed and attached ones share, which is how an invocation is served, timed and reported.
import { mayBecome } from '@playground/protocol'
import type {
  Belongs,
  EnvironmentState,
  ExtensionState,
  FunctionDefinition,
  Outcome,
  RuntimeState,
} from '@playground/protocol'
import type { Cancel, Clock } from '../clock.ts'
import type { Record } from '../recorder/record.ts'
import { answeringOf, type Answering } from './answering.ts'
import type { Extension } from './extension.ts'
import { Extensions, type ExtensionsOwner } from './extensions.ts'
import { failureResult, timeoutFailure, type Failure } from './failures.ts'
import type { Invocation, InvocationResult } from './invocation.ts'
import { FunctionLog } from './function-log.ts'
import { LogTail } from './log-tail.ts'
import { billedMs, endLine, failureLines, reportLine, startLine } from './platform-log.ts'
import { Runtime, type Poll, type Refusal, type RestorePoll, type RuntimeOwner } from './runtime.ts'

export type EnvironmentParts = {
  clock: Clock
  record: Record
  /** An environment can take an invocation, or is gone. */
  changed: (environment: Environment) => void
}

export abstract class Environment implements RuntimeOwner, ExtensionsOwner {
  readonly name: string
  readonly definition: FunctionDefinition
  readonly runtime: Runtime
  /** Those of this incarnation. */
  extensions: Extensions
  state: EnvironmentState = 'created'
  incarnation = 1
  /** The invocation it serves, from the dispatch until it is settled. */
  serving: Invocation | undefined
  /** Monotonic: when it was last done with an invocation, or ready for its first. */
  idleSince = 0

  protected readonly clock: Clock
  protected readonly record: Record
  protected readonly changed: (environment: Environment) => void
  /** What was logged since Init began, until an invocation takes it into its own. */
  protected initLog: LogTail | undefined
  readonly #log: FunctionLog
  #cancelDeadline: Cancel | undefined

  constructor(name: string, definition: FunctionDefinition, parts: EnvironmentParts) {
    this.name = name
    this.definition = definition
    this.clock = parts.clock
    this.#log = new FunctionLog(definition.execution, parts.clock, parts.record, (line) => this.logged(line))
    this.record = this.#log.record
    this.changed = parts.changed
    this.runtime = new Runtime(this, this.record)
    this.extensions = this.newExtensions()
  }

  of(): Belongs & { function: string; environment: string; incarnation: number } {
    return {
      function: this.definition.name,
      environment: this.name,
      incarnation: this.incarnation,
      ...this.serving?.of,
    }
  }

  /** It has answered and only has to ask for the next event. */
  get finishing(): boolean {
    return this.state === 'invoke' && this.serving?.result !== undefined
  }

  /** Somebody else started its processes. */
  get attached(): boolean {
    return false
  }

  /** SnapStart: what a request for credentials has to say; undefined where there are none to give. */
  get credentialsToken(): string | undefined {
    return undefined
  }

  protected abstract get peakMemoryMb(): number | undefined
  /** Init is done: the runtime and every extension have asked for work. */
  protected abstract initialised(): void
  /** SnapStart: the runtime asked for its event after its restore; without SnapStart it never does. */
  protected restored(): void {}
  /** The runtime posted `init/error`, or `restore/error`. */
  abstract initFailed(body: Uint8Array, errorType: string): void
  /** All external extensions have registered: the runtime may start. */
  abstract allRegistered(): void
  /** A parked poll ended without an answer. */
  hungUp(poll: Poll | RestorePoll): void {
    this.runtime.hungUp(poll)
  }

  /** The invocation failed by time-out or crash: what is left of its processes is to be ended. */
  protected abstract reset(reason: string, timedOut: boolean): void
  abstract stop(reason: string): Promise<void>

  /** Serves an invocation; Init may still run inside it. */
  serve(invocation: Invocation, cold: boolean, initInside: boolean): void {
    this.serving = invocation
    if (this.initLog !== undefined && cold) invocation.log.prepend(this.initLog)
    this.initLog = undefined
    this.dispatch(invocation, cold, initInside)
    if (this.state === 'ready') this.become('invoke', 'event')
    if (!this.definition.execution.debug) {
      this.record(this.of(), { type: 'deadline.set', for: 'invoke', deadline: invocation.deadline })
      this.#cancelDeadline = this.clock.after(invocation.timeoutMs, () => this.#timedOut(invocation))
    }
    this.emit(startLine(invocation.request.requestId, this.definition.version))
    if (initInside) this.runtime.expect(invocation)
    else this.deliver(invocation)
  }

  /** Its time runs from here on. */
  protected dispatch(invocation: Invocation, cold: boolean, initInside: boolean): void {
    // It is no longer served when its report is written.
    invocation.onRecorded = (of, event) => this.#log.follow(of, event, (line) => invocation.log.push(line))
    invocation.dispatched({ environment: this.name, incarnation: this.incarnation }, cold, initInside)
  }

  /** Hands the event to the runtime, and its notice to the extensions that want it, at the same moment. */
  protected deliver(invocation: Invocation): void {
    this.extensions.deliver({ kind: 'INVOKE', invocation })
    this.runtime.deliver(invocation)
  }

  next(poll: Poll): Refusal | undefined {
    return this.runtime.next(poll)
  }

  asked(from: RuntimeState): void {
    if (from === 'Started') {
      this.extensions.closeRegistration()
      return this.#judgeInit()
    }
    if (from === 'Restoring') return this.restored()
    const done = this.serving
    // What the process printed before it asked may still be on its way; it belongs to this invocation.
    if (done !== undefined) this.clock.soon(() => this.#runtimeDone(done))
  }

  extensionAsked(extension: Extension, from: ExtensionState): void {
    if (from === 'Registered') return this.#judgeInit()
    const { serving } = this
    if (serving !== undefined && extension.subscribes('INVOKE')) this.clock.soon(() => this.#finish(serving))
  }

  /** One answer at a time: a second post waits until the body of the first was read, and is judged only then. */
  answering(take: () => Promise<void>): Promise<void> {
    return this.runtime.whileReading(take)
  }

  /** Judges a response or error; from there on it counts, whatever its body turns out to be. */
  accept(
    call: 'response' | 'error',
    requestId: string,
    attemptId: string | undefined,
    of: Belongs,
  ): Refusal | Answering {
    const refusal = this.runtime.accept(call, requestId, attemptId, of)
    if (refusal !== undefined) return refusal
    const { runtime, clock } = this
    return answeringOf({
      call,
      invocation: runtime.current!,
      clock,
      of: () => this.of(),
      taken: () => runtime.bodyRead(of),
      refused: (rule) => runtime.bodyRefused(of, rule),
    })
  }

  /** The invocation under way that has this id. */
  serves(requestId: string): Invocation | undefined {
    const { current } = this.runtime
    return current?.request.requestId === requestId ? current : undefined
  }

  /** A delivery did not reach its runtime. */
  lost(invocation: Invocation): void {
    this.runtime.lost(invocation)
  }

  /** A line of output, already recorded. */
  printed(line: string): void {
    this.#log.printed(line)
  }

  /** A line of the log, the function's or Lambda's own. */
  protected logged(line: string): void {
    if (this.serving === undefined) this.initLog?.push(line)
    else this.serving.log.push(line)
  }

  /** What a process interrupts by its end. */
  protected get moment(): 'init' | 'idle' | 'invoke' | 'answered' {
    if (this.state === 'init') return 'init'
    if (this.state === 'ready' || this.state === 'snapshot') return 'idle'
    return this.finishing ? 'answered' : 'invoke'
  }

  protected newExtensions(): Extensions {
    return new Extensions(this, this.record, { attached: this.attached, several: false })
  }

  protected become(to: EnvironmentState, reason: string, of: Belongs = {}): void {
    if (!mayBecome(this.state, to)) throw new Error(`environment ${this.name} cannot go from ${this.state} to ${to}`)
    const from = this.state
    this.state = to
    this.record({ ...this.of(), ...of }, { type: 'environment.changed', from, to, reason })
  }

  /** Writes a line of Lambda's own to the log. */
  protected emit(line: string, of: Belongs = {}): void {
    this.#log.emit(line, { ...this.of(), ...of })
  }

  /** A process ended, or never started, while it served: the caller is told, the environment is reset. */
  protected broke(failure: Failure, result?: InvocationResult): void {
    const invocation = this.serving
    if (invocation === undefined) return
    const told =
      invocation.result === undefined ? (result ?? failureResult(failure, invocation.request.requestId)) : undefined
    if (told !== undefined) invocation.answer(this.of(), told)
    for (const line of failureLines(failure, invocation.request.requestId, this.clock.epoch())) this.emit(line)
    this.#settle(invocation, told?.outcome ?? failure.outcome, failure)
  }

  #judgeInit(): void {
    const asked = this.runtime.state === 'Ready' || this.runtime.state === 'RestoreReady'
    if (asked && this.extensions.initialised) this.initialised()
  }

  #timedOut(invocation: Invocation): void {
    if (this.serving !== invocation) return
    this.record(this.of(), { type: 'deadline.fired', for: 'invoke' })
    const doing = this.state === 'init' ? 'init' : invocation.result === undefined ? 'invoke' : 'answered'
    const late = invocation.runtimeDone ? this.extensions.busy.map(({ name }) => name) : []
    this.runtime.forget()
    this.broke(timeoutFailure(invocation.definition.timeoutSeconds, doing, late))
  }

  #runtimeDone(invocation: Invocation): void {
    if (this.serving !== invocation) return
    const { reportedErrorType } = invocation
    invocation.runtimeIsDone(this.of(), reportedErrorType === undefined ? 'success' : 'error', reportedErrorType)
    this.#finish(invocation)
  }

  /** An invocation is over when the runtime and every extension that was told of it have asked again. */
  #finish(invocation: Invocation): void {
    if (this.serving !== invocation || !invocation.runtimeDone || this.extensions.busy.length > 0) return
    this.#settle(invocation, invocation.result?.outcome ?? 'crash')
  }

  #settle(invocation: Invocation, outcome: Outcome, failure?: Failure): void {
    this.#cancelDeadline?.()
    const timedOut = failure?.outcome === 'timeout'
    if (failure !== undefined) invocation.runtimeIsDone(this.of(), timedOut ? 'timeout' : 'error', failure.errorType)
    const durationMs = this.clock.now() - invocation.dispatchedAt
    const billed = billedMs(durationMs, invocation.initMs, invocation.timeoutMs)
    const { requestId } = invocation.request
    this.emit(endLine(requestId))
    this.emit(
      reportLine({
        requestId,
        durationMs,
        billedMs: billed,
        memoryMb: this.definition.memoryMb,
        peakMemoryMb: this.peakMemoryMb,
        initMs: invocation.initMs,
        restoreMs: invocation.restoreMs,
        ...(failure === undefined ? {} : { status: timedOut ? 'timeout' : 'error', errorType: failure.errorType }),
      }),
    )
    this.idleSince = this.clock.now()
    if (failure === undefined) this.become('ready', 'next')
    else this.reset(timedOut ? 'time-out' : failure.errorType, timedOut)
    const of = this.of()
    this.serving = undefined
    const errorType = failure?.errorType ?? invocation.result?.errorType
    invocation.settle(of, outcome, durationMs, billed, { errorType, peakMemoryMb: this.peakMemoryMb })
    this.changed(this)
  }
}
