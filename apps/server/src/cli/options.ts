// Reads the command line.
import { parseArgs } from 'node:util'
import type { ServeOptions } from '../config.ts'

export type StartOptions = ServeOptions & { command: 'start'; open: boolean }
export type Options = StartOptions | { command: 'help' } | { command: 'version' } | { problem: string }

/** `problem`: one line with what is wrong and where help is. */
export function parseOptions(args: string[]): Options {
  let parsed
  try {
    parsed = parseArgs({
      args,
      allowPositionals: true,
      options: {
        port: { type: 'string', default: '9000' },
        'runtime-api-port': { type: 'string', default: '9001' },
        'function-url-port': { type: 'string', default: '9002' },
        'api-port': { type: 'string', default: '9003' },
        'data-dir': { type: 'string' },
        host: { type: 'string', default: '127.0.0.1' },
        'allow-host': { type: 'string', multiple: true, default: [] },
        'allow-origin': { type: 'string', multiple: true, default: [] },
        token: { type: 'string' },
        'no-open': { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
        version: { type: 'boolean', short: 'v', default: false },
      },
    })
  } catch (problem) {
    return { problem: `${firstSentence(problem)} Run lambda-playground --help for what there is.` }
  }
  const { values, positionals } = parsed
  if (values.help) return { command: 'help' }
  if (values.version) return { command: 'version' }
  const [command = 'start', ...folders] = positionals
  if (command !== 'start')
    return {
      problem: `There is no command ${JSON.stringify(command)}. Run lambda-playground --help for what there is.`,
    }
  const ports = portsOf(values)
  if ('problem' in ports) return ports
  if (values.token !== undefined && !/^[\w-]{16,}$/.test(values.token))
    return { problem: '--token needs 16 or more letters, digits, hyphens or underscores.' }
  return {
    command: 'start',
    ...ports,
    host: values.host,
    dataFolder: values['data-dir'],
    allowHosts: values['allow-host'],
    allowOrigins: values['allow-origin'],
    token: values.token,
    open: !values['no-open'],
    folders,
  }
}

const portFlags = {
  port: 'port',
  runtimeApiPort: 'runtime-api-port',
  functionUrlPort: 'function-url-port',
  apiPort: 'api-port',
} as const

type Ports = Record<keyof typeof portFlags, number>

function portsOf(values: Record<(typeof portFlags)[keyof typeof portFlags], string>): Ports | { problem: string } {
  const taken = new Map<number, string>()
  const ports: Partial<Ports> = {}
  for (const [name, flag] of Object.entries(portFlags) as [keyof Ports, (typeof portFlags)[keyof Ports]][]) {
    const port = portOf(values[flag])
    if (port === undefined)
      return { problem: `--${flag} ${values[flag]} is no port: give a number from 0 to 65535, 0 for any free one.` }
    const other = taken.get(port)
    if (port !== 0 && other !== undefined)
      return { problem: `--${other} and --${flag} are both ${port}. Give one of them another number.` }
    taken.set(port, flag)
    ports[name] = port
  }
  return ports as Ports
}

function portOf(text: string): number | undefined {
  return /^\d{1,5}$/.test(text) && Number(text) <= 65535 ? Number(text) : undefined
}

function firstSentence(problem: unknown): string {
  const message = problem instanceof Error ? problem.message : String(problem)
  return `${message.split('. ')[0]!.replace(/\.$/, '')}.`
}
