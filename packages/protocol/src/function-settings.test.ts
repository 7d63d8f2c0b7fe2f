import { describe, expect, it } from 'vitest'
import { checkSettings, readSettings, variableBytes } from './function-settings.ts'

describe('settings', () => {
  it.each([
    ['{\n  "timeout": "long"\n}', 'function.json:2: "timeout" must be a number of seconds.'],
    ['{\n  "name": "x",\n\n  "memory": 64\n}', 'function.json:4: "memory" must be at least 128 MB.'],
    ['{\n  "timeout": 901 }', 'function.json:2: "timeout" must be at most 900 seconds.'],
    ['{\n  "nme": "x"\n}', 'function.json:2: "nme" is not a setting.'],
    ['{ "name": "a b" }', 'function.json:1: "name" must be 1 to 64 letters, digits, hyphens or underscores.'],
    [
      '{\n  "variables": {\n    "OK": "timeout",\n    "timeout": 5\n  }\n}',
      'function.json:4: "variables.timeout" must be a string.',
    ],
    ['{\n  "variables": "x"\n}', 'function.json:2: "variables" must be a JSON object.'],
    ['[]', 'function.json:1: it must be a JSON object.'],
  ])('%j say what is wrong, and on which line', (text, problem) => {
    expect(readSettings(text, 'function.json').problems).toEqual([problem])
  })

  it('that are no JSON name the place', () => {
    expect(readSettings('{\n  "name": "x",\n}', 'function.json').problems[0]).toMatch(
      /^function\.json:3:1: this is not JSON/,
    )
  })

  it('with more variables than Lambda takes are refused', () => {
    const text = JSON.stringify({ variables: { BIG: 'x'.repeat(5000) } })
    expect(readSettings(text, 'function.json').problems[0]).toMatch(/take 5003 bytes, and may take 4096/)
  })

  it('count bytes of UTF-8, whatever the letters', () => {
    expect(variableBytes({ A_B: 'aé€😀', C_D: '' })).toBe(3 + 1 + 2 + 3 + 4 + 3)
  })

  it('that are wrong are named by their path, and those that are no JSON by their line', () => {
    expect(checkSettings('{\n "variables": { "A": "x" }\n}')).toMatchObject({
      problems: [{ path: ['variables', 'A'], line: 2, message: 'is not a legal variable name' }],
      syntax: undefined,
    })
    expect(checkSettings('{\n,')).toMatchObject({ problems: [], syntax: { line: 2 } })
  })
})
