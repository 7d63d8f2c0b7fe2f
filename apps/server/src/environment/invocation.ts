// One invocation on its way: what the caller asked for, what it was answered, and when it was over.
import { randomUUID } from 'node:crypto'
import { attemptName, functionLimits, latestVersion } from '@playground/protocol'
import type {
  Belongs,
  CallRoute,
  FunctionDefinition,
  InvocationType,
  JournalEvent,
  Outcome,
} from '@playground/protocol'
import { LogTail } from './log-tail.ts'
import type { Clock } from '../clock.ts'
import type { Record } from '../recorder/record.ts'

export type InvocationRequest = {
  /** UUID, lower case when made here; unique to the invocation, shared by its attempts. */
  requestId: string
  type: InvocationType
  qualifier: string | undefined
  /** The ARN as invoked, with its qualifier if one was used. */
  invokedArn: string
  payload: Uint8Array
  /** Decoded JSON text. */
  clientContext: string | undefined
  /** `Root=…;Parent=…;Sampled=…` */
  traceId: string
  /** `X-Amz-Tenant-Id` */
  tenant?: string
  /** Of an asynchronous invocation, from 1: attempts share their request id, and each is an invocation of its own. */
  attempt?: number
  /** It came as an HTTP call. */
  via?: CallRoute
}

/** Where a response goes while it comes, for a caller that takes it in pieces. Nothing is given to it once the result is known. */
export interface ResponseSink {
  /**
   * A response comes: before its first piece, and its result. Not called where there is none, as with an error or a time-out before it.
   * `contentType`: of the runtime's POST; `streams`: it announced the streaming mode.
   */
  begin(head: { contentType: string | undefined; streams: boolean }): void
  /** Resolves when there is room for more; undefined where there is room now. */
  write(piece: Uint8Array): Promise<void> | undefined
}

/** Why an invocation never reached the function; rendered as an exception of the service. */
export type InvokeRefusal = {
  status: number
  /** The exception's name in the Lambda API. */
  type: string
  message: string
  /** `Reason` of TooManyRequestsException. */
  reason?: string
}

export type InvocationResult = {
  outcome: Outcome
  by: 'runtime' | 'lambda'
  /** The bytes the caller gets, unless it is refused; where it has a sink, those that did not go there: the error's, if it failed. */
  payload: Uint8Array
  /** The caller is told `X-Amz-Function-Error: Unhandled`. */
  failed: boolean
  errorType?: string
  help?: string
  refusal?: InvokeRefusal
}

/** What else is known when it is over. */
export type Settled = { errorType?: string | undefined; peakMemoryMb?: number | undefined }

export class Invocation {
  readonly request: InvocationRequest
  /** Another once what it waited for was built. */
  definition: FunctionDefinition
  readonly of: { function: string; invocation: string }
  /** Names this attempt towards the runtime (`Lambda-Runtime-Invocation-Id`). */
  readonly attemptId = randomUUID()
  readonly log = new LogTail()
  /** Of a caller that takes the response in pieces. */
  readonly sink: ResponseSink | undefined
  /** Called when the result is known, before anything else happens; the function may still be at work. */
  onAnswered: ((result: InvocationResult) => void) | undefined
  /** The same for a response that is on its way at that moment. */
  onResult: (() => void) | undefined
  /** Called when the environment is done with it as well. */
  onSettled: (() => void) | undefined
  /** Told of every entry about it from the dispatch on. */
  onRecorded: ((of: Belongs, event: JournalEvent) => void) | undefined
  result: InvocationResult | undefined
  /** Epoch milliseconds, once dispatched. */
  deadline = 0
  /** Monotonic, once dispatched. */
  dispatchedAt = 0
  /** Duration of the Init that this invocation caused and waited for outside of its own time. */
  initMs: number | undefined
  /** SnapStart: duration of the restore that it waited for outside of its own time. */
  restoreMs: number | undefined
  /** The runtime is done with it; extensions may still be at their part. */
  runtimeDone = false
  /** The category of the error that the runtime reported. */
  reportedErrorType: string | undefined

  readonly #clock: Clock
  readonly #record: Record
  /** Monotonic: when the response began to come, and when all of it had. */
  #responseStartedAt: number | undefined
  #responseEndedAt: number | undefined
  #producedBytes = 0

  readonly #tell: Record = (of, event) => {
    const seq = this.#record(of, event)
    this.onRecorded?.(of, event)
    return seq
  }

  constructor(
    request: InvocationRequest,
    definition: FunctionDefinition,
    number: number,
    clock: Clock,
    record: Record,
    sink?: ResponseSink,
  ) {
    const streams = sink !== undefined
    this.sink = sink
    this.request = request
    this.definition = definition
    this.of = { function: definition.name, invocation: attemptName(request.requestId, request.attempt) }
    this.#clock = clock
    this.#record = record
    record(this.of, {
      type: 'invocation.received',
      number,
      invocationType: request.type,
      ...(request.qualifier === undefined ? {} : { qualifier: request.qualifier }),
      payloadBytes: request.payload.byteLength,
      ...(request.tenant === undefined ? {} : { tenant: request.tenant }),
      ...(request.attempt === undefined ? {} : { attempt: request.attempt }),
      ...(streams ? { streams: true as const } : {}),
      ...(request.via === undefined ? {} : { via: request.via }),
    })
  }

  /** Its limit, milliseconds; under a debugger the longest that Lambda knows, and nothing ends it then. */
  get timeoutMs(): number {
    const { timeoutSeconds, execution } = this.definition
    return (execution.debug ? functionLimits.timeoutSeconds.max : timeoutSeconds) * 1000
  }

  waits(reason: 'build' | 'init' | 'restore' | 'runtime' | 'free-runtime', limitMs?: number): void {
    this.#record(this.of, { type: 'invocation.waiting', for: reason, ...(limitMs === undefined ? {} : { limitMs }) })
  }

  /** Starts the time-out: waiting before this moment is not charged. */
  dispatched(environment: Belongs, cold: boolean, initInside: boolean): void {
    this.dispatchedAt = this.#clock.now()
    this.deadline = Math.floor(this.#clock.epoch() + this.timeoutMs)
    this.#tell(
      { ...environment, ...this.of },
      {
        type: 'invocation.dispatched',
        deadline: this.deadline,
        cold,
        initInside,
        version: this.definition.version ?? latestVersion,
        invokedArn: this.request.invokedArn,
        traceId: this.request.traceId,
        ...(this.request.tenant === undefined ? {} : { tenant: this.request.tenant }),
      },
    )
  }

  responseBegins(): void {
    this.#responseStartedAt = this.#clock.now()
  }

  /** `errorType`: the category of the error that it reports. */
  responseEnds(bytes: number, errorType?: string): void {
    this.#responseEndedAt = this.#clock.now()
    this.#producedBytes = bytes
    this.reportedErrorType = errorType
  }

  /** The runtime asked for work again, or failed: its part is over. */
  runtimeIsDone(environment: Belongs, status: 'success' | 'error' | 'timeout', errorType?: string): void {
    if (this.runtimeDone) return
    this.runtimeDone = true
    const now = this.#clock.now()
    const [started, ended] = [this.#responseStartedAt, this.#responseEndedAt]
    this.#tell(
      { ...environment, ...this.of },
      {
        type: 'invocation.runtime-done',
        status,
        ...(errorType === undefined ? {} : { errorType }),
        durationMs: now - this.dispatchedAt,
        producedBytes: this.#producedBytes,
        ...(started === undefined ? {} : { latencyMs: started - this.dispatchedAt }),
        ...(started === undefined || ended === undefined
          ? {}
          : { responseMs: ended - started, overheadMs: now - ended }),
      },
    )
  }

  /** Makes the result known, unless there is one: the first outcome wins. */
  answer(environment: Belongs, result: InvocationResult): void {
    if (this.result !== undefined) return
    this.result = result
    this.#tell(
      { ...environment, ...this.of },
      {
        type: 'invocation.answered',
        outcome: result.outcome,
        by: result.by,
        ...(result.errorType === undefined ? {} : { errorType: result.errorType }),
        ...(result.help === undefined ? {} : { help: result.help }),
      },
    )
    this.onResult?.()
    this.onAnswered?.(result)
  }

  /** Ends it; `outcome` may be worse than what the caller was told, since work can fail after the answer. */
  settle(environment: Belongs, outcome: Outcome, durationMs: number, billedMs: number, more: Settled = {}): void {
    this.#tell(
      { ...environment, ...this.of },
      {
        type: 'invocation.settled',
        outcome,
        durationMs,
        billedMs,
        ...(this.initMs === undefined ? {} : { initMs: this.initMs }),
        memoryMb: this.definition.memoryMb,
        ...(this.restoreMs === undefined
          ? {}
          : { restoreMs: this.restoreMs, billedRestoreMs: Math.ceil(this.restoreMs) }),
        ...(more.errorType === undefined ? {} : { errorType: more.errorType }),
        ...(more.peakMemoryMb === undefined ? {} : { peakMemoryMb: more.peakMemoryMb }),
      },
    )
    this.onSettled?.()
  }

  /** Ends it because nobody is there any more to serve it. */
  giveUp(reason: string): void {
    const message = `The invocation was given up: ${reason}.`
    this.refuse('stopped', { status: 500, type: 'ServiceException', message })
  }

  /** Ends it without it ever having reached an environment. */
  refuse(outcome: Outcome, refusal: InvokeRefusal): void {
    const help = refusal.message
    this.answer(this.of, {
      outcome,
      by: 'lambda',
      payload: new Uint8Array(),
      failed: false,
      errorType: refusal.type,
      help,
      refusal,
    })
    this.settle(this.of, outcome, 0, 0)
  }
}
