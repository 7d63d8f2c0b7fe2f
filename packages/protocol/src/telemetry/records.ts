// From single entries to the records of platform events: durations, statuses, spans.
import type { Outcome } from '../invocation.ts'
import type { EventOf } from '../journal.ts'
import { timeText, type PlatformRecords, type Span, type Status, type Tracing } from './events.ts'

/** What is known of an invocation from its dispatch to its end. */
export type Known = {
  requestId: string
  tracing?: Tracing
  tenantId?: string
  /** The category of its error, once it was answered. */
  errorType?: string
  /** When the runtime was done with it, epoch milliseconds. */
  runtimeDoneAt?: number
}

/** Milliseconds of whole microseconds. */
export function wholeMicros(ms: number): number {
  return Math.round(ms * 1000) / 1000
}

/** A time-out and what went wrong in the sandbox have statuses of their own (official emulator, `BuildStatusFromError`). */
export function statusOf(outcome: Outcome, errorType: string | undefined): Status {
  if (outcome === 'ok') return 'success'
  if (outcome === 'timeout') return 'timeout'
  return errorType?.startsWith('Sandbox.') === true ? 'failure' : 'error'
}

/** Of an Init or a restore; a time-out has no cause of its own, and is `Runtime.Unknown` (official emulator, `getFirstFatalError`). */
export function startFailed(
  status: 'success' | 'error' | 'timeout',
  errorType: string | undefined,
): { status: Status; errorType?: string } {
  if (status === 'success') return { status }
  if (status === 'timeout') return { status, errorType: 'Runtime.Unknown' }
  const failure = errorType?.startsWith('Sandbox.') === true
  return { status: failure ? 'failure' : 'error', errorType: errorType ?? 'Runtime.Unknown' }
}

export function invoked(known: Known): { requestId: string; tracing?: Tracing; tenantId?: string } {
  return {
    requestId: known.requestId,
    ...(known.tracing === undefined ? {} : { tracing: known.tracing }),
    ...(known.tenantId === undefined ? {} : { tenantId: known.tenantId }),
  }
}

export function runtimeDoneRecord(
  known: Known,
  event: EventOf<'invocation.runtime-done'>,
  at: number,
): PlatformRecords['platform.runtimeDone'] {
  const { status, errorType } = event
  const spans = runtimeSpans(event, at - event.durationMs)
  return {
    ...invoked(known),
    status,
    ...(errorType === undefined || status === 'success' || status === 'timeout' ? {} : { errorType }),
    metrics: { producedBytes: event.producedBytes, durationMs: wholeMicros(event.durationMs) },
    ...(spans.length === 0 ? {} : { spans }),
  }
}

/** One after the other, from the event to the next `next`. */
function runtimeSpans(event: EventOf<'invocation.runtime-done'>, startedAt: number): Span[] {
  const spans: Span[] = []
  let at = startedAt
  const parts = [
    ['responseLatency', event.latencyMs],
    ['responseDuration', event.responseMs],
    ['runtimeOverhead', event.overheadMs],
  ] as const
  for (const [name, durationMs] of parts) {
    if (durationMs === undefined) continue
    spans.push({ name, start: timeText(at), durationMs: wholeMicros(durationMs) })
    at += durationMs
  }
  return spans
}

/** `managed`: several invocations at once, where the duration alone is told; `extensions`: some are told of invocations. */
export function reportRecord(
  known: Known,
  event: EventOf<'invocation.settled'>,
  at: number,
  { managed, extensions }: { managed: boolean; extensions: boolean },
): PlatformRecords['platform.report'] {
  const errorType = event.errorType ?? known.errorType
  const status = statusOf(event.outcome, errorType)
  const overhead = extensions && known.runtimeDoneAt !== undefined ? at - known.runtimeDoneAt : undefined
  return {
    ...invoked(known),
    status,
    ...(errorType === undefined || status === 'success' || status === 'timeout' ? {} : { errorType }),
    metrics: managed ? { durationMs: wholeMicros(event.durationMs) } : reportMetrics(event),
    ...(overhead === undefined
      ? {}
      : {
          spans: [
            { name: 'extensionOverhead', start: timeText(known.runtimeDoneAt!), durationMs: wholeMicros(overhead) },
          ],
        }),
  }
}

/** Memory that nobody measured (an attached runtime's) is left out. */
function reportMetrics(event: EventOf<'invocation.settled'>): PlatformRecords['platform.report']['metrics'] {
  const { initMs, restoreMs, billedRestoreMs, peakMemoryMb } = event
  return {
    durationMs: wholeMicros(event.durationMs),
    billedDurationMs: event.billedMs,
    memorySizeMB: event.memoryMb,
    ...(peakMemoryMb === undefined ? {} : { maxMemoryUsedMB: Math.ceil(peakMemoryMb) }),
    ...(initMs === undefined ? {} : { initDurationMs: wholeMicros(initMs) }),
    ...(restoreMs === undefined ? {} : { restoreDurationMs: wholeMicros(restoreMs) }),
    ...(billedRestoreMs === undefined ? {} : { billedRestoreDurationMs: billedRestoreMs }),
  }
}
