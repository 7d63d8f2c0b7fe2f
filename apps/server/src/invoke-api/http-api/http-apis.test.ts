import type { AddressInfo } from 'node:net'
import type { JournalEvent } from '@playground/protocol'
import { afterEach, expect, it } from 'vitest'
import { world, definitionOf } from '../../environment/world.fixture.ts'
import type { Invocation } from '../../environment/invocation.ts'
import { createListener, listen, type Listener } from '../../http/listen.ts'
import type { Recorder } from '../../recorder/record.ts'
import { httpApis } from './http-apis.ts'
import { functionWith, type Given } from './routes.fixture.ts'

let listener: Listener | undefined
afterEach(() => listener?.close())

/** A listener whose functions never answer by themselves; `event` tells when one was given its call. */
async function open(route: Given, more: Partial<ReturnType<typeof definitionOf>> = {}) {
  const definition = { ...functionWith('slow', route), ...more }
  const w = world(definition)
  let given: (invocation: Invocation) => void = () => {}
  const called = new Promise<Invocation>((resolve) => (given = resolve))
  const told: JournalEvent[] = []
  const recorder = {
    record: (_of: unknown, event: JournalEvent) => told.push(event),
    body: ({ byteLength }: Uint8Array) => ({ bytes: byteLength, preview: '' }),
    count: () => 1,
  } as unknown as Recorder
  const handle = httpApis({
    recorder,
    gates: {},
    clock: w.clock,
    functions: { ready: () => undefined, list: () => [definition], get: () => definition, attach: () => definition },
    environments: Object.assign(Object.create(w.environments) as typeof w.environments, {
      receive: (...parts: Parameters<typeof w.environments.receive>) => w.environments.receive(...parts),
      place: (invocation: Invocation) => given(invocation),
    }),
    allowHosts: [],
    allowOrigins: [],
  })
  listener = await listen(createListener('people', handle), 0, '127.0.0.1')
  const { port } = listener.server.address() as AddressInfo
  return { clock: w.clock, called, told, url: `http://127.0.0.1:${port}/items` }
}

it.each([
  ['a REST API', '1.0', 29_000, 504, '{"message": "Endpoint request timed out"}'],
  ['an HTTP API', '2.0', 30_000, 503, '{"message":"Service Unavailable"}'],
] as const)('%s waits so long for a function, and then says so', async (_, payload, ms, status, body) => {
  const { clock, called, told, url } = await open({ path: '/items', payload })
  const answered = fetch(url)
  const invocation = await called
  expect(invocation.request.via).toBe('http-api')
  clock.pass(ms - 1)
  expect(told.some(({ type }) => type === 'exchange.answered')).toBe(false)
  clock.pass(1)
  const answer = await answered
  invocation.answer({}, { outcome: 'ok', by: 'runtime', payload: Buffer.from('{}'), failed: false })
  expect(told.filter(({ type }) => type === 'exchange.answered')).toHaveLength(1)
  expect([answer.status, await answer.text()]).toEqual([status, body])
  expect(told.find(({ type }) => type === 'exchange.answered')).toMatchObject({
    refusal: { errorType: 'EndpointTimeout', message: expect.stringMatching(/The function goes on/) },
  })
})

it.each([
  ['a load balancer', { path: '/*', payload: 'alb' }, {}],
  ['a REST API that streams', { path: '/items', payload: '1.0', stream: true }, {}],
  [
    'an API whose function is in a debugger',
    { path: '/items' },
    { execution: { ...definitionOf('x').execution, debug: true } },
  ],
] as const)('%s waits as long as it takes', async (_, route, more) => {
  const { clock, called, url } = await open(route, more)
  const ended = fetch(url).catch(() => 'ended')
  await called
  expect(clock.pending()).toBe(0)
  await listener?.close()
  listener = undefined
  expect(await ended).toBe('ended')
})
