import { once } from 'node:events'
import type { ServerResponse } from 'node:http'
import { afterEach, describe, expect, it } from 'vitest'
import { fakeClock } from '../fake-clock.fixture.ts'
import type { Waiting } from './buffer.ts'
import { openDelivery, type Delivered, type Delivery } from './deliver.ts'
import { freePort, httpReceiver, tcpReceiver } from './receivers.fixture.ts'

const ends: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

const batch: Waiting[] = ['{"a":1}', '{"b":"ä"}'].map((text) => ({ type: 'function', text, bytes: text.length }))

function http(port: number, clock = fakeClock()) {
  const uri = `http://sandbox.localdomain:${port}/logs?q=1`
  const host = `sandbox.localdomain:${port}`
  const destination = { protocol: 'HTTP', uri, host, port, path: '/logs?q=1', method: 'POST' } as const
  return opened(openDelivery(destination, clock), clock)
}

function tcp(port: number, clock = fakeClock()) {
  return opened(openDelivery({ protocol: 'TCP', uri: `tcp://127.0.0.1:${port}`, port }, clock), clock)
}

function opened(delivery: Delivery, clock: ReturnType<typeof fakeClock>) {
  ends.push(() => delivery.close())
  const told: Delivered[] = []
  let heard = () => {}
  const send = () =>
    delivery.deliver(batch, (delivered) => {
      told.push(delivered)
      heard()
    })
  /** Resolves when so many attempts have ended. */
  const attempts = async (count: number) => {
    while (told.length < count) await new Promise<void>((resolve) => (heard = resolve))
    // The pause after an attempt begins in the same turn.
    await Promise.resolve()
  }
  return { delivery, told, send, attempts, clock }
}

async function receiver<T extends { close: () => Promise<void> }>(opening: Promise<T>): Promise<T> {
  const one = await opening
  ends.push(() => one.close())
  return one
}

describe('delivery over HTTP', () => {
  it('TL-01, TL-04: posts an array of events to the path of the URI, on this machine', async () => {
    const there = await receiver(httpReceiver())
    const { send, told, clock } = http(there.port)
    expect(await send()).toBe(true)
    expect(await there.next()).toMatchObject({
      method: 'POST',
      path: '/logs?q=1',
      heads: {
        host: `sandbox.localdomain:${there.port}`,
        'content-type': 'application/json',
        'content-length': '20',
      },
      body: '[{"a":1},{"b":"ä"}]',
    })
    expect(told).toMatchObject([{ attempt: 1, durationMs: 0, status: 200 }])
    expect(clock.pending()).toBe(0)
  })

  it('keeps its connection', async () => {
    const there = await receiver(httpReceiver())
    const { send } = http(there.port)
    for (let index = 0; index < 3; index += 1) await send()
    expect(there.connections()).toBe(1)
  })

  it('TL-11: sends the same batch again where the answer is 500, and nothing is lost', async () => {
    let answers = 0
    const there = await receiver(httpReceiver((response) => response.writeHead(answers++ === 0 ? 500 : 202).end()))
    const { send, told, attempts, clock } = http(there.port)
    const sending = send()
    await attempts(1)
    clock.pass(99)
    expect(there.requests).toHaveLength(1)
    clock.pass(1)
    expect(await sending).toBe(true)
    expect((await there.next()).body).toBe((await there.next()).body)
    expect(told).toMatchObject([
      { attempt: 1, durationMs: 0, status: 500, retry: true },
      { attempt: 2, durationMs: 0, status: 202 },
    ])
    expect(clock.pending()).toBe(0)
  })

  it('gives up after five attempts, with growing pauses, where nobody listens', async () => {
    const { send, told, attempts, clock } = http(await freePort())
    const sending = send()
    for (const [count, pause] of [100, 200, 400, 800].entries()) {
      await attempts(count + 1)
      clock.pass(pause - 1)
      expect(clock.pending()).toBe(1)
      clock.pass(1)
    }
    expect(await sending).toBe(false)
    expect(told.map(({ retry }) => retry ?? false)).toEqual([true, true, true, true, false])
    expect(told[0]?.problem).toContain('Nobody listens')
    expect(clock.pending()).toBe(0)
  })

  it('does not wait for an answer for ever', async () => {
    let silent: ServerResponse | undefined
    const there = await receiver(httpReceiver((response) => (silent = response)))
    const { send, told, attempts, delivery, clock } = http(there.port)
    const sending = send()
    await there.next()
    clock.pass(5000)
    await attempts(1)
    expect(told).toMatchObject([{ attempt: 1, durationMs: 5000, problem: 'It was not taken within 5 s.', retry: true }])
    delivery.close()
    expect(await sending).toBe(false)
    expect([silent?.writableEnded, clock.pending()]).toEqual([false, 0])
  })

  it('reads no more of an answer than a little', async () => {
    const there = await receiver(httpReceiver((response) => response.writeHead(200).write('x'.repeat(1_000_000))))
    const { send, clock } = http(there.port)
    expect(await send()).toBe(true)
    expect(clock.pending()).toBe(0)
  })

  it('ends with its connections when it is closed, telling nothing', async () => {
    const there = await receiver(httpReceiver(() => {}))
    const { send, told, delivery, clock } = http(there.port)
    const sending = send()
    await there.next()
    delivery.close()
    expect(await sending).toBe(false)
    expect([told.length, clock.pending()]).toEqual([0, 0])
    expect(await send()).toBe(false)
  })
})

describe('delivery over TCP', () => {
  it('TL-10: writes one event a line, on one connection', async () => {
    const there = await receiver(tcpReceiver())
    const { send, told, clock } = tcp(there.port)
    expect(await send()).toBe(true)
    expect(await send()).toBe(true)
    for (const line of ['{"a":1}', '{"b":"ä"}', '{"a":1}', '{"b":"ä"}']) expect(await there.next()).toBe(line)
    expect(there.open()).toBe(1)
    expect(told).toMatchObject([
      { attempt: 1, durationMs: 0 },
      { attempt: 1, durationMs: 0 },
    ])
    expect(clock.pending()).toBe(0)
  })

  it('connects again where the subscriber ended the connection', async () => {
    const there = await receiver(tcpReceiver())
    const { send } = tcp(there.port)
    await send()
    const first = await there.connection()
    first.destroy()
    await once(first, 'close')
    let again = false
    void there.connection().then(() => (again = true))
    // The end has to be seen at this side, too; until then a batch goes to where nobody reads it.
    while (!again) await send()
    expect(there.open()).toBe(1)
  })

  it('tries to connect five times, and no more', async () => {
    const { send, told, attempts, clock } = tcp(await freePort())
    const sending = send()
    for (const [count, pause] of [100, 200, 400, 800].entries()) {
      await attempts(count + 1)
      clock.pass(pause)
    }
    expect(await sending).toBe(false)
    expect(told.map(({ retry }) => retry ?? false)).toEqual([true, true, true, true, false])
    expect(clock.pending()).toBe(0)
  })

  it('ends with its connection when it is closed', async () => {
    const there = await receiver(tcpReceiver())
    const { send, delivery, clock } = tcp(there.port)
    await send()
    const socket = await there.connection()
    const gone = once(socket, 'close')
    delivery.close()
    await gone
    expect(await send()).toBe(false)
    expect(clock.pending()).toBe(0)
  })
})
