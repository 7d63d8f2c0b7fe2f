// The cases whose point is waiting: named exceptions to the rule that no test sleeps. All of them wait at the same time.
import { setTimeout as sleep } from 'node:timers/promises'
import type { EventType } from '@playground/protocol'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startPlayground, type Playground } from './playground.fixture.ts'
import { openSeat, seatFunction, type Seat } from './mounts.fixture.ts'
import { ask, RawConnection } from './raw-http.fixture.ts'
import { eventOf, expectOk, type RuntimeByHand } from './runtime-by-hand.fixture.ts'
import { node } from './scripted.fixture.ts'

let playground: Playground
const kinds = ['own', 'attach'] as const

beforeAll(async () => {
  playground = await startPlayground({
    functions: {
      ...Object.fromEntries(
        kinds.flatMap((kind) => ['poll', 'rest'].map((how) => [`${kind}-${how}`, seatFunction({ timeout: 900 })])),
      ),
      'attach-long': seatFunction({ timeout: 900 }),
      dawdles: node(
        'write(String(process.pid)); if (written().length === 1) setTimeout(echo, 11_000); else await echo()',
      ),
    },
  })
})
afterAll(() => playground.close())

// The longest first: only some of them run at once.
describe.concurrent('waiting', { timeout: 400_000 }, () => {
  test.each(kinds)('RT-49 a connection that rests for 5 min in an invocation is served (%s)', async (kind) => {
    const seat = openSeat(playground, `${kind}-rest`, kind)
    const { runtime, event, called } = await seat.running()
    const { received } = runtime.connection
    await sleep(300_000)
    expect(runtime.connection.received).toBe(received)
    expectOk(await runtime.respond(event.requestId))
    expect((await called).status).toBe(200)
    await asksAndServes(seat, runtime, runtime.poll())
  })

  // An environment of the playground's own that rests for so long is shut down; one that is attached stays.
  test('RT-49 a next that waits for 5 min is served (attach)', async () => {
    const seat = openSeat(playground, 'attach-long', 'attach')
    const runtime = await seat.warm()
    const { received } = runtime.connection
    const parked = runtime.poll()
    await sleep(300_000)
    expect(runtime.connection.received).toBe(received)
    await asksAndServes(seat, runtime, parked)
  })

  test.each(kinds)('RT-01 a next waits 90 s without a byte, and is answered on its connection (%s)', async (kind) => {
    const seat = openSeat(playground, `${kind}-poll`, kind)
    const runtime = await seat.warm()
    const { received } = runtime.connection
    const parked = runtime.poll()
    await sleep(90_000)
    expect(runtime.connection.received).toBe(received)
    await asksAndServes(seat, runtime, parked)
  })

  test('LC-10 Init that takes 11 s is ended at 10 s, and tried again inside the invocation', async () => {
    const answer = await playground.invoke('dawdles', '{"late":1}')
    expect([answer.status, answer.head('X-Amz-Function-Error')]).toEqual([200, undefined])
    expect(answer.body.toString()).toBe('{"late":1}')
    const own = (await playground.entries()).filter(({ of }) => of.function === 'dawdles')
    const starts = own.flatMap(({ at, event }) => (event.type === 'environment.init-started' ? [{ at, event }] : []))
    const ends = own.flatMap(({ event }) => (event.type === 'environment.init-ended' ? [event] : []))
    expect(starts.map(({ event: { phase, limitMs } }) => [phase, limitMs])).toEqual([
      ['init', 10_000],
      ['invoke', 30_000],
    ])
    expect(ends.map(({ status }) => status)).toEqual(['timeout', 'success'])
    const signalled = own.find(({ event }) => event.type === 'process.signalled')
    expect(signalled?.event).toMatchObject({ signal: 'SIGKILL' })
    const waited = signalled!.at - starts[0]!.at
    expect(waited).toBeGreaterThanOrEqual(9_990)
    expect(waited).toBeLessThan(11_000)
    expect(starts[1]!.at).toBeGreaterThanOrEqual(signalled!.at)
  })

  test('an invocation waits 10 s for somebody to attach, and then says how', async () => {
    const attachAddress = `127.0.0.1:${playground.attachPort}`
    // A runtime that calls once and is never seen again: its function is there, and nobody serves it.
    await ask(playground.attachPort, 'POST', '/ghost/2018-06-01/runtime/invocation/none/response', { body: '1' })
    const answer = await playground.invoke('ghost')
    expect([answer.status, answer.head('x-amzn-ErrorType')]).toEqual([409, 'ResourceConflictException'])
    expect(answer.body.toString()).toContain(`AWS_LAMBDA_RUNTIME_API=${attachAddress}/ghost`)
    const own = (await playground.entries()).filter(({ of }) => of.function === 'ghost')
    const at = (type: EventType) => own.find(({ event }) => event.type === type)!.at
    expect(own.find(({ event }) => event.type === 'invocation.waiting')?.event).toMatchObject({ for: 'runtime' })
    expect(at('invocation.answered') - at('invocation.waiting')).toBeGreaterThanOrEqual(9_990)
  })

  test.each(['people', 'attach'] as const)('a head that never ends is given up (%s)', async (listener) => {
    const port = listener === 'people' ? playground.port : playground.attachPort
    const connection = await RawConnection.open(port)
    connection.socket.on('error', () => {})
    connection.send('GET /2018-06-01/ping HTTP/1.1\r\nHost: localhost\r\n')
    let ended = false
    void connection.closed.then(() => (ended = true))
    for (let beat = 0; !ended; beat += 1) {
      connection.socket.write(`X-${beat}: slow\r\n`)
      await Promise.race([sleep(1000), connection.closed])
      expect(beat, 'seconds for one head').toBeLessThan(120)
    }
    expect((await ask(port, 'GET', listener === 'people' ? '/api/health' : '/2018-06-01/ping')).status).toBe(200)
  })
})

async function asksAndServes(seat: Seat, runtime: RuntimeByHand, parked: ReturnType<RuntimeByHand['poll']>) {
  const called = seat.invoke('{"a":1}')
  const event = eventOf(await parked)
  expect(event.body).toBe('{"a":1}')
  expectOk(await runtime.respond(event.requestId))
  expect((await called).status).toBe(200)
}
