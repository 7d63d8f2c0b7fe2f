import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { indentJson } from './indent-json.ts'

describe('indenting JSON', () => {
  it('looks as JSON.stringify indents it', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.array(fc.jsonValue()), fc.dictionary(fc.string(), fc.jsonValue())),
        fc.constantFrom(undefined, 1, '\t'),
        (value, spaces) => {
          expect(indentJson(JSON.stringify(value, null, spaces))).toBe(JSON.stringify(value, null, 2))
        },
      ),
    )
  })

  it('keeps the digits of numbers', () => {
    expect(indentJson('{"id":12345678901234567890,"rate":1.50}')).toBe(
      '{\n  "id": 12345678901234567890,\n  "rate": 1.50\n}',
    )
  })

  it('goes as far as a text that breaks off', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.nat(), (value, at) => {
        const text = JSON.stringify(value)
        const beginning = text.slice(0, 1 + (at % text.length))
        const whole = JSON.stringify(value, null, 2).replaceAll(/\s/g, '')
        expect(whole.startsWith(indentJson(beginning, true).replaceAll(/\s/g, ''))).toBe(true)
      }),
    )
    expect(indentJson('{"a":[1,{"b":"x, y', true)).toBe('{\n  "a": [\n    1,\n    {\n      "b": "x, y')
  })

  it.each(['plain text', '"a string"', '17', '{"a":', ''])('leaves %j as it is', (text) => {
    expect(indentJson(text)).toBe(text)
  })
})
