import fc from 'fast-check'
import { expect, it } from 'vitest'
import { jsonProblem } from './json-problem.ts'

it.each(['', '  ', '{}', '[1, 2]', '"text"', '0'])('finds nothing wrong with %j', (text) => {
  expect(jsonProblem(text)).toBeUndefined()
})

it.each([
  ['{"a": 1,}', 8],
  ['{\n  "a": tru\n}', 12],
  ['{"a": 1', 7],
  ['{"a" 1}', 5],
])('%j: the character', (text, offset) => {
  expect(jsonProblem(text)).toMatchObject({ offset })
})

it('says line and character as an editor does', () => {
  expect(jsonProblem('{\n  "a": 1,\n}')?.message).toBe('The event is not JSON at line 3, character 1.')
})

it('never points outside the text', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'{}[]",:1ae \n'.split('')) }), (text) => {
      const offset = jsonProblem(text)?.offset
      if (offset !== undefined) {
        expect(offset).toBeGreaterThanOrEqual(0)
        expect(offset).toBeLessThanOrEqual(text.length)
      }
    }),
  )
})
