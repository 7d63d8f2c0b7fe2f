// One telemetry event in the form that a schema version gives it (Developer Guide, telemetry-schema-reference and runtimes-logs-api).
import { kindOf, timeText, type PlatformEvent, type PlatformType, type TelemetryEvent } from './events.ts'

/** The schema versions of each API. */
export const schemaVersions = {
  telemetry: ['2022-07-01', '2022-12-13', '2025-01-29'],
  logs: ['2020-08-15', '2021-03-18'],
} as const
export type SchemaVersion = (typeof schemaVersions)[keyof typeof schemaVersions][number]

/** An event as it goes over the wire. */
export type WireEvent = { time: string; type: string; record: unknown }

/** What the Logs API had; the rest came with Telemetry. */
const logsTypes = new Set<PlatformType>([
  'platform.start',
  'platform.runtimeDone',
  'platform.report',
  'platform.fault',
  'platform.extension',
  'platform.logsSubscription',
  'platform.logsDropped',
])
const logsAlone = new Set<PlatformType>(['platform.fault', 'platform.logsSubscription'])

/** `json`: the function's log format is JSON. None where the version does not know the event, two where it has them apart. */
export function render(event: TelemetryEvent, version: SchemaVersion, json: boolean): WireEvent[] {
  const time = timeText(event.time)
  if (event.type === 'function' || event.type === 'extension') {
    const object = json && (version === '2022-12-13' || version === '2025-01-29') ? objectOf(event.record) : undefined
    return [{ time, type: event.type, record: object ?? event.record }]
  }
  if (version === '2020-08-15' || version === '2021-03-18') return renderForLogs(event, version, time)
  if (logsAlone.has(event.type)) return []
  if (event.type === 'platform.start' && version !== '2025-01-29') {
    const { functionArn: _, ...record } = event.record
    return [{ time, type: event.type, record }]
  }
  return [{ time, type: event.type, record: event.record }]
}

function renderForLogs(event: PlatformEvent, version: SchemaVersion, time: string): WireEvent[] {
  const { type } = event
  if (!logsTypes.has(type)) return []
  switch (type) {
    case 'platform.start':
      return [{ time, type, record: { requestId: event.record.requestId, version: event.record.version } }]
    case 'platform.runtimeDone': {
      const { requestId, status } = event.record
      // This API knows two kinds of failure: the time ran out, or something else went wrong.
      const told = status === 'error' ? 'failure' : status
      return version === '2020-08-15' ? [] : [{ time, type, record: { requestId, status: told } }]
    }
    case 'platform.report': {
      const { requestId, metrics } = event.record
      return [
        { time, type: 'platform.end', record: { requestId } },
        { time, type, record: { requestId, metrics } },
      ]
    }
    case 'platform.fault':
      return [{ time, type, record: `RequestId: ${event.record.requestId} Process exited before completing request` }]
    default:
      return [{ time, type, record: event.record }]
  }
}

/** The JSON object that a line is; undefined where it is something else. */
export function objectOf(line: string): Record<string, unknown> | undefined {
  if (!line.trimStart().startsWith('{')) return undefined
  try {
    const value: unknown = JSON.parse(line)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}

/** Whether an event is for somebody who subscribed to `types`. */
export function isFor(event: TelemetryEvent, types: readonly string[]): boolean {
  return types.includes(kindOf(event))
}
