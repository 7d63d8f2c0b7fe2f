import { setImmediate } from 'node:timers/promises'
import type { RunPlan } from '@playground/protocol'
import { expect, it } from 'vitest'
import { fakeClock } from '../fake-clock.fixture.ts'
import { Run, type Progress, type RunEnd } from './run.ts'

const plan: RunPlan = { function: 'f', event: '{}', type: 'RequestResponse', atOnce: 1 }

function running(change: Partial<RunPlan>) {
  const clock = fakeClock()
  const open: ((well: boolean) => void)[] = []
  const reports: Progress[] = []
  const ends: [Progress, RunEnd][] = []
  const run = new Run(
    { ...plan, ...change },
    {
      clock,
      call: () => new Promise((resolve) => open.push(resolve)),
      onProgress: (progress) => reports.push(progress),
      onEnd: (progress, why) => ends.push([progress, why]),
    },
  )
  run.start()
  const answer = async (well = true) => {
    open.shift()!(well)
    await setImmediate()
  }
  return { run, clock, open, answer, reports, ends }
}

it('makes one call after the other, and ends with the last answer', async () => {
  const { open, answer, ends } = running({ times: 3 })
  for (let index = 0; index < 3; index += 1) {
    expect(open).toHaveLength(1)
    expect(ends).toEqual([])
    await answer(index !== 1)
  }
  expect(open).toHaveLength(0)
  expect(ends).toEqual([[{ sent: 3, done: 3, failed: 1 }, 'finished']])
})

it('has no more calls under way than it may, and fills up as they are answered', async () => {
  const { open, answer } = running({ times: 10, atOnce: 4 })
  expect(open).toHaveLength(4)
  await answer()
  expect(open).toHaveLength(4)
})

it('keeps to its rate, and catches up after it had to wait', async () => {
  const { clock, open, answer, ends } = running({ perSecond: 10, seconds: 1, atOnce: 3 })
  expect(open).toHaveLength(1)
  clock.pass(100)
  expect(open).toHaveLength(2)
  clock.pass(500)
  expect(open).toHaveLength(3)
  await answer()
  expect(open).toHaveLength(3)
  for (let index = 0; index < 9; index += 1) {
    clock.pass(200)
    await answer()
  }
  expect(ends).toEqual([[{ sent: 10, done: 10, failed: 0 }, 'finished']])
})

it('stops: nothing more is sent, and it ends when what is under way is answered', async () => {
  const { run, open, answer, ends } = running({ times: 100, atOnce: 2 })
  run.stop()
  expect(ends).toEqual([])
  await answer()
  await answer()
  expect(open).toHaveLength(0)
  expect(ends).toEqual([[{ sent: 2, done: 2, failed: 0 }, 'stopped']])
  run.stop()
  expect(ends).toHaveLength(1)
})

it('tells how far it is a few times a second, and no more after its end', async () => {
  const { clock, answer, reports } = running({ times: 1 })
  clock.pass(1000)
  expect(reports).toEqual(Array.from({ length: 4 }, () => ({ sent: 1, done: 0, failed: 0 })))
  await answer()
  clock.pass(1000)
  expect(reports).toHaveLength(4)
})
