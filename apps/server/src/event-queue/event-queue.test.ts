import { defaultExecution } from '@playground/protocol'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '../temporary.fixture.ts'
import { functionError, queueWorld, throttle, turn, unattached } from './queue.fixture.ts'

describe('an event', () => {
  it('is kept before its caller is told, and tried after', async () => {
    const w = queueWorld()
    const { requestId, refusal } = await w.accept({ payload: Buffer.from('{"a":1}') })
    expect(refusal).toBeUndefined()
    expect(w.entries.map(({ event }) => event.type)).toEqual(['event.queued', 'invocation.received'])
    expect(w.attempts[0]?.invocation.request).toMatchObject({ requestId, type: 'Event', attempt: 1 })
    expect(w.attempts[0]?.invocation.request.payload.toString()).toBe('{"a":1}')
    await w.finish()
    expect(w.events('event.ended')).toEqual([{ type: 'event.ended', how: 'succeeded', attempts: 1, ageMs: 0 }])
    expect(w.store.kept.size).toBe(0)
  })

  it('that the disk does not take is not taken, and says so', async () => {
    const w = queueWorld()
    w.store.problem = new Error('ENOSPC: no space left on device')
    const { refusal } = await w.accept()
    expect(refusal).toMatchObject({ status: 500, type: 'ServiceException' })
    expect(refusal?.message).toContain('ENOSPC')
    expect(w.entries).toEqual([])
    w.store.problem = undefined
    expect((await w.accept()).refusal).toBeUndefined()
  })

  it('IV-15 that fails is tried twice more, after a minute and after two, by the same request id', async () => {
    const w = queueWorld()
    const { requestId } = await w.accept()
    await w.finish(functionError)
    await w.pass(59_999)
    expect(w.attempts).toEqual([])
    await w.pass(1)
    await w.finish(functionError)
    await w.pass(120_000)
    expect(w.attempts[0]?.invocation.request).toMatchObject({ requestId, attempt: 3 })
    expect(w.attempts[0]?.invocation.of.invocation).toBe(`${requestId}/3`)
    await w.finish(functionError)
    expect(w.events('event.waiting').map(({ attempt }) => attempt)).toEqual([2, 3])
    expect(w.events('event.ended')).toMatchObject([{ how: 'retries-exhausted', attempts: 3, ageMs: 180_000 }])
  })

  it('that was refused is tried until it is too old, and no attempt is used up', async () => {
    const w = queueWorld({ settings: { maximumEventAge: 60 } })
    await w.accept()
    for (let times = 0; times < 6; times += 1) {
      await w.finish(times % 2 === 0 ? throttle : unattached)
      await w.pass(w.events('event.waiting').at(-1)!.dueAt - w.clock.epoch())
    }
    expect(w.events('invocation.received').map(({ attempt }) => attempt)).toEqual([1, 2, 3, 4, 5, 6])
    expect(w.events('event.ended')).toEqual([{ type: 'event.ended', how: 'age-exceeded', attempts: 0, ageMs: 60_000 }])
  })

  it('goes by the settings of the moment', async () => {
    const w = queueWorld()
    await w.accept()
    w.define('f', { shortWaits: true, maximumRetryAttempts: 1 })
    await w.finish(functionError)
    await w.pass(1000)
    expect(w.attempts).toHaveLength(1)
    await w.finish(functionError)
    expect(w.events('event.ended')).toMatchObject([{ how: 'retries-exhausted', attempts: 2 }])
  })

  it.each(['in line', 'under way', 'waiting'])('whose function is removed while it is %s is over', async (where) => {
    const w = queueWorld()
    if (where === 'in line') await w.accept()
    await w.accept()
    if (where === 'waiting') await w.finish(functionError)
    const late = w.attempts[0]
    w.functions.delete('f')
    w.queue().watch({ function: 'f' }, 0, { type: 'function.removed' })
    expect(new Set(w.events('event.ended').map(({ how }) => how))).toEqual(new Set(['deleted']))
    late?.finish(functionError)
    await w.pass(600_000)
    expect(w.store.kept.size).toBe(0)
    expect(w.clock.pending()).toBe(0)
  })

  it('of a function that is not there waits for it', async () => {
    const w = queueWorld()
    await w.accept()
    const definition = w.functions.get('f')!
    w.functions.delete('f')
    w.restart()
    await turn()
    expect(w.attempts).toEqual([])
    expect(w.events('event.waiting').at(-1)?.why).toContain('There is no function f in this session.')
    w.functions.set('f', definition)
    await w.pass(1000)
    expect(w.attempts).toHaveLength(1)
  })
})

describe('the line of a function', () => {
  it('has no more under way than there is room for', async () => {
    const w = queueWorld()
    w.setRoom(2)
    for (let times = 0; times < 5; times += 1) await w.accept()
    expect(w.attempts).toHaveLength(2)
    await w.finish()
    expect(w.attempts).toHaveLength(2)
    for (let times = 0; times < 4; times += 1) await w.finish()
    expect(w.events('event.ended')).toHaveLength(5)
  })

  it('waits behind one that was refused, which is tried first', async () => {
    const w = queueWorld()
    const first = await w.accept()
    await w.accept()
    await w.finish(throttle)
    await w.pass(999)
    expect(w.attempts).toEqual([])
    await w.pass(1)
    expect(w.attempts[0]?.invocation.request.requestId).toBe(first.requestId)
    await w.finish()
    expect(w.attempts).toHaveLength(1)
  })

  it('does not wait behind one that failed', async () => {
    const w = queueWorld()
    await w.accept()
    await w.accept()
    await w.finish(functionError)
    expect(w.attempts).toHaveLength(1)
  })

  it('is its own: another function’s events do not wait', async () => {
    const w = queueWorld()
    w.define('g')
    await w.accept()
    await w.finish(throttle)
    await w.accept({}, 'g')
    expect(w.attempts.map(({ invocation }) => invocation.definition.name)).toEqual(['g'])
  })

  it('has an end: beyond it callers are told what to do', async () => {
    const w = queueWorld({ limits: { events: 3, bytes: 100 } })
    await w.accept({ payload: Buffer.alloc(90, '1') })
    const tooMuch = await w.accept({ payload: Buffer.alloc(11, '1') })
    expect(tooMuch.refusal).toMatchObject({ status: 429, type: 'TooManyRequestsException' })
    expect(tooMuch.refusal?.message).toContain('100 bytes of payloads')
    await w.accept()
    await w.accept()
    expect((await w.accept()).refusal?.message).toMatch(/3 events.*Wait until/)
    await w.finish()
    expect((await w.accept()).refusal).toBeUndefined()
  })
})

describe('a playground that stops', () => {
  it('gives events under way back, and the next one goes on with them', async () => {
    const w = queueWorld()
    const { requestId } = await w.accept()
    w.queue().stop()
    await w.finish({ ...unattached, outcome: 'stopped' })
    await w.queue().close()
    expect(w.events('event.ended')).toEqual([])
    expect(w.clock.pending()).toBe(0)
    w.restart()
    await turn()
    expect(w.attempts[0]?.invocation.request).toMatchObject({ requestId, attempt: 1 })
    expect(w.events('event.queued').at(-1)?.recovered).toMatchObject({ attempts: 0 })
  })

  it('takes the result of an attempt that is done in time, and events to the last moment', async () => {
    const w = queueWorld()
    await w.accept()
    w.queue().stop()
    await w.finish()
    expect(w.events('event.ended')).toHaveLength(1)
    await w.accept()
    expect(w.attempts).toEqual([])
    w.restart()
    await turn()
    expect(w.attempts).toHaveLength(1)
  })

  it('leaves what waits for its time to the next, which waits for the rest of it', async () => {
    const w = queueWorld()
    await w.accept()
    await w.finish(functionError)
    await w.pass(40_000)
    w.restart()
    await w.pass(19_999)
    expect(w.attempts).toEqual([])
    await w.pass(1)
    expect(w.attempts[0]?.invocation.request.attempt).toBe(2)
    await w.finish()
    expect(w.events('event.ended')).toMatchObject([{ how: 'succeeded', attempts: 2, ageMs: 60_000 }])
  })
})

describe('the record of an event', () => {
  it('goes to a function as an event', async () => {
    const w = queueWorld({ settings: { onSuccess: 'function:g' } })
    w.define('g')
    const { requestId } = await w.accept({ payload: Buffer.from('{"n":12345678901234567890}') })
    await w.finish()
    const [{ invocation, of }] = w.attempts.map((attempt) => ({ ...attempt, of: attempt.invocation.of })) as [never]
    const { request } = invocation as (typeof w.attempts)[0]['invocation']
    expect(of).toMatchObject({ function: 'g' })
    expect(request.payload.toString()).toContain('"requestPayload":{"n":12345678901234567890}')
    expect(JSON.parse(request.payload.toString())).toMatchObject({
      version: '1.0',
      requestContext: {
        requestId,
        functionArn: 'arn:aws:lambda:us-east-1:012345678912:function:f:$LATEST',
        condition: 'Success',
        approximateInvokeCount: 1,
      },
      responseContext: { statusCode: 200, executedVersion: '$LATEST' },
      responsePayload: 'r',
    })
    expect(w.events('event.destined')).toMatchObject([
      { on: 'success', destination: 'function:g', invocation: request.requestId },
    ])
  })

  it.each([
    [functionError, 'RetriesExhausted'],
    [throttle, 'EventAgeExceeded'],
  ])('goes where failures go (%o)', async (result, condition) => {
    const w = queueWorld({ settings: { onFailure: 'function:g', maximumRetryAttempts: 0, maximumEventAge: 60 } })
    w.define('g')
    await w.accept()
    await w.finish(result)
    while (w.attempts[0]?.invocation.definition.name !== 'g') {
      await w.pass(1000)
      if (w.attempts[0]?.invocation.definition.name === 'f') await w.finish(result)
    }
    const record = JSON.parse(w.attempts[0].invocation.request.payload.toString()) as Record<string, unknown>
    expect(record).toMatchObject({ requestContext: { condition }, requestPayload: {} })
    expect(record['responseContext']).toEqual(
      result === throttle ? undefined : { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
    )
  })

  it('does not go in a circle for ever', async () => {
    const w = queueWorld({ settings: { onSuccess: 'function:g' } })
    w.define('g', { onSuccess: 'function:f' })
    await w.accept()
    let ran = 0
    for (; w.attempts.length > 0; ran += 1) await w.finish()
    expect(ran).toBe(32)
    expect(w.events('event.destined').filter(({ problem }) => problem !== undefined)).toMatchObject([
      { problem: expect.stringContaining('came to f 16 times') as string },
    ])
    expect(w.store.kept.size).toBe(0)
  })

  it.each([
    ['function:nobody', {}, 'There is no function nobody.'],
    ['function:f', { execution: { ...defaultExecution, tenantIsolation: true } }, 'keeps tenants apart'],
    ['file:out.jsonl', {}, 'has no folder here'],
  ])('that cannot go to %s says why, and the event is over', async (onSuccess, definition, problem) => {
    const w = queueWorld({ settings: { onSuccess }, definition })
    await w.accept()
    await w.finish()
    expect(w.events('event.destined')).toMatchObject([{ problem: expect.stringContaining(problem) as string }])
    expect(w.store.kept.size).toBe(0)
  })

  it('that is too large for an event says so', async () => {
    const w = queueWorld({ settings: { onSuccess: 'function:f' } })
    await w.accept()
    await w.finish({ payload: Buffer.alloc(1024 * 1024, '1') })
    expect(w.events('event.destined')).toMatchObject([
      { problem: expect.stringContaining('an event may have') as string },
    ])
  })

  it('is where it belongs before the event is over on disk', async () => {
    const folder = temporaryFolder()
    const w = queueWorld({ settings: { onSuccess: 'file:out.jsonl' }, definition: { folder } })
    await w.accept()
    await w.finish()
    expect(w.store.kept.size).toBe(1)
    await w.queue().close()
    expect(w.events('event.destined')).toEqual([expect.not.objectContaining({ problem: expect.anything() as unknown })])
    expect(w.store.kept.size).toBe(0)
  })
})

type Step = 'accept' | 'ok' | 'error' | 'throttle' | 'unattached' | 'pass' | 'kill' | 'stop'
const results = { ok: undefined, error: functionError, throttle, unattached }

it('loses no event and ends none twice, whatever happens in whatever order', async () => {
  const step = fc.constantFrom<Step>('accept', 'ok', 'error', 'throttle', 'unattached', 'pass', 'kill', 'stop')
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 60 }), fc.integer({ min: 1, max: 3 }), async (steps, room) => {
      const w = queueWorld()
      w.setRoom(room)
      let accepted = 0
      for (const one of steps) {
        if (one === 'accept') accepted += (await w.accept()).refusal === undefined ? 1 : 0
        else if (one === 'pass') await w.pass(61_000)
        else if (one === 'kill') w.restart()
        else if (one === 'stop') {
          w.queue().stop()
          while (w.attempts.length > 0) w.attempts[0]!.finish({ ...unattached, outcome: 'stopped' })
          await w.queue().close()
          w.restart()
        } else if (w.attempts.length > 0) await w.finish(results[one])
        await turn()
        expect(w.attempts.length).toBeLessThanOrEqual(room)
        expect(w.store.kept.size + w.store.removed.size).toBe(accepted)
      }
      // From here on all goes well.
      for (let hours = 0; hours < 12 && w.store.kept.size > 0; hours += 1) {
        while (w.attempts.length > 0) await w.finish()
        await w.pass(3_600_000)
      }
      expect([...w.store.removed.values()]).toEqual(Array<number>(accepted).fill(1))
      const ended = w.entries.filter(({ event }) => event.type === 'event.ended')
      expect(ended).toHaveLength(accepted)
      expect(new Set(ended.map(({ of }) => of.invocation)).size).toBe(accepted)
      for (const { attempts } of w.events('event.ended')) expect(attempts).toBeLessThanOrEqual(3)
      expect(w.clock.pending()).toBe(0)
    }),
    { numRuns: 150 },
  )
})
