import { createFunctionModel, environmentOf, leaveLane } from '@playground/protocol/model'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { headWidth, layOut, layoutKey, others } from './layout.ts'

const minute = 60_000

function withEnvironments(count: number) {
  const fn = createFunctionModel('f')
  for (let number = 1; number <= count; number += 1) environmentOf(fn, `f/${number}`).activeAt = number * minute
  return fn
}

it('gives caller, Lambda and each environment a lane, in order, apart from each other and within the width', () => {
  fc.assert(
    fc.property(fc.nat(30), fc.integer({ min: 500, max: 2000 }), (count, width) => {
      const { lanes, hidden } = layOut(withEnvironments(count), width)
      expect(lanes.slice(0, 2).map(({ lane }) => lane)).toEqual(['caller', 'lambda'])
      const places = lanes.map(({ x }) => x)
      for (const [index, x] of places.entries()) {
        if (index > 0) expect(x - places[index - 1]!).toBeGreaterThan(headWidth - 45)
        expect(x).toBeLessThan(width)
      }
      expect(lanes.some(({ lane }) => lane === others)).toBe(hidden > 0)
      expect(lanes.filter(({ lane }) => lane.startsWith('f/'))).toHaveLength(count - hidden)
    }),
  )
})

it('shows the environments that were active last, and leaves one lane to the rest', () => {
  const { lanes, hidden, x } = layOut(withEnvironments(9), 755)
  expect(lanes.map(({ lane }) => lane)).toEqual(['caller', 'lambda', 'f/8', 'f/9', others])
  expect(hidden).toBe(7)
  expect(x('f/1')).toBe(x(others))
})

it('keeps the lanes that are shown while all of them are active', () => {
  const fn = withEnvironments(9)
  const before = layoutKey(fn)
  for (const environment of fn.environments.values()) environment.activeAt = 9 * minute + environment.number
  const { lanes } = layOut(fn, 755)
  fn.environments.get('f/9')!.activeAt += 100
  expect(layOut(fn, 755).lanes).toEqual(lanes)
  expect(layoutKey(fn)).not.toBe(before)
})

it('gives the lane of an environment that is gone to the next', () => {
  const fn = withEnvironments(2)
  leaveLane(fn, fn.environments.get('f/1')!)
  environmentOf(fn, 'f/3')
  expect(layOut(fn, 755).lanes.map(({ lane }) => lane)).toEqual(['caller', 'lambda', 'f/1', 'f/2'])
  expect(fn.environments.get('f/3')?.lane).toBe('f/1')
})

it('keeps a place for a runtime that has not started yet', () => {
  expect(layOut(undefined, 755).lanes.map(({ lane }) => lane)).toEqual(['caller', 'lambda', 'runtime'])
})
