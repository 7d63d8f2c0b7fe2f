// Telemetry events before a schema version gives them their form: the records of Lambda's platform events, and what is printed (Developer Guide, telemetry-schema-reference).
import type { InitializationType } from '../environment.ts'
import type { ExtensionEventKind, ExtensionState } from '../extension-lifecycle.ts'
import type { TelemetryType } from '../extension.ts'

export type Status = 'success' | 'failure' | 'error' | 'timeout'
export type Phase = 'init' | 'invoke'
/** `start` as the events have their time. */
export type Span = { name: string; start: string; durationMs: number }
export type Tracing = { type: 'X-Amzn-Trace-Id'; value: string }

type Failed = { status: Status; errorType?: string }
type Instance = {
  runtimeVersion?: string
  functionName: string
  functionVersion: string
  /** The log stream. */
  instanceId?: string
  /** Bytes. */
  instanceMaxMemory?: number
}
type Invoked = { requestId: string; tracing?: Tracing; tenantId?: string }

/** Every member that some schema version has; durations in milliseconds, of whole microseconds. */
export type PlatformRecords = {
  'platform.initStart': { initializationType: InitializationType; phase: Phase } & Instance
  'platform.initRuntimeDone': { initializationType: InitializationType; phase: Phase } & Failed
  'platform.initReport': {
    initializationType: InitializationType
    phase: Phase
    metrics: { durationMs: number }
  } & Failed
  'platform.restoreStart': Instance
  'platform.restoreRuntimeDone': Failed
  'platform.restoreReport': { metrics: { durationMs: number } } & Failed
  'platform.start': Invoked & { version: string; functionArn?: string }
  'platform.runtimeDone': Invoked & Failed & { metrics: { durationMs: number; producedBytes: number }; spans?: Span[] }
  'platform.report': Invoked &
    Failed & {
      metrics: {
        durationMs: number
        billedDurationMs?: number
        memorySizeMB?: number
        maxMemoryUsedMB?: number
        initDurationMs?: number
        restoreDurationMs?: number
        billedRestoreDurationMs?: number
      }
      spans?: Span[]
    }
  /** What the Logs API alone tells. */
  'platform.fault': { requestId: string }
  'platform.extension': { name: string; state: ExtensionState; events: ExtensionEventKind[]; errorType?: string }
  'platform.telemetrySubscription': { name: string; state: 'Subscribed'; types: TelemetryType[] }
  'platform.logsSubscription': { name: string; state: 'Subscribed'; types: TelemetryType[] }
  'platform.logsDropped': { reason: string; droppedRecords: number; droppedBytes: number }
}
export type PlatformType = keyof PlatformRecords

/** `time`: epoch milliseconds. */
export type PlatformEvent = {
  [T in PlatformType]: { time: number; type: T; record: PlatformRecords[T] }
}[PlatformType]

/** What a process printed, with its line end where it had one. */
export type PrintedEvent = {
  [T in 'function' | 'extension']: { time: number; type: T; record: string }
}['function' | 'extension']

export type TelemetryEvent = PlatformEvent | PrintedEvent

/** What one subscribes to for an event to arrive. */
export function kindOf({ type }: TelemetryEvent): TelemetryType {
  return type === 'function' || type === 'extension' ? type : 'platform'
}

/** UTC with three fraction digits. */
export function timeText(epochMs: number): string {
  return new Date(epochMs).toISOString()
}
