import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { HttpExchange } from '../http/exchange.ts'
import { environment, followed } from './followed.fixture.ts'
import { routeTelemetry, telemetryHandlers } from './handlers.ts'
import type { SubscribedEnvironment } from './subscribe.ts'

const known = '0b4bd2a8-6a4b-4a0c-9d1d-3a4c4a1c9a11'
const refusal = {
  status: 403,
  errorType: 'Extension.UnknownExtensionIdentifier',
  message: 'Unknown extension x',
} as const

let world: ReturnType<typeof followed>
let server: Server
let managedInstances: boolean
beforeEach(async () => {
  world = followed()
  managedInstances = false
  const { recorder, telemetry } = world
  server = createServer((request, response) => {
    const found = routeTelemetry(request.method ?? '', request.url ?? '')
    if (found === undefined || !('id' in found)) return void response.writeHead(500).end()
    const exchange = new HttpExchange(
      request,
      response,
      recorder,
      {},
      {
        endpoint: found.id,
        from: 'extension',
        of: { environment },
      },
    )
    const place: SubscribedEnvironment = {
      name: environment,
      identify: (header) => (header === known ? { name: 'a' } : { refusal }),
      ports: [(server.address() as AddressInfo).port],
      managedInstances,
    }
    void telemetryHandlers[found.id as 'telemetry' | 'logs'](exchange, { telemetry, record: recorder.record }, place)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
})
afterEach(async () => {
  world.telemetry.close()
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
})

const good = {
  schemaVersion: '2022-07-01',
  types: ['platform', 'function'],
  destination: { protocol: 'HTTP', URI: 'http://sandbox.localdomain:8080' },
}
const { schemaVersion: _, ...goodForLogs } = good

async function put(path: string, body: unknown, identifier = known) {
  const { port } = server.address() as AddressInfo
  const response = await fetch(`http://127.0.0.1:${port}${path}`, {
    method: 'PUT',
    headers: { 'Lambda-Extension-Identifier': identifier },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
  return { status: response.status, type: response.headers.get('content-type'), text: await response.text() }
}
const refused = async (path: string, body: unknown, identifier?: string) => {
  const { status, text } = await put(path, body, identifier)
  return { status, ...(JSON.parse(text) as { errorMessage: string; errorType: string }) }
}
const rules = () =>
  world.entries.flatMap(({ of, event }) =>
    event.type === 'extension.refused' ? [[of.extension, event.call, event.rule]] : [],
  )

describe('PUT telemetry', () => {
  it('TL-01: is answered "OK", in quotes', async () => {
    world.initStarts()
    expect(await put('/2022-07-01/telemetry', good)).toEqual({ status: 200, type: 'application/json', text: '"OK"' })
    expect(world.entries.find(({ event }) => event.type === 'exchange.answered')).toMatchObject({
      of: { extension: 'a' },
    })
    expect(world.entries.filter(({ event }) => event.type === 'telemetry.subscribed')).toMatchObject([
      { of: { environment, extension: 'a' }, event: { api: 'telemetry', uri: 'http://sandbox.localdomain:8080' } },
    ])
  })

  it('TL-05, TL-06, TL-09: refuses what is wrong, and changes nothing', async () => {
    world.initStarts()
    const destination = { protocol: 'HTTP', URI: 'http://sandbox.localdomain' }
    expect(await refused('/2022-07-01/telemetry', { ...good, types: [], destination })).toEqual({
      status: 400,
      errorType: 'ValidationError',
      errorMessage: 'URI port is not provided; types should not be empty',
    })
    for (const buffering of [{ maxItems: 999 }, { timeoutMs: 24 }, { maxBytes: 1_048_577 }])
      expect(await refused('/2022-07-01/telemetry', { ...good, buffering })).toMatchObject({ status: 400 })
    expect(await refused('/2022-07-01/telemetry', 'x'.repeat(1024 * 1024 + 1))).toMatchObject({ status: 400 })
    expect(world.entries.some(({ event }) => event.type === 'telemetry.subscribed')).toBe(false)
    expect(rules()).toEqual(Array.from({ length: 5 }, () => ['a', 'subscribe', 'format']))
  })

  it('never sends to the Runtime API itself', async () => {
    world.initStarts()
    const { port } = server.address() as AddressInfo
    const destination = { protocol: 'TCP', port }
    expect(await refused('/2022-07-01/telemetry', { ...good, destination })).toMatchObject({
      status: 400,
      errorMessage: `port ${port} is reserved`,
    })
  })

  it('TL-07: is refused once Init is over', async () => {
    world.initStarts()
    world.initEnds()
    expect(await refused('/2022-07-01/telemetry', good)).toEqual({
      status: 403,
      errorType: 'Telemetry.SubscriptionClosed',
      errorMessage: 'Telemetry API subscription is closed already',
    })
    expect(await refused('/2020-08-15/logs', goodForLogs)).toEqual({
      status: 403,
      errorType: 'Logs.SubscriptionClosed',
      errorMessage: 'Logs API subscription is closed already',
    })
    expect(rules()).toEqual(Array.from({ length: 2 }, () => ['a', 'subscribe', 'registration-closed']))
  })

  it('TL-08: asks who it is before anything else', async () => {
    expect(await refused('/2022-07-01/telemetry', 'nonsense', 'x')).toEqual({
      status: 403,
      errorType: refusal.errorType,
      errorMessage: refusal.message,
    })
    // Who judges the identifier has recorded it.
    expect(rules()).toEqual([])
  })

  it('is refused to who uses the Logs API already, and the other way round', async () => {
    world.initStarts()
    expect((await put('/2020-08-15/logs', goodForLogs)).status).toBe(200)
    expect(await refused('/2022-07-01/telemetry', good)).toEqual({
      status: 400,
      errorType: 'Telemetry.AccessDenied',
      errorMessage: 'The extension a is already subscribed to the Logs API. An extension subscribes to one of the two.',
    })
    expect(rules()).toEqual([['a', 'subscribe', 'state']])
  })

  it('has the newest schema alone, and words of its own, where several invocations share the environment', async () => {
    managedInstances = true
    world.initStarts({ initializationType: 'lambda-managed-instances' })
    expect(await refused('/2022-07-01/telemetry', good)).toMatchObject({ status: 400 })
    expect((await put('/2022-07-01/telemetry', { ...good, schemaVersion: '2025-01-29' })).status).toBe(200)
    world.initEnds()
    expect(await refused('/2022-07-01/telemetry', good)).toMatchObject({
      errorMessage: 'Telemetry API subscription is closed',
    })
  })

  it('has a path that may end in a slash, and no other method', async () => {
    world.initStarts()
    expect((await put('/2022-07-01/telemetry/', good)).status).toBe(200)
    expect(routeTelemetry('GET', '/2022-07-01/telemetry')).toEqual({ allow: 'PUT' })
    expect(routeTelemetry('POST', '/2020-08-15/logs/')).toEqual({ allow: 'PUT' })
    expect(routeTelemetry('PUT', '/2022-07-01/telemetry//')).toBeUndefined()
  })
})

describe('PUT logs', () => {
  it('TL-17: is answered 200 both times', async () => {
    world.initStarts()
    for (let time = 0; time < 2; time += 1)
      expect(await put('/2020-08-15/logs', goodForLogs)).toMatchObject({ status: 200, text: '"OK"' })
  })

  it('says by its error type that it is the Logs API', async () => {
    world.initStarts()
    expect(await refused('/2020-08-15/logs', { ...goodForLogs, types: [] })).toEqual({
      status: 400,
      errorType: 'Logs.ValidationError',
      errorMessage: 'types should not be empty',
    })
  })

  it('is not there where several invocations share the environment', async () => {
    managedInstances = true
    world.initStarts()
    expect(await put('/2020-08-15/logs', goodForLogs)).toMatchObject({ status: 404, text: '404 page not found\n' })
  })
})
