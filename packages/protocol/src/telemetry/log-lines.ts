// What a log in JSON format holds: Lambda's own lines, the level of each line, and which levels are kept (Developer Guide, monitoring-cloudwatchlogs-log-level).
import type { InitializationType } from '../environment.ts'
import { logLevels, type systemLogLevels } from '../execution.ts'
import type { PlatformEvent, TelemetryEvent } from './events.ts'
import { objectOf, render } from './render.ts'

export type LogLevel = (typeof logLevels)[number]
export type SystemLogLevel = (typeof systemLogLevels)[number]

/** Other words for levels, as Python has them. */
const otherNames: Record<string, LogLevel> = { WARNING: 'WARN', CRITICAL: 'FATAL' }

/** The level of one of Lambda's own lines. */
export function levelOf(event: PlatformEvent): SystemLogLevel {
  switch (event.type) {
    case 'platform.initStart':
    case 'platform.restoreStart':
      return event.record.runtimeVersion === undefined ? 'DEBUG' : 'INFO'
    case 'platform.initReport':
      if (event.record.status !== 'success') return 'WARN'
      return reported(event.record.initializationType) ? 'INFO' : 'DEBUG'
    case 'platform.initRuntimeDone':
    case 'platform.restoreRuntimeDone':
    case 'platform.runtimeDone':
      return event.record.status === 'success' ? 'DEBUG' : 'WARN'
    case 'platform.report':
    case 'platform.restoreReport':
      return event.record.status === 'success' ? 'INFO' : 'WARN'
    case 'platform.extension':
      return event.record.errorType === undefined ? 'INFO' : 'WARN'
    case 'platform.logsDropped':
    case 'platform.fault':
      return 'WARN'
    default:
      return 'INFO'
  }
}

/** Only an Init that nobody waits for is reported as a matter of course. */
function reported(type: InitializationType): boolean {
  return type !== 'on-demand'
}

/**
 * The lines that an event is in the log of a function whose format is JSON, without their ends; none where it is
 * below `least`, or where it is not Lambda's own.
 */
export function systemLogLine(event: TelemetryEvent, least: SystemLogLevel = 'INFO'): string[] {
  if (event.type === 'function' || event.type === 'extension') return []
  if (rank(levelOf(event)) < rank(least)) return []
  return render(event, '2022-12-13', true).map((wire) => JSON.stringify(wire))
}

/** Whether a line of the application is at `least` or above; one without a legal level counts as INFO. `frameLevel`: what its frame says. */
export function keepsApplicationLine(line: string, least: LogLevel, frameLevel?: string): boolean {
  return rank(levelNamed(frameLevel ?? objectOf(line)?.['level']) ?? 'INFO') >= rank(least)
}

function levelNamed(name: unknown): LogLevel | undefined {
  if (typeof name !== 'string') return undefined
  const upper = name.toUpperCase()
  return logLevels.find((level) => level === upper) ?? otherNames[upper]
}

function rank(level: LogLevel): number {
  return logLevels.indexOf(level)
}
