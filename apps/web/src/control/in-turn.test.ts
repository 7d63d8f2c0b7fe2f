import { expect, it } from 'vitest'
import { inTurn } from './in-turn.ts'

it('runs steps one after the other, also after one that failed', async () => {
  const turn = inTurn()
  const told: string[] = []
  const gates: (() => void)[] = []
  const step = (name: string, fails = false) =>
    turn(async (...given: unknown[]) => {
      expect(given).toEqual([])
      told.push(`${name} begins`)
      await new Promise<void>((resolve) => gates.push(resolve))
      told.push(`${name} ends`)
      if (fails) throw new Error(name)
      return name
    })
  const first = step('a', true)
  const second = step('b')
  await Promise.resolve().then(() => undefined)
  expect(told).toEqual(['a begins'])
  gates.shift()!()
  await expect(first).rejects.toThrow('a')
  await expect.poll(() => gates.length).toBe(1)
  gates.shift()!()
  expect(await second).toBe('b')
  expect(told).toEqual(['a begins', 'a ends', 'b begins', 'b ends'])
})
