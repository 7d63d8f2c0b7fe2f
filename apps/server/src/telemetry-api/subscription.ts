// What an extension asks for when it subscribes, or everything that is wrong with it (Developer Guide, telemetry-api-reference and runtimes-logs-api).
import { telemetryTypes, type TelemetryType } from '@playground/protocol'
import { schemaVersions, type SchemaVersion } from '@playground/protocol/telemetry'

export type TelemetryApi = 'telemetry' | 'logs'

/** `host`: the Host header; everything is sent to 127.0.0.1. */
export type Destination =
  | { protocol: 'HTTP'; uri: string; host: string; port: number; path: string; method: 'POST' | 'PUT' }
  | { protocol: 'TCP'; uri: string; port: number }

export type Buffering = { timeoutMs: number; maxBytes: number; maxItems: number }

export type Subscription = {
  api: TelemetryApi
  schemaVersion: SchemaVersion
  types: TelemetryType[]
  destination: Destination
  buffering: Buffering
}

export type Asked = {
  /** Ports on which the Runtime API listens; 9001, where Lambda has it, is never a destination. */
  reservedPorts: readonly number[]
  /** Several invocations share the environment: only the newest schema will do. */
  managedInstances: boolean
}

/** Bounds and defaults (Developer Guide, telemetry-api). */
const buffers = {
  maxBytes: { min: 262_144, max: 1_048_576, default: 262_144 },
  maxItems: { min: 1000, max: 10_000, default: 10_000 },
  timeoutMs: { min: 25, max: 30_000, default: 1000 },
} as const
/** Names by which an environment means itself. */
const ownHosts = new Set(['sandbox.localdomain', 'sandbox', 'localhost', '127.0.0.1'])
const lambdasPort = 9001
/** The schema that several invocations in one environment need. */
const managedSchema = '2025-01-29'

type Members = Record<string, unknown>

/** The problems are in the order of the members' names, as in the example of the reference; joined by `; `. */
export function readSubscription(
  api: TelemetryApi,
  body: Uint8Array,
  asked: Asked,
): Subscription | { problem: string } {
  const read = readMembers(body)
  if ('problem' in read) return read
  const { members } = read
  const problems: string[] = []
  const buffering = readBuffering(members['buffering'], problems)
  const destination = readDestination(api, members['destination'], asked, problems)
  const schemaVersion = readSchemaVersion(api, members['schemaVersion'], asked, problems)
  const types = readTypes(members['types'], problems)
  if (problems.length > 0 || destination === undefined || schemaVersion === undefined)
    return { problem: problems.join('; ') }
  return { api, schemaVersion, types, destination, buffering }
}

function readMembers(body: Uint8Array): { members: Members } | { problem: string } {
  try {
    const value: unknown = JSON.parse(Buffer.from(body).toString())
    if (isMembers(value)) return { members: value }
    return { problem: 'the request should be a JSON object' }
  } catch (error) {
    return { problem: `the request should be JSON: ${error instanceof Error ? error.message : String(error)}` }
  }
}

function readBuffering(given: unknown, problems: string[]): Buffering {
  const members = given === undefined ? {} : given
  if (!isMembers(members)) {
    problems.push('buffering should be an object')
    return {
      maxBytes: buffers.maxBytes.default,
      maxItems: buffers.maxItems.default,
      timeoutMs: buffers.timeoutMs.default,
    }
  }
  const read = (name: keyof typeof buffers): number => {
    const { min, max, default: otherwise } = buffers[name]
    const value = members[name] === undefined ? otherwise : members[name]
    if (Number.isInteger(value) && (value as number) >= min && (value as number) <= max) return value as number
    problems.push(`${name} should be between ${min} and ${max}`)
    return otherwise
  }
  return { maxBytes: read('maxBytes'), maxItems: read('maxItems'), timeoutMs: read('timeoutMs') }
}

function readDestination(
  api: TelemetryApi,
  given: unknown,
  { reservedPorts }: Asked,
  problems: string[],
): Destination | undefined {
  const wrong = (problem: string) => void problems.push(problem)
  if (given === undefined) return wrong('destination should not be empty')
  if (!isMembers(given)) return wrong('destination should be an object')
  const { protocol, URI: uri, port } = given
  const isReserved = (number: number) => number === lambdasPort || reservedPorts.includes(number)
  if (protocol === 'TCP') {
    if (port === undefined) return wrong('port is not provided')
    if (!isPort(port)) return wrong('port should be between 1 and 65535')
    if (isReserved(port)) return wrong(`port ${port} is reserved`)
    return { protocol, uri: `tcp://127.0.0.1:${port}`, port }
  }
  if (protocol !== 'HTTP') return wrong('protocol should be HTTP or TCP')
  if (uri === undefined) return wrong('URI is not provided')
  const address = typeof uri === 'string' ? readUri(uri) : { problem: 'URI should be a string' }
  if ('problem' in address) return wrong(address.problem)
  if (isReserved(address.port)) return wrong(`port ${address.port} is reserved`)
  const { method = 'POST', encoding = 'JSON' } = api === 'logs' ? given : {}
  if (method !== 'POST' && method !== 'PUT') return wrong('method should be POST or PUT')
  if (encoding !== 'JSON') return wrong('encoding should be JSON')
  return { protocol, ...address, method }
}

/** Read by hand: URL forgets a port that is the scheme's own, and this one has to be said. */
function readUri(uri: string): { uri: string; host: string; port: number; path: string } | { problem: string } {
  const parts = /^http:\/\/([^/?#@]*)((?:[/?][^#]*)?)$/i.exec(uri)
  if (parts === null)
    return {
      problem: /^[a-z]+:\/\//i.test(uri) && !/^http:/i.test(uri) ? 'URI scheme should be http' : 'URI is not valid',
    }
  const [, host = '', path = ''] = parts
  const [name = '', port = '', ...more] = host.split(':')
  if (more.length > 0 || !ownHosts.has(name.toLowerCase())) return { problem: 'URI host should be sandbox.localdomain' }
  if (port === '') return { problem: 'URI port is not provided' }
  if (!/^\d{1,5}$/.test(port) || !isPort(Number(port))) return { problem: 'URI port should be between 1 and 65535' }
  const { pathname, search } = new URL(`http://127.0.0.1/${path.replace(/^\//, '')}`)
  return { uri, host, port: Number(port), path: pathname + search }
}

function readSchemaVersion(
  api: TelemetryApi,
  given: unknown,
  { managedInstances }: Asked,
  problems: string[],
): SchemaVersion | undefined {
  const versions: readonly SchemaVersion[] = managedInstances ? [managedSchema] : schemaVersions[api]
  const version = given === undefined && api === 'logs' ? versions[0] : given
  const found = versions.find((known) => known === version)
  if (version === undefined) problems.push('schemaVersion is not provided')
  else if (found === undefined)
    problems.push(`schemaVersion should be ${versions.length === 1 ? '' : 'one of '}${versions.join(', ')}`)
  return found
}

/** One that is said twice counts once. */
function readTypes(given: unknown, problems: string[]): TelemetryType[] {
  const types = Array.isArray(given) ? (given as unknown[]) : []
  if (given !== undefined && !Array.isArray(given)) problems.push('types should be a list')
  else if (types.length === 0) problems.push('types should not be empty')
  else if (types.some((type) => !telemetryTypes.some((known) => known === type)))
    problems.push(`types should be of ${telemetryTypes.join(', ')}`)
  return telemetryTypes.filter((type) => types.includes(type))
}

function isMembers(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isPort(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 1 && (value as number) <= 65_535
}
