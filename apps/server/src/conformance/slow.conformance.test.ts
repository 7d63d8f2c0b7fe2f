// The two cases whose point is waiting: named exceptions to the rule that no test sleeps. All of them wait at the same time.
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startPlayground, type Playground } from './playground.fixture.ts'
import { openSeat, seatFunction, type Seat } from './mounts.fixture.ts'
import { eventOf, expectOk, type RuntimeByHand } from './runtime-by-hand.fixture.ts'

const cases = [
  { id: 'RT-01 a next waits 90 s without a byte, and is answered on the same connection', seconds: 90, idle: 'poll' },
  { id: 'RT-49 a connection that rests for 5 min after an answer is served, not reset', seconds: 300, idle: 'nothing' },
  { id: 'RT-49 a next that waits for 5 min is served', seconds: 300, idle: 'poll' },
] as const
const kinds = ['own', 'attach'] as const
const plans = kinds.flatMap((kind) => cases.map((one, index) => ({ ...one, kind, name: `${kind}-${index}` })))

describe.concurrent('waiting', { timeout: 400_000 }, () => {
  let playground: Playground
  const seats = new Map<string, Seat>()
  beforeAll(async () => {
    const functions = Object.fromEntries(plans.map(({ name }) => [name, seatFunction({ timeout: 900 })]))
    playground = await startPlayground({ functions })
    for (const { name, kind } of plans) seats.set(name, openSeat(playground, name, kind))
  })
  afterAll(() => playground.close())

  test.each(plans)('$id ($kind)', async ({ name, seconds, idle }) => {
    const seat = seats.get(name)!
    if (idle === 'nothing') {
      const { runtime, event, called } = await seat.running()
      const { received } = runtime.connection
      await sleep(seconds * 1000)
      expect(runtime.connection.received).toBe(received)
      expectOk(await runtime.respond(event.requestId))
      expect((await called).status).toBe(200)
      return await asksAndServes(seat, runtime, runtime.poll())
    }
    const runtime = await seat.warm()
    const { received } = runtime.connection
    const parked = runtime.poll()
    await sleep(seconds * 1000)
    expect(runtime.connection.received).toBe(received)
    await asksAndServes(seat, runtime, parked)
  })
})

async function asksAndServes(seat: Seat, runtime: RuntimeByHand, parked: ReturnType<RuntimeByHand['poll']>) {
  const called = seat.invoke('{"a":1}')
  const event = eventOf(await parked)
  expect(event.body).toBe('{"a":1}')
  expectOk(await runtime.respond(event.requestId))
  expect((await called).status).toBe(200)
}
