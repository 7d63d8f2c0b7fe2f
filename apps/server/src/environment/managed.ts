// An environment that the playground starts itself: Init with its limit and its one retry, process ends, reset and shutdown.
import { initLimitMs } from '@playground/protocol'
import type { Belongs, EnvironmentState, FunctionDefinition } from '@playground/protocol'
import type { Cancel } from '../clock.ts'
import { Environment, type EnvironmentParts } from './environment.ts'
import { exitFailure, failureResult, startFailure, type Failure } from './failures.ts'
import type { Invocation, InvocationResult } from './invocation.ts'
import { LogTail } from './log-tail.ts'
import { initReportLine, initStartLine } from './platform-log.ts'
import type { EnvironmentListener, Exit, ProcessHost, RuntimeProcess } from './ports.ts'

export type ManagedParts = EnvironmentParts & {
  host: ProcessHost
  /** Opens the environment's own Runtime API. */
  listen: (environment: Environment) => Promise<EnvironmentListener>
}

type Init = {
  phase: 'init' | 'invoke'
  startedAt: number
  cancelLimit: Cancel | undefined
  reported: InvocationResult | undefined
}

export class ManagedEnvironment extends Environment {
  readonly attached = false
  readonly #number: number
  readonly #host: ProcessHost
  readonly #listen: ManagedParts['listen']
  #listener: EnvironmentListener | undefined
  #process: RuntimeProcess | undefined
  #ended: Promise<void> | undefined
  #init: Init | undefined
  /** The invocation that this environment was made for, until Init is over. */
  #cause: Invocation | undefined
  #idleExit: Exit | undefined
  #outOfMemory = false
  #peakMemoryMb: number | undefined

  constructor(name: string, number: number, definition: FunctionDefinition, parts: ManagedParts) {
    super(name, definition, parts)
    this.#number = number
    this.#host = parts.host
    this.#listen = parts.listen
  }

  protected get peakMemoryMb(): number | undefined {
    return this.#process?.peakMemoryMb() ?? this.#peakMemoryMb
  }

  override of(): Belongs & { function: string; environment: string; incarnation: number } {
    return { ...super.of(), ...(this.serving === undefined ? this.#cause?.of : undefined) }
  }

  /** Opens its address and starts Init for the invocation that needs it. */
  async start(cause: Invocation): Promise<void> {
    this.#cause = cause
    cause.waits('init', initLimitMs)
    this.#listener = await this.#listen(this)
    const { codeHash } = this.definition
    const code = codeHash === undefined ? {} : { codeHash }
    this.record(this.of(), {
      type: 'environment.created',
      number: this.#number,
      port: this.#listener.port,
      attached: false,
      ...code,
    })
    if (this.state === 'created') this.#begin('init')
    else await this.#listener.close()
  }

  /** Takes an invocation while its processes are gone: one that ended idle fails it, one that was reset starts again inside it. */
  revive(invocation: Invocation): void {
    const exit = this.#idleExit
    this.serve(invocation, exit === undefined, exit === undefined)
    if (exit === undefined) void this.#restart()
    else this.broke(exitFailure(exit, 'idle'))
  }

  initFailed(body: Uint8Array, errorType: string): void {
    if (this.#init === undefined) return
    this.#init.reported = {
      outcome: 'init-error',
      by: 'runtime',
      payload: body,
      failed: true,
      errorType,
      help: 'The runtime reported that it could not initialise, in Init and once more inside the invocation. Its output tells more.',
    }
  }

  async stop(reason: string): Promise<void> {
    if (this.state === 'shutdown' || this.state === 'gone') return
    const left = this.serving ?? this.#cause
    this.#endInit()
    this.become('shutdown', reason)
    left?.refuse('stopped', {
      status: 500,
      type: 'ServiceException',
      message: `The invocation was given up: ${reason}.`,
    })
    this.serving = this.#cause = undefined
    this.runtime.restart()
    await this.#end(reason)
    await this.#listener?.close()
    this.become('gone', reason)
    this.changed(this)
  }

  protected initialised(): void {
    const init = this.#init
    if (init === undefined) return
    const durationMs = this.clock.now() - init.startedAt
    this.#endInit()
    this.record(this.of(), { type: 'environment.init-ended', phase: init.phase, status: 'success', durationMs })
    this.become('ready', 'first next')
    this.idleSince = this.clock.now()
    if (init.phase === 'invoke') {
      this.become('invoke', 'event')
      if (this.serving !== undefined) this.runtime.deliver(this.serving)
      return
    }
    const cause = this.#cause
    this.#cause = undefined
    if (cause === undefined) return this.changed(this)
    cause.initMs = durationMs
    this.serve(cause, true, false)
  }

  protected reset(reason: string): void {
    this.#endInit()
    // Its processes may still be ending from the reset before, when the deadline passes.
    if (this.state !== 'reset') this.become('reset', reason)
    this.#idleExit = undefined
    this.runtime.restart()
    void this.#end(reason)
  }

  protected override become(to: EnvironmentState, reason: string, of: Belongs = {}): void {
    super.become(to, reason, of)
    this.#process?.working(to === 'init' || to === 'invoke')
  }

  async #restart(): Promise<void> {
    await this.#ended
    // The invocation may have timed out, or the environment been stopped, while the old processes were being ended.
    if (this.state !== 'reset' || this.serving === undefined) return
    this.incarnation += 1
    this.#begin('invoke')
  }

  #begin(phase: Init['phase']): void {
    this.initLog = new LogTail()
    this.become('init', phase === 'init' ? 'cold start' : 'started again inside the invocation')
    const limitMs = phase === 'init' ? initLimitMs : (this.serving?.timeoutMs ?? initLimitMs)
    const cancelLimit = phase === 'init' ? this.clock.after(limitMs, () => this.#initTimedOut()) : undefined
    this.#init = { phase, startedAt: this.clock.now(), cancelLimit, reported: undefined }
    this.record(this.of(), { type: 'environment.init-started', phase, limitMs })
    if (phase === 'init') this.emit(initStartLine(this.definition.runtime === 'nodejs' ? 'nodejs' : 'provided.al2023'))
    this.#outOfMemory = false
    const logStream = logStreamName(this.clock.epoch())
    const runtimeApi = `127.0.0.1:${this.#listener!.port}`
    const process = this.#host.start(
      {
        definition: this.definition,
        of: { function: this.definition.name, environment: this.name, incarnation: this.incarnation },
        runtimeApi,
        logStream,
      },
      {
        exited: (exit) => this.clock.soon(() => void this.#exited(process, exit)),
        failed: (failure) => this.clock.soon(() => this.#broken(process, startFailure(failure))),
        printed: (line) => this.printed(line),
        outOfMemory: () => this.#killForMemory(process),
        invocation: () => (this.serving ?? this.#cause)?.of ?? {},
      },
    )
    this.#process = process
    process.working(true)
  }

  #initTimedOut(): void {
    const seconds = initLimitMs / 1000
    this.record(this.of(), { type: 'deadline.fired', for: 'init' })
    this.#initBroke({
      outcome: 'timeout',
      errorType: 'Sandbox.Timedout',
      message: `Init timed out after ${seconds.toFixed(2)} seconds`,
      help: `The runtime did not ask for its first event within ${seconds} s. Lambda ends it and starts Init again inside the invocation.`,
    })
  }

  async #exited(process: RuntimeProcess, exit: Exit): Promise<void> {
    // A runtime may end as soon as it has written its answer: what it wrote still counts.
    await this.runtime.reading
    const memoryMb = this.#outOfMemory ? this.definition.memoryMb : undefined
    if (this.#process !== process) return
    if (this.state === 'ready') {
      this.#idleExit = exit
      this.become('crashed', exitFailure(exit, 'idle').message)
      this.runtime.restart()
      void this.#end('its runtime ended')
      return this.changed(this)
    }
    const when = this.state === 'init' ? 'init' : this.finishing ? 'answered' : 'invoke'
    this.#broken(process, exitFailure(exit, when, memoryMb))
  }

  #broken(process: RuntimeProcess, failure: Failure): void {
    if (this.#process !== process) return
    if (this.state === 'init') this.#initBroke(failure)
    else if (this.state === 'invoke') this.broke(failure)
  }

  /** Init failed: the first time it is tried again inside the invocation, the second time the caller is told. */
  #initBroke(failure: Failure): void {
    const init = this.#init
    if (init === undefined) return
    const errorType = init.reported?.errorType ?? failure.errorType
    const durationMs = this.clock.now() - init.startedAt
    const status = failure.outcome === 'timeout' ? 'timeout' : 'error'
    this.#endInit()
    this.record(this.of(), {
      type: 'environment.init-ended',
      phase: init.phase,
      status,
      durationMs,
      errorType,
      help: failure.help,
    })
    this.emit(initReportLine(durationMs, init.phase, status, errorType))
    const invocation = this.serving
    if (init.phase === 'invoke') {
      if (invocation !== undefined)
        this.broke(failure, init.reported ?? failureResult(failure, invocation.request.requestId))
      return
    }
    const cause = this.#cause
    this.reset(`Init failed: ${errorType}`)
    this.#cause = undefined
    if (cause === undefined) return this.changed(this)
    this.revive(cause)
  }

  #killForMemory(process: RuntimeProcess): void {
    if (this.#process !== process) return
    this.#outOfMemory = true
    void process.terminate('memory limit', 0)
  }

  #endInit(): void {
    this.#init?.cancelLimit?.()
    this.#init = undefined
  }

  /** Ends its processes; SIGKILL at once, since nothing registered for a signal. */
  #end(reason: string): Promise<void> {
    const process = this.#process
    if (process !== undefined) {
      this.#peakMemoryMb = process.peakMemoryMb()
      this.#process = undefined
      this.#ended = process.terminate(reason, 0)
    }
    return this.#ended ?? Promise.resolve()
  }
}

/** `YYYY/MM/DD/[$LATEST]` and 32 hexadecimal digits, as in CloudWatch Logs; unique to one incarnation. */
function logStreamName(epochMs: number): string {
  const day = new Date(epochMs).toISOString().slice(0, 10).replaceAll('-', '/')
  return `${day}/[$LATEST]${crypto.randomUUID().replaceAll('-', '')}`
}
