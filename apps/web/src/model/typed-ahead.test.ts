import { expect, it } from 'vitest'
import { typedAhead } from './typed-ahead.ts'

const words = ['cart', 'orders', 'customers', 'Worker1', 'Worker12', '']

it('goes with a letter to the next that begins with it, and round', () => {
  expect(typedAhead(words, 0, 'c')).toBe(2)
  expect(typedAhead(words, 2, 'c')).toBe(0)
  expect(typedAhead(words, 0, 'cc')).toBe(2)
  expect(typedAhead(words, 1, 'o')).toBe(1)
  expect(typedAhead(words, 0, 'x')).toBe(undefined)
  expect(typedAhead([], 0, 'x')).toBe(undefined)
})

it('narrows with more letters, and then looks within words too', () => {
  expect(typedAhead(words, 3, 'wo')).toBe(3)
  expect(typedAhead(words, 3, 'worker12')).toBe(4)
  expect(typedAhead(words, 0, 'mers')).toBe(2)
  expect(typedAhead(words, 0, 'none')).toBe(undefined)
})
