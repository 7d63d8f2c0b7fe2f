// The lines that Lambda itself writes to a function's log, in its text format.
import { latestVersion } from '@playground/protocol'
import type { Failure } from './failures.ts'

export type Report = {
  requestId: string
  durationMs: number
  billedMs: number
  memoryMb: number
  peakMemoryMb: number | undefined
  initMs: number | undefined
  /** SnapStart. */
  restoreMs?: number | undefined
  status?: 'timeout' | 'error'
  errorType?: string
}

export function initStartLine(runtime: string): string {
  return `INIT_START Runtime Version: ${runtime}`
}

export function initReportLine(
  initMs: number,
  phase: 'init' | 'invoke',
  status: 'success' | 'timeout' | 'error',
  errorType?: string,
): string {
  if (status === 'success') return `INIT_REPORT Init Duration: ${initMs.toFixed(2)} ms`
  const type = errorType === undefined || status === 'timeout' ? '' : `\tError Type: ${errorType}`
  return `INIT_REPORT Init Duration: ${initMs.toFixed(2)} ms\tPhase: ${phase}\tStatus: ${status}${type}`
}

/** `YYYY/MM/DD/[VERSION]` and 32 hexadecimal digits, as in CloudWatch Logs; unique to one incarnation. */
export function logStreamName(epochMs: number, version = latestVersion): string {
  const day = new Date(epochMs).toISOString().slice(0, 10).replaceAll('-', '/')
  return `${day}/[${version}]${crypto.randomUUID().replaceAll('-', '')}`
}

/** At the end of Init, for each extension. */
export function extensionLine(name: string, state: string, events: readonly string[], errorType?: string): string {
  const type = errorType === undefined ? '' : `\tError Type: ${errorType}`
  return `EXTENSION\tName: ${name}\tState: ${state}\tEvents: [${events.join(',')}]${type}`
}

export function restoreStartLine(runtime: string): string {
  return `RESTORE_START Runtime Version: ${runtime}`
}

export function restoreReportLine(restoreMs: number, status?: 'timeout' | 'error', errorType?: string): string {
  const state = status === undefined ? '' : `\tStatus: ${status}`
  const type = errorType === undefined || status !== 'error' ? '' : `\tError Type: ${errorType}`
  return `RESTORE_REPORT Restore Duration: ${restoreMs.toFixed(2)} ms${state}${type}`
}

export function startLine(requestId: string, version = latestVersion): string {
  return `START RequestId: ${requestId} Version: ${version}`
}

export function endLine(requestId: string): string {
  return `END RequestId: ${requestId}`
}

/** Memory that nobody measured (an attached runtime's) is left out. */
export function reportLine(report: Report): string {
  const parts = [
    `REPORT RequestId: ${report.requestId}`,
    `Duration: ${report.durationMs.toFixed(2)} ms`,
    `Billed Duration: ${report.billedMs} ms`,
    `Memory Size: ${report.memoryMb} MB`,
  ]
  if (report.peakMemoryMb !== undefined) parts.push(`Max Memory Used: ${Math.ceil(report.peakMemoryMb)} MB`)
  if (report.initMs !== undefined) parts.push(`Init Duration: ${report.initMs.toFixed(2)} ms`)
  if (report.restoreMs !== undefined) {
    parts.push(`Restore Duration: ${report.restoreMs.toFixed(2)} ms`)
    parts.push(`Billed Restore Duration: ${Math.ceil(report.restoreMs)} ms`)
  }
  if (report.status === undefined) return `${parts.join('\t')}\t`
  parts.push(`Status: ${report.status}`)
  if (report.errorType !== undefined && report.status === 'error') parts.push(`Error Type: ${report.errorType}`)
  return parts.join('\t')
}

/** The lines before END that say why an invocation failed without the runtime's own words. */
export function failureLines(failure: Failure, requestId: string, epochMs: number): string[] {
  if (failure.outcome === 'timeout') return [`${new Date(epochMs).toISOString()} ${requestId} ${failure.message}`, '']
  return [`RequestId: ${requestId} Error: ${failure.message}`, failure.errorType]
}

/** Billed time: whole milliseconds, with the Init that the caller waited for (Developer Guide, INIT phase billing of 2025). */
export function billedMs(durationMs: number, initMs: number | undefined, timeoutMs: number): number {
  return Math.ceil(Math.min(durationMs, timeoutMs) + (initMs ?? 0))
}
