import fc from 'fast-check'
import { expect, it } from 'vitest'
import { jsonProblem } from './json-problem.ts'

it.each(['', '  ', '{}', '[1, 2]', '"text"', '0'])('finds nothing wrong with %j', (text) => {
  expect(jsonProblem(text)).toBeUndefined()
})

it.each([
  ['{"a": 1,}', 8],
  ['{\n  "a": tru\n}', 9],
  ['{"a": 1', 7],
  ['{"a" 1}', 5],
  ['{} {}', 3],
])('%j: the character', (text, offset) => {
  expect(jsonProblem(text)).toMatchObject({ offset })
})

it('says line and character as an editor does, and what is wrong', () => {
  expect(jsonProblem('{\n  "a": 1,\n}')?.message).toBe(
    'The event is not JSON, line 3, character 1: property name expected.',
  )
})

it('has something to say of all that JSON.parse refuses, and never points outside the text', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'{}[]",:1ae \n/'.split('')) }), (text) => {
      let bad = false
      try {
        JSON.parse(text)
      } catch {
        bad = text.trim() !== ''
      }
      const problem = jsonProblem(text)
      expect(problem !== undefined).toBe(bad)
      if (problem === undefined) return
      expect(problem.offset).toBeGreaterThanOrEqual(0)
      expect(problem.offset).toBeLessThanOrEqual(text.length)
    }),
    { numRuns: 1000 },
  )
})
