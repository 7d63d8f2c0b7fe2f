import { defaultCalling, functionLimits } from '@playground/protocol'
import { describe, expect, it } from 'vitest'
import type { InvocationResult } from '../environment/invocation.ts'
import type { KeptEvent } from './kept-event.ts'
import { isTooOld, nextStep, outcomeOf } from './next-step.ts'
import { functionError, throttle, unattached } from './queue.fixture.ts'

const settings = defaultCalling.async
const queuedAt = 1_800_000_000_000
const event: KeptEvent = {
  id: 1,
  function: 'f',
  requestId: 'r',
  payloadBytes: 2,
  queuedAt,
  tries: 1,
  attempts: 0,
  refusals: 0,
  dueAt: queuedAt,
}
const failed = { how: 'function-error', why: 'It failed.' } as const
const refused = { how: 'throttled', why: 'No room.' } as const

describe('after an attempt', () => {
  it('that went well the event is over', () => {
    expect(nextStep(event, { how: 'ok' }, settings, queuedAt)).toEqual({ attempts: 1, refusals: 0, ends: 'succeeded' })
  })

  it('that failed there are two more, after one minute and after two', () => {
    const waits: unknown[] = []
    let now: KeptEvent = event
    for (;;) {
      const step = nextStep(now, failed, settings, queuedAt)
      waits.push(step.ends ?? step.waitMs)
      if (step.ends !== undefined) break
      now = { ...now, ...step }
    }
    expect(waits).toEqual([60_000, 120_000, 'retries-exhausted'])
  })

  it.each([0, 1])('that failed there are %d more, where the function says so', (maximumRetryAttempts) => {
    const step = nextStep(
      { ...event, attempts: maximumRetryAttempts },
      failed,
      { ...settings, maximumRetryAttempts },
      queuedAt,
    )
    expect(step.ends).toBe('retries-exhausted')
  })

  it('that was refused it waits one second, doubled each time up to five minutes, and uses up no attempt', () => {
    const waits: number[] = []
    let now: KeptEvent = event
    for (let times = 0; times < 11; times += 1) {
      const step = nextStep(now, refused, settings, queuedAt)
      if (step.ends !== undefined) throw new Error(step.ends)
      waits.push(step.waitMs / 1000)
      now = { ...now, ...step }
    }
    expect(waits).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300])
    expect(now.attempts).toBe(0)
  })

  it('that reached the function the wait of refusals begins anew', () => {
    const step = nextStep({ ...event, refusals: 7 }, failed, settings, queuedAt)
    expect(step).toMatchObject({ refusals: 0, waitMs: 60_000 })
  })

  it('waits are a sixtieth where they are to be short, and say what Lambda would wait', () => {
    const short = { ...settings, shortWaits: true }
    expect(nextStep(event, failed, short, queuedAt)).toMatchObject({ waitMs: 1000, lambdaMs: 60_000 })
    expect(nextStep({ ...event, attempts: 1 }, failed, short, queuedAt)).toMatchObject({
      waitMs: 2000,
      lambdaMs: 120_000,
    })
    expect(nextStep(event, refused, short, queuedAt)).toMatchObject({ waitMs: 17, lambdaMs: 1000 })
  })

  it('a wait ends where the event is too old, and so does the event', () => {
    const age = { ...settings, maximumEventAge: functionLimits.eventAgeSeconds.min }
    expect(nextStep(event, failed, age, queuedAt + 50_000)).toMatchObject({ waitMs: 10_000 })
    expect(nextStep(event, refused, age, queuedAt + 60_000)).toMatchObject({ ends: 'age-exceeded' })
    expect(isTooOld(event, age, queuedAt + 59_999)).toBe(false)
    expect(isTooOld(event, age, queuedAt + 60_000)).toBe(true)
  })
})

describe('a result', () => {
  const result = (given: Partial<InvocationResult>): InvocationResult => ({
    outcome: 'ok',
    by: 'runtime',
    payload: new Uint8Array(),
    failed: false,
    ...given,
  })

  it('of the function is good or an error of it', () => {
    expect(outcomeOf(result({}))).toEqual({ how: 'ok' })
    expect(outcomeOf(result(functionError))).toEqual({
      how: 'function-error',
      why: 'The function reported an error (Runtime.Unknown).',
    })
    expect(outcomeOf(result({ outcome: 'timeout', failed: true, help: 'Too slow.' }))).toEqual({
      how: 'function-error',
      why: 'Too slow.',
    })
  })

  it('that never reached the function is a throttle or an error of the service', () => {
    expect(outcomeOf(result(throttle)).how).toBe('throttled')
    expect(outcomeOf(result(unattached))).toEqual({ how: 'service-error', why: 'No runtime is attached.' })
  })
})
