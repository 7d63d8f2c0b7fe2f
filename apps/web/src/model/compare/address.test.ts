import { expect, it } from 'vitest'
import { readCompared, writeCompared, type SidePair } from './address.ts'

const side = (name: string, invocation: string) => ({ function: name, invocation })

it('comes back as it was written, whatever function is shown', () => {
  const pairs: SidePair[] = [
    [side('bash', 'one'), side('node', 'two')],
    [side('bash', 'three'), side('node', 'four')],
  ]
  expect(writeCompared(pairs, 'bash')).toBe('one,node/two;three,node/four')
  for (const shown of ['bash', 'node', 'other']) expect(readCompared(writeCompared(pairs, shown), shown)).toEqual(pairs)
})

it('is nothing where it does not name two each', () => {
  for (const text of [null, '', 'one', 'one,', 'one,two,three', 'one,two;', '/one,two', 'a/b/c,two'])
    expect(readCompared(text, 'f')).toBeUndefined()
  expect(readCompared('one,two', undefined)).toBeUndefined()
  expect(readCompared(Array.from({ length: 21 }, () => 'a,b').join(';'), 'f')).toBeUndefined()
})

it('names an attempt at an event so that it can be told from a function', () => {
  const pairs: SidePair[] = [[side('f', 'one/2'), side('g', 'two/3')]]
  expect(writeCompared(pairs, 'f')).toBe('one.2,g/two.3')
  expect(readCompared('one.2,g/two.3', 'f')).toEqual(pairs)
})
