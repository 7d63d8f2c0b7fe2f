// The fold of one environment's entries into its telemetry: every event has an entry that it comes from.
import type { InitializationType } from '../environment.ts'
import type { ExtensionEventKind, ExtensionState } from '../extension-lifecycle.ts'
import { attemptOf, latestVersion, versionOfEnvironment, type Belongs } from '../ids.ts'
import type { EventOf, JournalEvent } from '../journal.ts'
import type { Phase, PlatformRecords, PlatformType, TelemetryEvent } from './events.ts'
import { invoked, reportRecord, runtimeDoneRecord, startFailed, wholeMicros, type Known } from './records.ts'

/** An entry as the fold takes it; `at`: epoch milliseconds. */
export type FoldedEntry = { of: Belongs; at: number; event: JournalEvent }

type Extension = { state: ExtensionState; events: ExtensionEventKind[]; errorType?: string }

/** Invocations whose end is still to come; there are never more at work, and one that gets none must not stay for ever. */
const mostKnown = 256

export class TelemetryFold {
  #initializationType: InitializationType = 'on-demand'
  #phase: Phase = 'init'
  /** Init is under way, and the runtime is not done with its part. */
  #runtimeInit = false
  /** Dispatched while Init runs inside it: START comes after that. */
  #waiting: { requestId: string; event: EventOf<'invocation.dispatched'> } | undefined
  #start: EventOf<'environment.init-started'> | undefined
  readonly #extensions = new Map<string, Extension>()
  readonly #known = new Map<string, Known>()
  #events: TelemetryEvent[] = []

  /** The events that an entry leads to, in order; none for most. */
  take({ of, at, event }: FoldedEntry): TelemetryEvent[] {
    this.#events = []
    switch (event.type) {
      case 'environment.init-started':
        this.#initStarted(of, at, event)
        break
      case 'runtime.changed':
        // The entry that ends Init comes only when the extensions are done as well.
        if (event.from === 'Started' && (event.to === 'Ready' || event.to === 'RestoreReady'))
          this.#initRuntimeDone(at, 'success', undefined)
        break
      case 'extension.changed':
        this.#extensionChanged(of.extension ?? '', event)
        break
      case 'environment.init-ended':
        this.#initEnded(at, event)
        break
      case 'environment.restore-started':
        this.#emit(at, 'platform.restoreStart', this.#instance(of))
        break
      case 'environment.restore-ended': {
        const failed = startFailed(event.status, event.errorType)
        this.#emit(at, 'platform.restoreRuntimeDone', failed)
        this.#emit(at, 'platform.restoreReport', { ...failed, metrics: { durationMs: wholeMicros(event.durationMs) } })
        break
      }
      case 'telemetry.subscribed':
        this.#emit(at, event.api === 'logs' ? 'platform.logsSubscription' : 'platform.telemetrySubscription', {
          name: of.extension ?? '',
          state: 'Subscribed',
          types: event.types,
        })
        break
      case 'telemetry.dropped':
        this.#emit(at, 'platform.logsDropped', {
          reason: event.reason,
          droppedRecords: event.events,
          droppedBytes: event.bytes,
        })
        break
      case 'process.printed':
        this.#printed(of, at, event)
        break
      default:
        this.#invocation(of, at, event)
    }
    return this.#events
  }

  #invocation(of: Belongs, at: number, event: JournalEvent): void {
    if (of.invocation === undefined) return
    const { requestId } = attemptOf(of.invocation)
    if (event.type === 'invocation.dispatched') return this.#dispatched(requestId, at, event)
    const known = this.#known.get(requestId)
    if (known === undefined) return
    if (event.type === 'invocation.answered') {
      if (event.errorType !== undefined) known.errorType = event.errorType
      return
    }
    if (event.type !== 'invocation.runtime-done' && event.type !== 'invocation.settled') return
    if (this.#waiting?.requestId === requestId) this.#startWaiting(at)
    if (event.type === 'invocation.runtime-done') {
      known.runtimeDoneAt = at
      if (!this.#managed) this.#emit(at, 'platform.runtimeDone', runtimeDoneRecord(known, event, at))
    } else {
      this.#known.delete(requestId)
      if (event.outcome === 'crash') this.#emit(at, 'platform.fault', { requestId })
      const extensions = [...this.#extensions.values()].some(({ events }) => events.includes('INVOKE'))
      this.#emit(at, 'platform.report', reportRecord(known, event, at, { managed: this.#managed, extensions }))
    }
  }

  /** Several invocations at once: the runtime's part of one is not told, and of its report only the duration. */
  get #managed(): boolean {
    return this.#initializationType === 'lambda-managed-instances'
  }

  #initStarted(of: Belongs, at: number, event: EventOf<'environment.init-started'>): void {
    this.#start = event
    this.#initializationType = event.initializationType
    this.#phase = event.phase
    this.#runtimeInit = true
    this.#extensions.clear()
    const { initializationType, phase } = event
    this.#emit(at, 'platform.initStart', { initializationType, ...this.#instance(of), phase })
  }

  #instance(of: Belongs): PlatformRecords['platform.restoreStart'] {
    const { runtimeVersion = '', logStream = '', memoryMb } = this.#start ?? {}
    return {
      ...(runtimeVersion === '' ? {} : { runtimeVersion }),
      functionName: of.function ?? '',
      functionVersion: versionOfEnvironment(of.environment),
      ...(logStream === '' ? {} : { instanceId: logStream }),
      ...(memoryMb === undefined ? {} : { instanceMaxMemory: memoryMb * 1024 * 1024 }),
    }
  }

  #extensionChanged(name: string, event: EventOf<'extension.changed'>): void {
    const events = event.events ?? this.#extensions.get(name)?.events ?? []
    const errorType = event.errorType ?? this.#extensions.get(name)?.errorType
    this.#extensions.set(name, { state: event.to, events, ...(errorType === undefined ? {} : { errorType }) })
  }

  #initRuntimeDone(at: number, status: 'success' | 'error' | 'timeout', errorType: string | undefined): void {
    if (!this.#runtimeInit) return
    this.#runtimeInit = false
    this.#emit(at, 'platform.initRuntimeDone', {
      initializationType: this.#initializationType,
      ...startFailed(status, errorType),
      phase: this.#phase,
    })
  }

  #initEnded(at: number, event: EventOf<'environment.init-ended'>): void {
    this.#initRuntimeDone(at, event.status, event.errorType)
    for (const [name, extension] of this.#extensions) this.#emit(at, 'platform.extension', { name, ...extension })
    this.#emit(at, 'platform.initReport', {
      initializationType: this.#initializationType,
      metrics: { durationMs: wholeMicros(event.durationMs) },
      phase: this.#phase,
      ...startFailed(event.status, event.errorType),
    })
    if (event.phase === 'invoke') this.#startWaiting(at)
  }

  #dispatched(requestId: string, at: number, event: EventOf<'invocation.dispatched'>): void {
    const known: Known = {
      requestId,
      ...(event.traceId === undefined ? {} : { tracing: { type: 'X-Amzn-Trace-Id', value: event.traceId } }),
      ...(event.tenant === undefined ? {} : { tenantId: event.tenant }),
    }
    this.#known.set(requestId, known)
    const oldest = this.#known.keys().next().value
    if (this.#known.size > mostKnown && oldest !== undefined) this.#known.delete(oldest)
    this.#waiting = { requestId, event }
    if (!event.initInside) this.#startWaiting(at)
  }

  #startWaiting(at: number): void {
    const known = this.#known.get(this.#waiting?.requestId ?? '')
    const event = this.#waiting?.event
    this.#waiting = undefined
    if (known === undefined || event === undefined) return
    this.#emit(at, 'platform.start', {
      ...invoked(known),
      version: event.version ?? latestVersion,
      ...(event.invokedArn === undefined ? {} : { functionArn: event.invokedArn }),
    })
  }

  #printed(of: Belongs, at: number, event: EventOf<'process.printed'>): void {
    const ended = event.stream !== 'telemetry' && event.partial === undefined
    this.#events.push({
      time: event.time ?? at,
      type: of.extension === undefined ? 'function' : 'extension',
      record: ended ? `${event.line}\n` : event.line,
    })
  }

  #emit<T extends PlatformType>(time: number, type: T, record: PlatformRecords[T]): void {
    this.#events.push({ time, type, record } as TelemetryEvent)
  }
}
