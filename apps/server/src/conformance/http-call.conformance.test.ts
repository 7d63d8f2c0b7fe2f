import { randomUUID } from 'node:crypto'
import type { Entry, HttpRequest } from '@playground/protocol'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startPlayground, type Playground } from './playground.fixture.ts'

let playground: Playground
beforeAll(async () => {
  playground = await startPlayground({
    functions: {
      echo: {
        'index.mjs':
          'export const handler = async (event) => ({ statusCode: 201, headers: { "x-seen": Object.keys(event.headers).join() }, body: "made" })\n',
      },
    },
  })
})
afterAll(() => playground.close())

const request: HttpRequest = { method: 'POST', target: '/orders?x=1', heads: [['x-own', '1']], body: 'hi' }

function post(body: unknown, name = 'echo', type = 'application/json') {
  return fetch(`${playground.address}/api/functions/${name}/http-call`, {
    method: 'POST',
    headers: { 'Content-Type': type },
    body: JSON.stringify(body),
  })
}

it('calls the function’s URL for real, under the id by which the page looks for it, and once', async () => {
  const id = randomUUID()
  const [answer, again] = await Promise.all([post({ id, request }), post({ id, request })])
  expect(answer.status).toBe(200)
  const told = (await answer.json()) as { status: number; heads: [string, string][] }
  expect(told.status).toBe(201)
  expect(await again.json()).toEqual(told)
  const heads = new Map(told.heads.map(([name, value]) => [name.toLowerCase(), value]))
  expect(heads.get('x-amzn-requestid')).toBe(id)
  // The function sees the request, and nothing of the page’s own.
  expect(heads.get('x-seen')).toContain('x-own')
  expect(heads.get('x-seen')).not.toContain('playground')
  const entries = await playground.entries()
  const received = entries.filter(({ event }) => event.type === 'invocation.received')
  expect(received.map(({ of, event }) => [of.invocation, 'via' in event && event.via])).toEqual([[id, 'function-url']])
  const opened = entries.find(({ event }) => event.type === 'exchange.opened' && event.endpoint === 'function-url')
  expect(opened?.event).toMatchObject({ method: 'POST', target: '/echo/orders?x=1' })
})

it('refuses what is no call, and calls nothing', async () => {
  const called = (entries: Entry[]) =>
    entries.filter(({ event }) => event.type === 'exchange.opened' && event.endpoint === 'function-url').length
  const before = called(await playground.entries())
  const codes = [
    await post({ id: randomUUID(), request }, 'echo', 'text/plain'),
    await post({ id: 'mine', request }),
    await post({ id: randomUUID(), request: { ...request, heads: [['Host', 'elsewhere']] } }),
    await post({ id: randomUUID(), request, more: 1 }),
    await post({ id: randomUUID(), request }, 'nobody'),
  ]
  expect(codes.map(({ status }) => status)).toEqual([415, 400, 400, 400, 404])
  expect(await codes[2]!.json()).toEqual({
    error: { code: 'bad-call', message: 'Host is set by the connection itself: leave it out.' },
  })
  expect(called(await playground.entries())).toBe(before)
})
