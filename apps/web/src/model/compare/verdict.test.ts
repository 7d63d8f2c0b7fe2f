import { expect, it } from 'vitest'
import type { Invocation } from '@playground/protocol/model'
import { median, verdict } from './verdict.ts'

const invocation = (more: Partial<Invocation>): Invocation => ({
  id: 'id',
  function: 'f',
  number: 1,
  type: 'RequestResponse',
  payloadBytes: 0,
  receivedAt: 0,
  receivedSeq: 1,
  outcome: 'ok',
  ...more,
})
const warm = (tookMs: number) => invocation({ cold: false, tookMs, durationMs: tookMs - 1 })
const names = ['bash', 'node'] as const

it('says who was sooner, and that one run says little', () => {
  const cold = (tookMs: number, initMs: number) => invocation({ cold: true, tookMs, initMs, durationMs: 20 })
  expect(verdict([{ a: cold(80, 50), b: cold(220, 190) }], names)).toEqual([
    'Cold: the caller of bash waited 140 ms less: 80 ms against 220 ms. Init was shorter in bash: 50 ms against 190 ms. Duration was about the same, 20 ms and 20 ms.',
    'One run says little; race them five times for medians.',
  ])
})

it('compares medians, and says in how many rounds it was so', () => {
  const rounds = [10, 12, 90].map((ms, index) => ({ a: warm(ms), b: warm([5, 6, 95][index]!) }))
  expect(verdict(rounds, names)).toEqual([
    'Warm, medians of 3: the caller of node waited 6.0 ms less, in 2 of 3 rounds: 6.0 ms against 12 ms. Duration was shorter in node: 5.0 ms against 11 ms.',
  ])
})

it('makes nothing of a difference that is none', () => {
  expect(verdict([{ a: warm(10), b: warm(10.2) }], names)[0]).toBe(
    'Warm: both callers waited about as long, 10 ms and 10 ms. Duration was about the same, 9.0 ms and 9.2 ms.',
  )
})

it('says what makes times worthless', () => {
  const rounds = [{ a: warm(10), b: invocation({ cold: true, tookMs: 100 }) }]
  expect(verdict(rounds, names)).toEqual([
    'In one round only one of the two was cold: that tells nothing about the functions.',
  ])
  expect(verdict([{ a: warm(10), b: { ...warm(3000), outcome: 'timeout' } }], names)[0]).toContain(
    'node did not end well',
  )
  expect(verdict([{ a: warm(10), b: invocation({}) }], names)).toEqual([])
})

it('takes the middle', () => {
  expect(median([3])).toBe(3)
  expect(median([9, 1, 5])).toBe(5)
  expect(median([4, 1])).toBe(2.5)
})
