import { createFunctionModel, environmentOf, extensionOf, leaveLane } from '@playground/protocol/model'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { layOut, layoutKey, others } from './layout.ts'

const minute = 60_000

function withEnvironments(count: number) {
  const fn = createFunctionModel('f')
  for (let number = 1; number <= count; number += 1) environmentOf(fn, `f/${number}`).activeAt = number * minute
  return fn
}

it('gives caller, Lambda and each environment a place, in order, apart from each other and within the width', () => {
  fc.assert(
    fc.property(fc.nat(30), fc.integer({ min: 500, max: 2000 }), (count, width) => {
      const { lanes, hidden, text } = layOut(withEnvironments(count), width)
      expect(lanes.slice(0, 2).map(({ lane }) => lane)).toEqual(['caller', 'lambda'])
      const places = lanes.map(({ x }) => x)
      for (const [index, x] of places.entries()) {
        if (index > 0) expect(x - places[index - 1]!).toBeGreaterThanOrEqual(text === undefined ? 65 : 37)
        expect(x).toBeLessThanOrEqual(width - 90)
      }
      expect(lanes.some(({ lane }) => lane === others)).toBe(hidden > 0)
      expect(lanes.filter(({ lane }) => lane.startsWith('f/'))).toHaveLength(count - hidden)
    }),
  )
})

it('shows eight environments at once as rails, beside a column of text', () => {
  const { lanes, hidden, text } = layOut(withEnvironments(8), 755)
  expect(hidden).toBe(0)
  expect(lanes).toHaveLength(10)
  expect(text?.labelWidth).toBeGreaterThan(80)
  expect(text!.label + text!.labelWidth).toBeLessThan(lanes[0]!.x)
})

it('shows the environments that were active last, and leaves the last rail to the rest', () => {
  const { lanes, hidden, x } = layOut(withEnvironments(11), 755)
  expect(lanes.map(({ lane }) => lane)).toEqual([
    'caller',
    'lambda',
    'f/4',
    'f/5',
    'f/6',
    'f/7',
    'f/8',
    'f/9',
    'f/10',
    'f/11',
    others,
  ])
  expect(hidden).toBe(3)
  expect(x('f/1')).toBe(x(others))
})

it('opens one environment to full lanes', () => {
  const { lanes, text, hidden } = layOut(withEnvironments(9), 755, 'f/3')
  expect(lanes.map(({ lane }) => lane)).toEqual(['caller', 'lambda', 'f/3', others])
  expect(text).toBeUndefined()
  expect(hidden).toBe(8)
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

it('puts the lanes of extensions beside the lane of their environment', () => {
  const fn = withEnvironments(1)
  for (const name of ['logger', 'metrics']) extensionOf(fn, environmentOf(fn, 'f/1'), name)
  const { lanes, text } = layOut(fn, 755)
  expect(text).toBeUndefined()
  expect(lanes.map(({ lane }) => lane)).toEqual(['caller', 'lambda', 'f/1', 'f/1+logger', 'f/1+metrics'])
  expect(lanes.at(-1)).toMatchObject({ environment: 'f/1', extension: 'metrics' })
})

it('draws extensions as thin bars within the rail of their environment', () => {
  const fn = withEnvironments(3)
  for (const number of [1, 2, 3])
    for (let one = 1; one <= 10; one += 1) extensionOf(fn, environmentOf(fn, `f/${number}`), `extension-${one}`)
  const { lanes, text } = layOut(fn, 755)
  expect(text).toBeDefined()
  expect(lanes).toHaveLength(2 + 3 * 11)
  for (const [index, { x, extension, wide }] of lanes.slice(2).entries()) {
    expect(wide).toBe(extension === undefined ? 8 : 4)
    expect(x).toBeGreaterThan(lanes[index + 1]!.x)
  }
})

it('opens an environment with more extensions than there is room for as rails', () => {
  const fn = withEnvironments(2)
  for (let one = 1; one <= 6; one += 1) extensionOf(fn, environmentOf(fn, 'f/1'), `extension-${one}`)
  expect(layOut(fn, 755, 'f/1').text).toBeDefined()
  expect(layOut(fn, 755, 'f/2').text).toBeUndefined()
})
