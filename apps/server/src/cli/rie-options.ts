// Reads the command line of the emulator: the official one's flags as it reads them, and our own.
import { functionLimits } from '@playground/protocol'
import type { Address } from '../emulator/emulator-options.ts'
import type { Options } from './command.ts'

export type LogLevel = 'error' | 'warn' | 'info' | 'debug'

export type RieOptions = {
  words: string[]
  logLevel: LogLevel
  initCaching: boolean
  runtimeApi: Address
  invoke: Address
  /** Undefined: one environment, and callers wait for their turn. */
  concurrency: number | undefined
  /** Undefined: there is no page. */
  page: { port: number; orAnyPort: boolean } | undefined
  dataFolder: string | undefined
  /** Flags that there are not. */
  unknown: string[]
}

/** Our own flags for those who cannot change the command line, such as in an image that starts the emulator by itself. */
export const optionsVariable = 'LAMBDA_PLAYGROUND_RIE_OPTIONS'

const official = 'Options of aws-lambda-rie, before the command or in it'
const own = `Options of our own, before the command alone, or in the variable ${optionsVariable}`

export const rieOptions: Options = {
  'log-level': {
    type: 'string',
    value: 'LEVEL',
    help: 'error, warn, info, debug (LOG_LEVEL, else info); written to standard error',
    complete: ['error', 'warn', 'info', 'debug'],
    under: official,
  },
  'enable-init-caching': {
    type: 'boolean',
    help: 'the runtime may use restore/next, as with SnapStart',
    under: official,
  },
  'runtime-api-address': {
    type: 'string',
    value: 'HOST:PORT',
    help: 'the Runtime API (127.0.0.1:9001)',
    under: official,
  },
  'runtime-interface-emulator-address': {
    type: 'string',
    value: 'HOST:PORT',
    help: 'where callers come in (0.0.0.0:8080)',
    under: official,
  },
  concurrency: {
    type: 'string',
    value: 'N',
    help: 'as many environments, each a process of COMMAND; callers beyond that get 429.\nWithout it there is one environment, and callers wait for their turn',
    under: own,
  },
  'page-port': {
    type: 'string',
    value: 'N',
    help: 'the page, on 127.0.0.1 (9000, or any free port where that is taken)',
    under: own,
  },
  'no-page': { type: 'boolean', help: 'no page', under: own },
  'data-dir': {
    type: 'string',
    value: 'DIR',
    help: 'keeps what happened there; without it nothing is left behind',
    complete: 'folder',
    under: own,
  },
}

/** Whether a flag takes a value. The official ones are found anywhere, also among the command's words; ours stand before it. */
const flagsUnder = (head: string) =>
  Object.fromEntries(
    Object.entries(rieOptions)
      .filter(([, { under }]) => under === head)
      .map(([name, { type }]) => [name, type === 'string']),
  )
const officialFlags: Record<string, boolean> = flagsUnder(official)
const ownFlags: Record<string, boolean> = { ...flagsUnder(own), help: false }

/** Names of levels, in whatever case, as the official emulator has them. */
const levels: Record<string, LogLevel> = {
  panic: 'error',
  fatal: 'error',
  error: 'error',
  warn: 'warn',
  warning: 'warn',
  info: 'info',
  debug: 'debug',
  trace: 'debug',
}

class Problem extends Error {}

/** `problem`: one line with what is wrong and what to do. */
export function parseRieOptions(
  args: readonly string[],
  variables: NodeJS.ProcessEnv,
): RieOptions | { help: true } | { problem: string } {
  try {
    const inVariable = (variables[optionsVariable] ?? '').split(/\s+/).filter((word) => word !== '')
    const given = read(inVariable)
    if (given.words.length > 0)
      throw new Problem(`${optionsVariable} may hold flags alone, and ${JSON.stringify(given.words[0])} is none.`)
    const { values, words, unknown } = read(args)
    for (const [name, value] of values) given.values.set(name, value)
    if (given.values.has('help')) return { help: true }
    return { ...settingsOf(given.values, variables), words, unknown: [...given.unknown, ...unknown] }
  } catch (problem) {
    if (problem instanceof Problem) return { problem: problem.message }
    throw problem
  }
}

function read(args: readonly string[]) {
  const values = new Map<string, string>()
  const words: string[] = []
  const unknown: string[] = []
  const left = [...args]
  for (let word = left.shift(); word !== undefined; word = left.shift()) {
    if (word === '--' && words.length === 0) {
      words.push(...left)
      break
    }
    const name = word === '-h' ? 'help' : /^--([a-z][^=]*)/.exec(word)?.[1]
    const takesValue = name && (officialFlags[name] ?? (words.length === 0 ? ownFlags[name] : undefined))
    if (name === undefined || takesValue === undefined) {
      if (words.length === 0 && /^-./.test(word)) unknown.push(word)
      else words.push(word)
      continue
    }
    const at = word.indexOf('=')
    if (takesValue === false && at >= 0) throw new Problem(`--${name} takes no value.`)
    const value = at >= 0 ? word.slice(at + 1) : takesValue ? left.shift() : ''
    if (value === undefined || (at < 0 && value.startsWith('-')))
      throw new Problem(`--${name} needs a value. Run lambda-playground rie --help for what there is.`)
    values.set(name, value)
  }
  return { values, words, unknown }
}

function settingsOf(values: ReadonlyMap<string, string>, variables: NodeJS.ProcessEnv) {
  const level = values.get('log-level') || variables['LOG_LEVEL'] || 'info'
  const logLevel = levels[level.toLowerCase()]
  if (logLevel === undefined)
    throw new Problem(`${JSON.stringify(level)} is no level of the log. Give one of ${Object.keys(levels).join(', ')}.`)
  const runtimeApi = addressOf(values, 'runtime-api-address', '127.0.0.1:9001')
  const invoke = addressOf(values, 'runtime-interface-emulator-address', '0.0.0.0:8080')
  if (runtimeApi.port !== 0 && runtimeApi.port === invoke.port)
    throw new Problem(`The Runtime API and the callers cannot both have port ${invoke.port}. Give one of them another.`)
  const port = values.get('page-port')
  const page = { port: wholeOf(values, 'page-port', 0, 65_535) ?? 9000, orAnyPort: port === undefined }
  return {
    logLevel,
    initCaching: values.has('enable-init-caching'),
    runtimeApi,
    invoke,
    concurrency: wholeOf(values, 'concurrency', functionLimits.concurrency.min, functionLimits.concurrency.max),
    page: values.has('no-page') ? undefined : page,
    dataFolder: values.get('data-dir'),
  }
}

/** `HOST:PORT`; no host is every address of this machine. */
function addressOf(values: ReadonlyMap<string, string>, flag: string, usual: string): Address {
  const text = values.get(flag) || usual
  const [, bracketed, plain, digits = ''] = /^(?:\[([^\]]*)\]|([^:]*)):(\d{1,5})$/.exec(text) ?? []
  const host = bracketed ?? plain
  if (host === undefined || Number(digits) > 65_535)
    throw new Problem(`--${flag} ${text} is no address. Give HOST:PORT, such as ${usual}.`)
  return { host: host || '0.0.0.0', port: Number(digits) }
}

function wholeOf(values: ReadonlyMap<string, string>, flag: string, least: number, most: number): number | undefined {
  const text = values.get(flag)
  if (text === undefined) return undefined
  const value = Number(text)
  if (/^\d{1,6}$/.test(text) && value >= least && value <= most) return value
  throw new Problem(`--${flag} ${text} is not right: give a whole number from ${least} to ${most}.`)
}
