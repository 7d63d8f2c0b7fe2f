import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { environment, followed, subscriptionTo } from './followed.fixture.ts'
import { freePort, httpReceiver, tcpReceiver } from './receivers.fixture.ts'

type Event = { time: string; type: string; record: unknown }

let world: ReturnType<typeof followed>
let there: Awaited<ReturnType<typeof httpReceiver>>
beforeEach(async () => {
  world = followed()
  there = await httpReceiver()
})
afterEach(async () => {
  world.telemetry.close()
  world.recorder.stop()
  await there.close()
  // The recorder's own timer for the next frame is all that may be left.
  world.clock.pass(16)
  expect(world.clock.pending()).toBe(0)
})

const nextBatch = async () => JSON.parse((await there.next()).body) as Event[]
const types = (events: Event[]) => events.map(({ type }) => type)
const subscribe = (more: Record<string, unknown> = {}) =>
  world.telemetry.subscribe(environment, 'a', subscriptionTo(there.port, more))
const ofType = (type: string) => world.entries.filter(({ event }) => event.type === type)

describe('telemetry', () => {
  it('TL-02: begins with the beginning of Init, though that was before the subscription', async () => {
    world.initStarts()
    world.prints('early')
    world.clock.pass(3)
    expect(subscribe()).toBeUndefined()
    world.clock.pass(25)
    const events = await nextBatch()
    expect(types(events)).toEqual(['platform.initStart', 'function', 'platform.telemetrySubscription'])
    expect(events[2]?.record).toEqual({
      name: 'a',
      state: 'Subscribed',
      types: ['platform', 'function', 'extension'],
    })
    expect(events.map(({ time }) => time)).toEqual([
      '2027-01-15T08:00:00.000Z',
      '2027-01-15T08:00:00.000Z',
      '2027-01-15T08:00:00.003Z',
    ])
  })

  it('TL-03: tells a cold invocation in order, of what was asked for alone', async () => {
    world.initStarts()
    subscribe({ types: ['platform', 'function'] })
    world.prints('of an extension', { extension: 'a' })
    world.initEnds()
    world.invocation.starts()
    world.prints('hello')
    world.invocation.ends()
    world.clock.pass(25)
    expect(types(await nextBatch())).toEqual([
      'platform.initStart',
      'platform.telemetrySubscription',
      'platform.initRuntimeDone',
      'platform.initReport',
      'platform.start',
      'function',
      'platform.runtimeDone',
      'platform.report',
    ])
  })

  it('records what it sent, with how many events of each type', async () => {
    world.initStarts()
    subscribe({ types: ['platform'] })
    const delivered = world.next('telemetry.delivered')
    world.clock.pass(25)
    const { body } = await there.next()
    await delivered
    expect(ofType('telemetry.delivered')).toEqual([
      {
        of: { function: 'f', environment, incarnation: 1, extension: 'a' },
        event: {
          type: 'telemetry.delivered',
          protocol: 'HTTP',
          uri: `http://sandbox.localdomain:${there.port}`,
          attempt: 1,
          events: 2,
          kinds: { 'platform.initStart': 1, 'platform.telemetrySubscription': 1 },
          body: expect.objectContaining({ bytes: Buffer.byteLength(body) }),
          durationMs: 0,
          status: 200,
        },
      },
    ])
  })

  it('TL-07: cannot be subscribed to before Init, nor after it', () => {
    expect(subscribe()).toBe('closed')
    world.initStarts()
    expect(world.telemetry.isOpen(environment)).toBe(true)
    world.initEnds()
    expect(subscribe()).toBe('closed')
    expect(ofType('telemetry.subscribed')).toEqual([])
  })

  it('can be subscribed to until Init ends well', () => {
    world.initStarts()
    world.initEnds('error')
    expect(subscribe()).toBeUndefined()
  })

  it('keeps nothing of an environment that nobody subscribed to, once Init is over', () => {
    world.initStarts()
    expect(world.telemetry.size).toBe(1)
    world.initEnds()
    world.invocation.starts()
    world.invocation.ends()
    expect(world.telemetry.size).toBe(0)
  })

  it('keeps a bounded part of a noisy Init, and says what is missing', async () => {
    world.initStarts()
    for (let index = 0; index < 10_005; index += 1) world.prints('x')
    world.initEnds('error')
    subscribe({ types: ['platform'] })
    world.clock.pass(25)
    const events = await nextBatch()
    expect(types(events).slice(0, 3)).toEqual(['platform.initStart', 'platform.initRuntimeDone', 'platform.initReport'])
    expect(events.at(-1)).toMatchObject({
      type: 'platform.logsDropped',
      record: { droppedRecords: 5, droppedBytes: 10 },
    })
  })

  it('replays all that was kept, also to who asks for small batches, and has room for what comes then', async () => {
    world.initStarts()
    for (let index = 0; index < 9000; index += 1) world.prints(String(index))
    subscribe({ types: ['function'] })
    for (let index = 9000; index < 12_000; index += 1) world.prints(String(index))
    const records: unknown[] = []
    for (let batch = 0; batch < 12; batch += 1) records.push(...(await nextBatch()).map(({ record }) => record))
    expect(records).toEqual(Array.from({ length: 12_000 }, (_, index) => `${index}\n`))
    expect(ofType('telemetry.dropped')).toEqual([])
  })

  it('TL-17: may be subscribed to twice, which changes nothing', async () => {
    world.initStarts()
    expect(subscribe({ api: 'logs' })).toBeUndefined()
    expect(subscribe({ api: 'logs' })).toBeUndefined()
    expect(ofType('telemetry.subscribed')).toHaveLength(1)
    world.prints('once')
    world.clock.pass(25)
    expect(types(await nextBatch())).toEqual(['platform.logsSubscription', 'function'])
  })

  it('replaces a subscription by another one of the same extension, which has everything', async () => {
    world.initStarts()
    const dead = await tcpReceiver()
    subscribe({ destination: { protocol: 'TCP', port: dead.port } })
    expect(subscribe()).toBeUndefined()
    world.clock.pass(25)
    expect(types(await nextBatch())).toEqual([
      'platform.initStart',
      'platform.telemetrySubscription',
      'platform.telemetrySubscription',
    ])
    expect(dead.open()).toBe(0)
    await dead.close()
  })

  it('is for one API of an extension, not for both', () => {
    world.initStarts()
    subscribe()
    expect(subscribe({ api: 'logs' })).toBe('other-api')
    const other = subscriptionTo(there.port, { api: 'logs' })
    expect(world.telemetry.subscribe(environment, 'b', other)).toBeUndefined()
  })

  it('TL-16: hands on JSON objects where the function’s log format is JSON', async () => {
    world.initStarts({ logFormat: 'JSON' })
    subscribe({ types: ['function'] })
    world.prints('{"level":"INFO"}')
    world.clock.pass(25)
    expect((await nextBatch()).map(({ record }) => record)).toEqual([{ level: 'INFO' }])
  })

  it('waits while the environment is frozen, and goes on when it is thawed', async () => {
    world.initStarts()
    subscribe({ types: ['function'] })
    world.initEnds()
    world.prints('before')
    world.clock.pass(10)
    world.record({ type: 'environment.frozen' })
    world.clock.pass(60_000)
    expect(there.requests).toEqual([])
    world.record({ type: 'environment.thawed', reason: 'an invocation' })
    expect(await nextBatch()).toHaveLength(1)
  })

  it('gives a subscriber that was stopped in the middle of a delivery the rest of its time', async () => {
    const silent = await httpReceiver(() => {})
    world.initStarts()
    world.telemetry.subscribe(environment, 'a', subscriptionTo(silent.port))
    world.clock.pass(25)
    await silent.next()
    world.record({ type: 'environment.frozen' })
    world.clock.pass(60_000)
    world.record({ type: 'environment.thawed', reason: 'an invocation' })
    const delivered = world.next('telemetry.delivered')
    world.clock.pass(4999)
    expect(ofType('telemetry.delivered')).toEqual([])
    world.clock.pass(1)
    await delivered
    world.telemetry.close()
    await silent.close()
  })

  it('sends at once what a process left when it ended', async () => {
    world.initStarts()
    subscribe({ types: ['function'] })
    world.prints('last words')
    world.record({ type: 'process.exited', code: 1, signal: null })
    expect((await nextBatch()).map(({ record }) => record)).toEqual(['last words\n'])
  })

  it('TL-18: is flushed before a shutdown: resolves when all of it was taken', async () => {
    world.initStarts()
    subscribe({ types: ['function'] })
    world.prints('last')
    await world.telemetry.flush(environment, 1000)
    expect((await nextBatch()).map(({ record }) => record)).toEqual(['last\n'])
    expect(ofType('telemetry.delivered')).toHaveLength(1)
  })

  it('is flushed for no longer than is allowed', async () => {
    const silent = await httpReceiver(() => {})
    world.initStarts()
    world.telemetry.subscribe(environment, 'a', subscriptionTo(silent.port))
    const flushing = world.telemetry.flush(environment, 1000)
    await silent.next()
    world.clock.pass(1000)
    await flushing
    world.telemetry.close()
    await silent.close()
  })

  it('has nothing to flush where nobody is subscribed', async () => {
    await world.telemetry.flush('nobody/1', 1000)
    world.initStarts()
    await world.telemetry.flush(environment, 1000)
  })

  it('forgets its subscribers when the environment is started again, and begins anew', async () => {
    world.initStarts()
    subscribe()
    world.initEnds()
    world.clock.pass(25)
    await there.next()
    world.record(
      { type: 'invocation.dispatched', deadline: 0, cold: false, initInside: true },
      { incarnation: 2, invocation: 'i' },
    )
    world.initStarts({ phase: 'invoke' }, { incarnation: 2 })
    world.prints('of the old process', { incarnation: 1 })
    expect(world.telemetry.isOpen(environment)).toBe(true)
    subscribe()
    world.record(
      { type: 'environment.init-ended', phase: 'invoke', status: 'success', durationMs: 1 },
      { incarnation: 2 },
    )
    world.clock.pass(25)
    const events = await nextBatch()
    expect(types(events)).toEqual([
      'platform.initStart',
      'platform.telemetrySubscription',
      'platform.initRuntimeDone',
      'platform.initReport',
      'platform.start',
    ])
    expect(ofType('telemetry.subscribed').map(({ of }) => of.incarnation)).toEqual([1, 2])
  })

  it('forgets an environment that is gone, with all that waited', () => {
    world.initStarts()
    subscribe()
    world.prints('too late')
    world.record({ type: 'environment.changed', from: 'shutdown', to: 'gone', reason: 'idle' })
    expect(world.telemetry.size).toBe(0)
    world.clock.pass(1000)
    expect(there.requests).toEqual([])
  })

  it('reports what nobody took, once, and not for ever', async () => {
    const port = await freePort()
    world.initStarts()
    world.telemetry.subscribe(environment, 'a', subscriptionTo(port))
    const other = world.telemetry.subscribe(environment, 'b', subscriptionTo(there.port))
    expect(other).toBeUndefined()
    const giveUp = async () => {
      world.clock.pass(25)
      for (const pause of [100, 200, 400, 800, 0]) {
        const count = ofType('telemetry.delivered').filter(({ of }) => of.extension === 'a').length
        while (ofType('telemetry.delivered').filter(({ of }) => of.extension === 'a').length === count)
          await world.next('telemetry.delivered')
        await Promise.resolve()
        world.clock.pass(pause)
      }
    }
    const dropped = world.next('telemetry.dropped')
    await giveUp()
    await dropped
    expect(ofType('telemetry.dropped').map(({ event }) => event)).toMatchObject([{ events: 3 }])
    await giveUp()
    await new Promise((resolve) => setImmediate(resolve))
    expect(ofType('telemetry.dropped')).toHaveLength(1)
    world.clock.pass(60_000)
    const toOther = there.requests.flatMap(({ body }) => JSON.parse(body) as Event[])
    expect(types(toOther)).not.toContain('platform.logsDropped')
  })
})
