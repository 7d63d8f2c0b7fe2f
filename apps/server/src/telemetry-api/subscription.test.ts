import { describe, expect, it } from 'vitest'
import { readSubscription, type TelemetryApi } from './subscription.ts'

const http = { protocol: 'HTTP', URI: 'http://sandbox.localdomain:8080/path?q=1' }
const good = { schemaVersion: '2022-07-01', types: ['platform', 'function'], destination: http }
const asked = { reservedPorts: [45_001], managedInstances: false }

const read = (body: unknown, api: TelemetryApi = 'telemetry', more = {}) =>
  readSubscription(api, Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)), { ...asked, ...more })
const problem = (body: unknown, api?: TelemetryApi, more = {}) => {
  const result = read(body, api, more)
  return 'problem' in result ? result.problem : undefined
}

describe('a subscription', () => {
  it('has defaults for what it does not say', () => {
    expect(read(good)).toEqual({
      api: 'telemetry',
      schemaVersion: '2022-07-01',
      types: ['platform', 'function'],
      destination: {
        protocol: 'HTTP',
        uri: 'http://sandbox.localdomain:8080/path?q=1',
        host: 'sandbox.localdomain:8080',
        port: 8080,
        path: '/path?q=1',
        method: 'POST',
      },
      buffering: { maxItems: 10_000, maxBytes: 262_144, timeoutMs: 1000 },
    })
    const { schemaVersion: _, ...older } = good
    expect(read(older, 'logs')).toMatchObject({ schemaVersion: '2020-08-15' })
  })

  it('takes the bounds of buffering, and members that nobody knows', () => {
    const least = { maxItems: 1000, maxBytes: 262_144, timeoutMs: 25 }
    const most = { maxItems: 10_000, maxBytes: 1_048_576, timeoutMs: 30_000 }
    for (const buffering of [least, most]) expect(read({ ...good, buffering, more: 1 })).toMatchObject({ buffering })
  })

  it('TL-05: has at least one type', () => {
    expect(problem({ ...good, types: [] })).toBe('types should not be empty')
    expect(problem({ ...good, types: undefined })).toBe('types should not be empty')
  })

  it('TL-06: is told everything that is wrong with it at once', () => {
    const destination = { protocol: 'HTTP', URI: 'http://sandbox.localdomain' }
    expect(problem({ ...good, types: [], destination })).toBe('URI port is not provided; types should not be empty')
  })

  it.each([
    [{ maxItems: 999 }, 'maxItems should be between 1000 and 10000'],
    [{ maxItems: 10_001 }, 'maxItems should be between 1000 and 10000'],
    [{ timeoutMs: 24 }, 'timeoutMs should be between 25 and 30000'],
    [{ timeoutMs: 25.5 }, 'timeoutMs should be between 25 and 30000'],
    [{ maxBytes: 1_048_577 }, 'maxBytes should be between 262144 and 1048576'],
    [{ maxBytes: '262144' }, 'maxBytes should be between 262144 and 1048576'],
    [{ maxBytes: null }, 'maxBytes should be between 262144 and 1048576'],
    [[], 'buffering should be an object'],
  ])('TL-09: keeps the bounds of buffering: %j', (buffering, said) => {
    expect(problem({ ...good, buffering })).toBe(said)
  })

  it.each([
    ['http://sandbox:8080', undefined],
    ['http://SANDBOX.localdomain:8080', undefined],
    ['http://127.0.0.1:8080/', undefined],
    ['http://localhost:80', undefined],
    ['http://sandbox.localdomain:8080//two?x#fragment', 'URI is not valid'],
    ['http://sandbox.localdomain:8080//[', undefined],
    ['http://sandbox.localdomain', 'URI port is not provided'],
    ['http://sandbox.localdomain:', 'URI port is not provided'],
    ['http://sandbox.localdomain:0', 'URI port should be between 1 and 65535'],
    ['http://sandbox.localdomain:65536', 'URI port should be between 1 and 65535'],
    ['http://sandbox.localdomain:1e3', 'URI port should be between 1 and 65535'],
    ['https://sandbox.localdomain:8080', 'URI scheme should be http'],
    ['http://example.com:8080', 'URI host should be sandbox.localdomain'],
    ['http://sandbox.localdomain.example.com:8080', 'URI host should be sandbox.localdomain'],
    ['http://169.254.169.254:80', 'URI host should be sandbox.localdomain'],
    ['http://[::1]:8080', 'URI host should be sandbox.localdomain'],
    ['http://127.0.0.2:8080', 'URI host should be sandbox.localdomain'],
    ['http://sandbox@example.com:8080', 'URI is not valid'],
    ['sandbox.localdomain:8080', 'URI is not valid'],
    ['http://sandbox.localdomain:9001', 'port 9001 is reserved'],
    ['http://127.0.0.1:45001', 'port 45001 is reserved'],
    [7, 'URI should be a string'],
    [undefined, 'URI is not provided'],
  ])('goes to its own environment alone, and never to the Runtime API: %s', (URI, said) => {
    expect(problem({ ...good, destination: { protocol: 'HTTP', URI } })).toBe(said)
  })

  it('keeps the path as it is', () => {
    const result = read({ ...good, destination: { protocol: 'HTTP', URI: 'http://sandbox:80//a b/../c\r\nX: y?q' } })
    expect(result).toMatchObject({ destination: { path: '//cX:%20y?q', host: 'sandbox:80', port: 80 } })
  })

  it('TL-10: may go over TCP', () => {
    expect(read({ ...good, destination: { protocol: 'TCP', port: 8080 } })).toMatchObject({
      destination: { protocol: 'TCP', uri: 'tcp://127.0.0.1:8080', port: 8080 },
    })
    const tcp = (port: unknown) => problem({ ...good, destination: { protocol: 'TCP', port } })
    expect(tcp(undefined)).toBe('port is not provided')
    expect(tcp(0)).toBe('port should be between 1 and 65535')
    expect(tcp('8080')).toBe('port should be between 1 and 65535')
    expect(tcp(9001)).toBe('port 9001 is reserved')
    expect(tcp(45_001)).toBe('port 45001 is reserved')
  })

  it('chooses its method and encoding with the Logs API alone', () => {
    const logs = { types: ['function'], destination: { ...http, method: 'PUT', encoding: 'JSON' } }
    expect(read(logs, 'logs')).toMatchObject({ destination: { method: 'PUT' } })
    expect(read({ ...good, destination: { ...http, method: 'PUT' } })).toMatchObject({
      destination: { method: 'POST' },
    })
    expect(problem({ ...logs, destination: { ...http, method: 'GET' } }, 'logs')).toBe('method should be POST or PUT')
    expect(problem({ ...logs, destination: { ...http, encoding: 'XML' } }, 'logs')).toBe('encoding should be JSON')
  })

  it.each([
    ['telemetry', undefined, 'schemaVersion is not provided'],
    ['telemetry', '2020-08-15', 'schemaVersion should be one of 2022-07-01, 2022-12-13, 2025-01-29'],
    ['logs', '2022-07-01', 'schemaVersion should be one of 2020-08-15, 2021-03-18'],
    ['logs', 5, 'schemaVersion should be one of 2020-08-15, 2021-03-18'],
    ['telemetry', '2025-01-29', undefined],
    ['logs', '2021-03-18', undefined],
  ] as const)('has a schema version of its API (%s: %s)', (api, schemaVersion, said) => {
    expect(problem({ ...good, schemaVersion }, api)).toBe(said)
  })

  it('has the newest schema where several invocations share the environment', () => {
    const managed = { managedInstances: true }
    expect(problem(good, 'telemetry', managed)).toBe('schemaVersion should be 2025-01-29')
    expect(problem({ ...good, schemaVersion: '2025-01-29' }, 'telemetry', managed)).toBeUndefined()
  })

  it('counts a type once that is said twice, and knows no others', () => {
    expect(read({ ...good, types: ['function', 'platform', 'function'] })).toMatchObject({
      types: ['platform', 'function'],
    })
    expect(problem({ ...good, types: ['runtime'] })).toBe('types should be of platform, function, extension')
    expect(problem({ ...good, types: 'platform' })).toBe('types should be a list')
  })

  it.each(['', '{', '[]', 'null', '"x"'])('is a JSON object, not %j', (body) => {
    expect(problem(body)).toMatch(/^the request should be (a JSON object|JSON: .+)$/)
  })

  it('has a destination, over a protocol that there is', () => {
    expect(problem({ ...good, destination: undefined })).toBe('destination should not be empty')
    expect(problem({ ...good, destination: 'x' })).toBe('destination should be an object')
    expect(problem({ ...good, destination: { protocol: 'UDP' } })).toBe('protocol should be HTTP or TCP')
  })
})
