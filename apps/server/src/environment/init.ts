// One environment's Init: what kind it is, how long it may take, and what the runtime reported of it.
import {
  identifierOf,
  initAheadLimitMs,
  initLimitMs,
  type FunctionDefinition,
  type InitializationType,
} from '@playground/protocol'
import type { Clock } from '../clock.ts'
import type { InvocationResult } from './invocation.ts'
import { logStreamName } from './platform-log.ts'
import { Timed } from './timed.ts'

/** `invoke`: it runs inside an invocation and its time-out. */
export type InitPhase = 'init' | 'invoke'

export class Init {
  readonly type: InitializationType
  /** As INIT_START names the runtime. */
  readonly runtimeVersion: string
  phase: InitPhase = 'init'
  limitMs: number
  /** Unique to one incarnation. */
  logStream = ''
  /** What the caller gets if it fails for good: the runtime's own words. */
  report: InvocationResult | undefined

  /** Its limit where it runs outside of an invocation. */
  readonly #ownLimitMs: number
  readonly #definition: FunctionDefinition
  readonly #clock: Clock
  readonly #timedOut: () => void
  readonly #timed: Timed

  constructor(definition: FunctionDefinition, type: InitializationType, clock: Clock, timedOut: () => void) {
    this.#definition = definition
    this.#clock = clock
    this.#timed = new Timed(clock)
    this.#timedOut = timedOut
    this.type = type
    this.runtimeVersion = identifierOf(definition)
    this.#ownLimitMs = this.ahead ? aheadLimitMs(definition.timeoutSeconds) : initLimitMs
    this.limitMs = this.#ownLimitMs
  }

  /** It is done ahead of the invocations: with a longer limit, and reported in any case. */
  get ahead(): boolean {
    return this.type !== 'on-demand'
  }

  /** `timeoutMs`: the limit of the invocation that it runs inside. */
  begin(phase: InitPhase, timeoutMs?: number): void {
    this.phase = phase
    this.report = undefined
    this.logStream = logStreamName(this.#clock.epoch(), this.#definition.version)
    this.#timed.begin()
    this.limitMs = (phase === 'invoke' ? timeoutMs : undefined) ?? this.#ownLimitMs
    if (phase === 'invoke') return
    // Under a debugger nothing is ended, and inside an invocation its deadline ends it.
    if (!this.#definition.execution.debug) this.#timed.limit(this.limitMs, this.#timedOut)
  }

  /** What the entry of its beginning says. */
  started() {
    const { phase, limitMs, type: initializationType, runtimeVersion, logStream } = this
    const { memoryMb, execution } = this.#definition
    const logFormat = execution.logFormat
    return { phase, limitMs, initializationType, runtimeVersion, logStream, memoryMb, logFormat }
  }

  /** The runtime posted `init/error`. */
  reported(body: Uint8Array, errorType: string): void {
    if (!this.#timed.underWay) return
    this.report = {
      outcome: 'init-error',
      by: 'runtime',
      payload: body,
      failed: true,
      errorType,
      help: 'The runtime reported that it could not initialise, in Init and once more inside the invocation. Its output tells more.',
    }
  }

  /** How long it took, milliseconds; undefined where it was over already. */
  end(): number | undefined {
    return this.#timed.end()
  }
}

function aheadLimitMs(timeoutSeconds: number): number {
  return Math.min(initAheadLimitMs.most, Math.max(initAheadLimitMs.least, timeoutSeconds * 1000))
}
