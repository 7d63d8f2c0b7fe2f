// An environment that the playground starts itself: Init with its limit and its one retry, process ends, freeze, reset and shutdown.
import { initLimitMs } from '@playground/protocol'
import type { Belongs, EnvironmentState, FunctionDefinition } from '@playground/protocol'
import { Environment, type EnvironmentParts } from './environment.ts'
import type { Extension } from './extension.ts'
import {
  exitFailure,
  extensionExitFailure,
  failureResult,
  startFailure,
  type ExtensionMoment,
  type Failure,
} from './failures.ts'
import { Freezer } from './freezer.ts'
import { Incarnation } from './incarnation.ts'
import { Init, type InitPhase } from './init.ts'
import type { Invocation } from './invocation.ts'
import { LogTail } from './log-tail.ts'
import { extensionLine, initReportLine, initStartLine } from './platform-log.ts'
import type { EnvironmentHome, EnvironmentListener, Exit, ProcessHost, TelemetryDelivery } from './ports.ts'
import { Restore } from './restore.ts'

export type ManagedParts = EnvironmentParts & {
  host: ProcessHost
  telemetry: TelemetryDelivery
  /** Opens the environment's own Runtime API. */
  listen: (environment: Environment) => Promise<EnvironmentListener>
}

export class ManagedEnvironment extends Environment {
  readonly attached = false
  readonly #number: number
  readonly #parts: ManagedParts
  readonly #init: Init
  readonly #restore: Restore
  readonly #freezer: Freezer | undefined
  readonly #tenant: string | undefined
  readonly #freezes: boolean
  #listener: EnvironmentListener | undefined
  #home: EnvironmentHome | undefined
  #processes: Incarnation | undefined
  #ended: Promise<void> | undefined
  /** The invocation that waits for Init, or for the restore. */
  #cause: Invocation | undefined
  /** Why the next invocation fails: something ended while nobody was served. */
  #idleFailure: Failure | undefined
  #outOfMemory = false
  #peakMemoryMb: number | undefined

  constructor(name: string, number: number, definition: FunctionDefinition, parts: ManagedParts, tenant?: string) {
    super(name, definition, parts)
    this.#number = number
    this.#parts = parts
    this.#tenant = tenant
    this.#init = new Init(definition, this.clock, () => this.#initTimedOut())
    this.#restore = new Restore(this.clock, this.record, () => this.of())
    const { freeze, debug } = definition.execution
    this.#freezes = freeze && !debug
    if (debug || !(freeze || this.#init.type === 'snap-start')) return
    this.#freezer = new Freezer({
      clock: this.clock,
      freeze: () => this.#freeze(),
      thaw: (reason) => this.#thaw(reason),
    })
  }

  /** The tenant whose invocations alone it serves. */
  get tenant(): string | undefined {
    return this.#tenant
  }

  override get credentialsToken(): string | undefined {
    return this.#init.type === 'snap-start' ? this.#restore.token : undefined
  }

  protected get peakMemoryMb(): number | undefined {
    return this.#home?.peakMemoryMb() ?? this.#peakMemoryMb
  }

  override of(): Belongs & { function: string; environment: string; incarnation: number } {
    return { ...super.of(), ...(this.serving === undefined ? this.#cause?.of : undefined) }
  }

  /** Opens its address and starts Init, for the invocation that needs it or ahead of any. */
  async start(cause?: Invocation): Promise<void> {
    this.#cause = cause
    cause?.waits('init', this.#init.limitMs)
    this.#listener = await this.#parts.listen(this)
    const { codeHash, name } = this.definition
    this.record(this.of(), {
      type: 'environment.created',
      number: this.#number,
      port: this.#listener.port,
      attached: false,
      ...(this.#tenant === undefined ? {} : { tenant: this.#tenant }),
      ...(codeHash === undefined ? {} : { codeHash }),
    })
    if (this.state !== 'created') return this.#listener.close()
    this.#home = this.#parts.host.open({ function: name, environment: this.name }, this.definition, {
      outOfMemory: () => this.#killForMemory(),
      invocation: () => (this.serving ?? this.#cause)?.of ?? {},
    })
    this.#begin('init')
  }

  /** Takes an invocation while its processes are gone: what ended idle fails it, what was reset starts again inside it. */
  revive(invocation: Invocation): void {
    const failure = this.#idleFailure
    this.serve(invocation, failure === undefined, failure === undefined)
    if (failure === undefined) void this.#restart()
    else this.broke(failure)
  }

  /** SnapStart: takes an invocation while its processes are stopped after Init. */
  restoreFor(invocation: Invocation): void {
    this.#cause = invocation
    invocation.waits('restore', this.#restore.limitMs)
    this.become('restoring', 'an invocation came')
    this.#restore.begin(
      this.#init.runtimeVersion,
      (line) => this.emit(line),
      () => this.#restoreTimedOut(),
    )
    this.runtime.restore()
  }

  initFailed(body: Uint8Array, errorType: string): void {
    if (this.runtime.state === 'RuntimeRestoreErrorState') return this.#restoreFailed(body, errorType)
    this.#init.reported(body, errorType)
  }

  allRegistered(): void {
    if (this.state === 'init') this.#processes?.startRuntime()
  }

  async stop(reason: string): Promise<void> {
    if (this.state === 'shutdown' || this.state === 'gone') return
    const left = this.serving ?? this.#cause
    this.#init.end()
    this.#restore.end()
    this.become('shutdown', reason)
    left?.refuse('stopped', {
      status: 500,
      type: 'ServiceException',
      message: `The invocation was given up: ${reason}.`,
    })
    this.serving = this.#cause = undefined
    this.runtime.restart()
    await this.#end(reason, 'spindown')
    await this.#listener?.close()
    await this.#home?.close(reason)
    this.become('gone', reason)
    this.changed(this)
  }

  protected initialised(): void {
    const { phase } = this.#init
    const durationMs = this.#init.end()
    if (durationMs === undefined) return
    this.record(this.of(), { type: 'environment.init-ended', phase, status: 'success', durationMs })
    this.#tellExtensions()
    if (this.#init.ahead) this.emit(initReportLine(durationMs, phase, 'success'))
    if (this.runtime.state === 'RestoreReady') return this.#snapshotTaken()
    this.become('ready', 'first next')
    this.idleSince = this.clock.now()
    if (phase === 'invoke') {
      this.become('invoke', 'event')
      if (this.serving !== undefined) this.deliver(this.serving)
      return
    }
    this.#serveCause((cause) => (cause.initMs = durationMs))
  }

  protected restored(): void {
    const durationMs = this.#restore.succeeded((line) => this.emit(line))
    this.become('ready', 'first next after the restore')
    this.#serveCause((cause) => (cause.restoreMs = durationMs))
  }

  protected reset(reason: string, timedOut: boolean): void {
    this.#init.end()
    this.#restore.end()
    // Its processes may still be ending from the reset before, when the deadline passes.
    if (this.state !== 'reset') this.become('reset', reason)
    this.#idleFailure = undefined
    this.runtime.restart()
    void this.#end(reason, timedOut ? 'timeout' : 'failure')
  }

  protected override become(to: EnvironmentState, reason: string, of: Belongs = {}): void {
    super.become(to, reason, of)
    this.#home?.working(to === 'init' || to === 'invoke' || to === 'restoring')
    if (to === 'ready' && this.#freezes) this.#freezer?.rests()
    else if (to === 'snapshot') this.#freezer?.rests(0)
    else this.#freezer?.wakes(reason)
  }

  #snapshotTaken(): void {
    const cause = this.#cause
    this.#cause = undefined
    this.idleSince = this.clock.now()
    this.become('snapshot', 'restore/next')
    if (cause === undefined) this.changed(this)
    else this.restoreFor(cause)
  }

  #serveCause(prepare: (cause: Invocation) => void): void {
    const cause = this.#cause
    this.#cause = undefined
    if (cause === undefined) return this.changed(this)
    prepare(cause)
    this.serve(cause, true, false)
  }

  async #restart(): Promise<void> {
    await this.#ended
    // The invocation may have timed out, or the environment been stopped, while the old processes were being ended.
    if (this.state !== 'reset' || this.serving === undefined) return
    this.incarnation += 1
    // What the old processes still asked for while they ended is not for the new ones.
    this.runtime.restart()
    this.runtime.expect(this.serving)
    this.#begin('invoke')
  }

  #begin(phase: InitPhase): void {
    const home = this.#home!
    this.initLog = new LogTail()
    this.extensions = this.newExtensions()
    this.become('init', phase === 'init' ? 'cold start' : 'started again inside the invocation')
    this.#init.begin(phase, this.serving?.timeoutMs)
    const logStream = logStreamName(this.clock.epoch())
    this.record(this.of(), {
      type: 'environment.init-started',
      phase,
      limitMs: this.#init.limitMs,
      initializationType: this.#init.type,
      runtimeVersion: this.#init.runtimeVersion,
      logStream,
      memoryMb: this.definition.memoryMb,
    })
    if (phase === 'init') this.emit(initStartLine(this.#init.runtimeVersion))
    this.#outOfMemory = false
    const { clock, definition, name, incarnation, extensions } = this
    const processes: Incarnation = new Incarnation({
      clock,
      home,
      telemetry: this.#parts.telemetry,
      extensions,
      start: {
        definition,
        of: { function: definition.name, environment: name, incarnation },
        runtimeApi: `127.0.0.1:${this.#listener!.port}`,
        logStream,
        initializationType: this.#init.type,
        ...(this.#init.type === 'snap-start' ? { credentials: this.#restore.credentials(this.#listener!.port) } : {}),
      },
      events: {
        runtimeExited: (exit) => void this.#exited(processes, exit),
        runtimeFailed: (failure) => this.#broken(startFailure(failure)),
        extensionExited: (extension, exit) => this.#extensionExited(extension, exit),
        extensionFailed: (_, failure) => this.#broken(startFailure(failure)),
        printed: (line) => this.printed(line),
        shutdownSet: (deadline) => this.record(this.of(), { type: 'deadline.set', for: 'shutdown', deadline }),
        shutdownFired: () => this.record(this.of(), { type: 'deadline.fired', for: 'shutdown' }),
      },
    })
    this.#processes = processes
    const files = home.extensions(definition)
    if (files.length === 0) processes.startRuntime()
    else processes.startExtensions(files)
  }

  #initTimedOut(): void {
    const seconds = this.#init.limitMs / 1000
    this.record(this.of(), { type: 'deadline.fired', for: 'init' })
    const silent = this.extensions.all
      .filter(({ waits }) => !waits)
      .map(({ name, registered }) =>
        registered ? `${name} did not ask for its first event` : `${name} did not register`,
      )
    const who =
      silent.length > 0
        ? `The extension ${silent.join(', the extension ')}`
        : 'The runtime did not ask for its first event'
    this.#initBroke({
      outcome: 'timeout',
      errorType: 'Sandbox.Timedout',
      message: `Init timed out after ${seconds.toFixed(2)} seconds`,
      help: `${who} within ${seconds} s. Lambda ends it and starts Init again inside the invocation.`,
    })
  }

  async #exited(processes: Incarnation, exit: Exit): Promise<void> {
    // A runtime may end as soon as it has written its answer: what it wrote still counts.
    await this.runtime.reading
    if (this.#processes !== processes || processes.ending) return
    const memoryMb = this.#outOfMemory ? this.definition.memoryMb : undefined
    if (this.state === 'ready' || this.state === 'snapshot') return this.#crashed(exitFailure(exit, 'idle'))
    const when = this.state === 'init' ? 'init' : this.finishing ? 'answered' : 'invoke'
    this.#broken(exitFailure(exit, when, memoryMb))
  }

  #extensionExited(extension: Extension, exit: Exit): void {
    const when = (moment: ExtensionMoment) =>
      extensionExitFailure(extension.name, exit, moment, this.extensions.firstReported)
    const idle = this.state === 'ready' || this.state === 'snapshot'
    const failure = when(idle ? 'idle' : this.state === 'init' ? 'init' : this.finishing ? 'answered' : 'invoke')
    extension.exited(false, failure.errorType)
    if (idle) this.#crashed(failure)
    else this.#broken(failure)
  }

  /** Something ended while nobody was served: the next invocation is told so. */
  #crashed(failure: Failure): void {
    this.#idleFailure = failure
    this.become('crashed', failure.message)
    this.runtime.restart()
    void this.#end('a process ended', 'failure')
    this.changed(this)
  }

  #broken(failure: Failure): void {
    if (this.state === 'init') this.#initBroke(failure)
    else if (this.state === 'restoring') this.#restoreBroke(failure)
    else if (this.state === 'invoke') this.broke(failure)
  }

  /** Init failed: the first time it is tried again inside the invocation, the second time the caller is told. */
  #initBroke(failure: Failure): void {
    const { phase, report } = this.#init
    const durationMs = this.#init.end()
    if (durationMs === undefined) return
    const errorType = report?.errorType ?? failure.errorType
    const status = failure.outcome === 'timeout' ? 'timeout' : 'error'
    const { help } = failure
    this.record(this.of(), { type: 'environment.init-ended', phase, status, durationMs, errorType, help })
    this.#tellExtensions()
    this.emit(initReportLine(durationMs, phase, status, errorType))
    if (phase === 'invoke') {
      const { serving } = this
      if (serving !== undefined) this.broke(failure, report ?? failureResult(failure, serving.request.requestId))
      return
    }
    const cause = this.#cause
    this.reset(`Init failed: ${errorType}`, status === 'timeout')
    this.#cause = undefined
    if (cause === undefined) return this.changed(this)
    this.revive(cause)
  }

  #restoreTimedOut(): void {
    this.record(this.of(), { type: 'deadline.fired', for: 'restore' })
    this.#restoreBroke(this.#restore.timeout())
  }

  #restoreFailed(body: Uint8Array, errorType: string): void {
    const failure = this.#restore.reported(errorType)
    this.#restoreBroke(failure, {
      outcome: 'init-error',
      by: 'runtime',
      payload: body,
      failed: true,
      errorType,
      help: failure.help,
    })
  }

  /** The restore failed: the caller is told at once, and the next invocation begins with Init. */
  #restoreBroke(failure: Failure, result?: Parameters<Environment['broke']>[1]): void {
    const durationMs = this.#restore.failed(failure, (line) => this.emit(line))
    if (durationMs === undefined) return
    const invocation = this.#cause
    this.#cause = undefined
    this.reset(`restore failed: ${failure.errorType}`, failure.outcome === 'timeout')
    if (invocation === undefined) return this.changed(this)
    if (failure.outcome === 'timeout') invocation.refuse('timeout', this.#restore.refusal)
    else {
      invocation.answer(this.of(), result ?? failureResult(failure, invocation.request.requestId))
      invocation.settle(this.of(), result?.outcome ?? failure.outcome, 0, 0, { errorType: failure.errorType })
    }
    this.changed(this)
  }

  #killForMemory(): void {
    this.#outOfMemory = true
    void this.#home?.clear('memory limit')
  }

  #freeze(): void {
    this.record(this.of(), { type: 'environment.frozen' })
    this.#home?.freeze()
  }

  #thaw(reason: string): void {
    this.#home?.thaw()
    this.record(this.of(), { type: 'environment.thawed', reason })
  }

  #tellExtensions(): void {
    for (const { name, state, events } of this.extensions.all) this.emit(extensionLine(name, state, events))
  }

  #end(why: string, reason: 'spindown' | 'timeout' | 'failure'): Promise<void> {
    const processes = this.#processes
    if (processes !== undefined) {
      this.#peakMemoryMb = this.#home?.peakMemoryMb()
      this.#processes = undefined
      this.#ended = processes.end(why, reason)
    }
    return this.#ended ?? Promise.resolve()
  }
}

/** `YYYY/MM/DD/[$LATEST]` and 32 hexadecimal digits, as in CloudWatch Logs; unique to one incarnation. */
function logStreamName(epochMs: number): string {
  const day = new Date(epochMs).toISOString().slice(0, 10).replaceAll('-', '/')
  return `${day}/[$LATEST]${crypto.randomUUID().replaceAll('-', '')}`
}
