// How serious a line says it is: in JSON, in the formats of Lambda's runtimes, or in the words it begins with.
import { messageOf } from '@playground/protocol/model'

/** `none`: it does not say. */
export const logLevels = ['error', 'warn', 'info', 'debug', 'none'] as const
export type LogLevel = (typeof logLevels)[number]

const names: Readonly<Record<string, LogLevel>> = {
  fatal: 'error',
  critical: 'error',
  panic: 'error',
  error: 'error',
  err: 'error',
  severe: 'error',
  warn: 'warn',
  warning: 'warn',
  notice: 'info',
  info: 'info',
  information: 'info',
  debug: 'debug',
  trace: 'debug',
  verbose: 'debug',
}

/** The text format of Lambda's Node.js runtime, and of Python's. */
const lambdaFormats = [/^\d{4}-\d\d-\d\dT[\d:.]+Z\t[^\t]+\t([A-Z]+)\t/, /^\[([A-Z]+)\]\t/]
/** A word in capitals near the beginning, or `level=`. */
const others = [
  /^\W*(?:\d[\dT:.,/Z+-]*\s+){0,2}\[?(FATAL|CRITICAL|PANIC|ERROR|SEVERE|WARN|WARNING|NOTICE|INFO|DEBUG|TRACE)\b/,
  /\blevel="?([a-z]+)/i,
]

/** `text`: the line without escapes. */
export function levelOf(text: string): LogLevel {
  // JSON says it itself, whatever the runtime puts before the line.
  const json = jsonOf(messageOf(text))
  if (json !== undefined) return levelIn(json)
  for (const format of [...lambdaFormats, ...others]) {
    const name = format.exec(text.slice(0, 200))?.[1]
    const level = name === undefined ? undefined : names[name.toLowerCase()]
    if (level !== undefined) return level
  }
  if (/Task timed out after|\bStatus: (?:timeout|error)\b|^\w*(?:Error|Exception): /.test(text)) return 'error'
  return 'none'
}

/** The level that a frame of the log says of itself. */
export function framedLevel(level: string | undefined): LogLevel | undefined {
  return level === undefined ? undefined : names[level.toLowerCase()]
}

/** The text of the object or list that a line consists of, behind what its runtime puts before it. */
export function jsonText(text: string): string | undefined {
  const message = messageOf(text).trim()
  if (!/^[[{]/.test(message) || !/[\]}]$/.test(message) || message.length > longestJson) return undefined
  return parsed(message) === undefined ? undefined : message
}

const longestJson = 256 * 1024

function jsonOf(text: string): Record<string, unknown> | undefined {
  const whole = text.trimStart()
  if (!whole.startsWith('{') || whole.length > longestJson) return undefined
  const value = parsed(whole)
  return value === undefined || Array.isArray(value) ? undefined : (value as Record<string, unknown>)
}

function parsed(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? value : undefined
  } catch {
    return undefined
  }
}

/** A number is pino's and bunyan's: 30 is information, 50 an error. */
function levelIn(json: Record<string, unknown>): LogLevel {
  const said = json['level'] ?? json['severity'] ?? json['lvl'] ?? json['log.level'] ?? json['logLevel']
  if (typeof said === 'number') return said >= 50 ? 'error' : said >= 40 ? 'warn' : said >= 30 ? 'info' : 'debug'
  return typeof said === 'string' ? (names[said.toLowerCase()] ?? 'none') : 'none'
}
