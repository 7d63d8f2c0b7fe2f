import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Entry, RunPlan } from '@playground/protocol'
import { startPlayground, type Playground } from './playground.fixture.ts'

let playground: Playground
const handler = `export const handler = async (event, context) => {
  if (event.fail) throw new Error('as asked')
  if (event.ms) await new Promise((resolve) => setTimeout(resolve, event.ms))
  return context.clientContext ?? 'ok'
}`

const streamed = `export const handler = awslambda.streamifyResponse(async ({ fail }, stream) => {
  stream.write('a beginning')
  if (fail) throw new Error('as asked')
  stream.end()
})`

beforeAll(async () => {
  playground = await startPlayground({
    functions: {
      flow: { 'index.mjs': streamed, 'function.json': '{"handler":"index.handler","concurrency":2}' },
      busy: { 'index.mjs': handler, 'function.json': '{"handler":"index.handler","concurrency":4}' },
    },
  })
})
afterAll(() => playground.close())

const plan: RunPlan = { function: 'busy', event: '{}', type: 'RequestResponse', atOnce: 1, times: 1 }

function post(body: unknown, heads: Record<string, string> = { 'Content-Type': 'application/json' }) {
  return fetch(`${playground.address}/api/runs`, { method: 'POST', headers: heads, body: JSON.stringify(body) })
}

/** All entries once a run has ended. */
async function ended(run: string) {
  for (;;) {
    const entries = await playground.entries()
    const end = entries.find(({ event }) => event.type === 'run.ended' && event.run === run)
    if (end?.event.type === 'run.ended') return { entries, end: end.event }
  }
}

async function start(change: Partial<RunPlan>): Promise<string> {
  const response = await post({ ...plan, ...change })
  expect(response.status).toBe(201)
  return ((await response.json()) as { run: string }).run
}

it('makes its calls for real, several at once, and says how they went', async () => {
  const { end } = await ended(await start({ times: 12, atOnce: 3 }))
  expect(end).toMatchObject({ sent: 12, done: 12, failed: 0, why: 'finished' })
  // The caller of the last is answered before its runtime asks again.
  const settledIn = (entries: Entry[]) =>
    entries.filter(({ event }) => event.type === 'invocation.settled' && event.outcome === 'ok')
  const settled = settledIn(await playground.entriesUntil((entries) => settledIn(entries).length >= 12))
  expect(new Set(settled.map(({ of }) => of.environment)).size).toBeGreaterThan(1)
})

it('counts function errors as failed', async () => {
  const { end } = await ended(await start({ times: 3, event: '{"fail":true}' }))
  expect(end).toMatchObject({ sent: 3, failed: 3 })
})

it('takes responses in pieces, and counts those as failed whose last frame says so', async () => {
  const of = { function: 'flow', streams: true as const }
  const { entries, end } = await ended(await start({ ...of, times: 4, atOnce: 2 }))
  expect(end).toMatchObject({ sent: 4, failed: 0 })
  expect(entries.filter(({ event }) => event.type === 'exchange.sent')).toHaveLength(4)
  expect((await ended(await start({ ...of, event: '{"fail":true}', times: 2 }))).end).toMatchObject({
    sent: 2,
    failed: 2,
  })
  const response = await post({ ...plan, ...of, type: 'Event' })
  expect(response.status).toBe(400)
  expect(await response.text()).toContain('leave out streams')
})

it('hangs up when its time is over, as a caller with a time-out does', async () => {
  // Long enough for the call to be there on a busy machine as well.
  const { entries, end } = await ended(await start({ event: '{"ms":2000}', hangUpMs: 500 }))
  expect(end).toMatchObject({ sent: 1, done: 1, failed: 1 })
  expect(entries.some(({ event }) => event.type === 'exchange.closed' && event.how === 'hung-up')).toBe(true)
})

it('passes on the kind of the call and the client context', async () => {
  const { entries } = await ended(await start({ type: 'Event', clientContext: '{"custom":{"a":1}}' }))
  const call = entries.findLast(({ event }) => event.type === 'exchange.opened' && event.endpoint === 'invoke')
  const heads = call?.event.type === 'exchange.opened' ? new Map(call.event.heads) : new Map<string, string>()
  expect(heads.get('X-Amz-Invocation-Type')).toBe('Event')
  expect(Buffer.from(heads.get('X-Amz-Client-Context') ?? '', 'base64').toString()).toBe('{"custom":{"a":1}}')
})

it('stops when told to, and is known to all pages until then', async () => {
  const run = await start({ times: 1000, event: '{"ms":20}' })
  await playground.entries()
  const state = (await (await fetch(`${playground.address}/api/state`)).json()) as { state: { runs: object } }
  expect(Object.keys(state.state.runs)).toContain(run)
  expect((await fetch(`${playground.address}/api/runs/${run}`, { method: 'DELETE' })).status).toBe(202)
  const { end } = await ended(run)
  expect(end.why).toBe('stopped')
  expect(end.sent).toBeLessThan(1000)
  expect((await fetch(`${playground.address}/api/runs/${run}`, { method: 'DELETE' })).status).toBe(404)
})

it.each([
  [{ ...plan, times: 0 }, /times must be at least 1/],
  [{ ...plan, times: 5, perSecond: 3 }, /either times, or perSecond and seconds/],
  [{ ...plan, atOnce: 101 }, /atOnce must be at most 100/],
  [{ ...plan, type: 'Sometimes' }, /type must be one of/],
  [[], /./],
])('refuses %j with a reason, and starts nothing', async (body, why) => {
  const response = await post(body)
  expect(response.status).toBe(400)
  expect(JSON.stringify(await response.json())).toMatch(why)
})

it('is not started by a form of another page', async () => {
  expect((await post(plan, { 'Content-Type': 'text/plain' })).status).toBe(415)
  expect((await post({ ...plan, function: 'nobody' })).status).toBe(404)
})
