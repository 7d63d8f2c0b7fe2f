// Expectations about the exchanges of an invocation, for any test runner: what fails shows the whole conversation.
import { AssertionError } from 'node:assert'
import { endpoints } from '@playground/protocol'
import { nearest } from '../cli/nearest.ts'
import type { Exchange, ExchangeExpectation, Invocation } from './api.ts'
import { wordsOf } from './exchanges.ts'

const groups: Record<string, (one: Exchange) => boolean> = {
  refused: ({ refused }) => refused !== undefined,
  failed: ({ closed }) => closed !== undefined,
}

const labels = [...new Set(Object.values(endpoints).map(({ label }) => label))]

export function expectExchanges({ exchanges, conversation }: Invocation): ExchangeExpectation {
  const actual = exchanges.map(wordsOf)
  const fail = (problem: string, expected: readonly string[]): never => {
    const message = `${problem}\n\nexpected  ${expected.join(', ')}\nthere are ${actual.join(', ')}\n\n${conversation}`
    throw new AssertionError({ message, actual, expected: [...expected], operator: 'expectExchanges' })
  }
  return {
    toBe(words) {
      const asExpected = words.length === exchanges.length && words.every((word, at) => is(exchanges[at]!, word))
      if (!asExpected) fail('The exchanges are not those that were expected.', words)
    },
    toInclude(...words) {
      let at = 0
      for (const word of words) {
        at = exchanges.findIndex((one, place) => place >= at && is(one, word)) + 1
        if (at === 0) fail(`There is no ${word}, or not in this order.`, words)
      }
    },
    toHaveNone(...words) {
      for (const word of words) {
        // A word that nothing can be would be true of everything.
        check(word)
        const found = exchanges.find((one) => is(one, word))
        if (found !== undefined) fail(`There is ${wordsOf(found)}, where there should be none that is ${word}.`, [])
      }
    },
  }
}

function is(one: Exchange, word: string): boolean {
  return groups[word]?.(one) ?? (word === one.label || word === wordsOf(one))
}

function check(word: string): void {
  const known = [...Object.keys(groups), ...labels]
  const label = word.replace(/ (\d{3}|hung-up|truncated|server-stopped)$/, '')
  if (known.includes(label) || /^[A-Z]+ \//.test(label)) return
  const meant = nearest(label, known)
  throw new TypeError(
    `No exchange is called ${word}.${meant === undefined ? '' : ` Do you mean ${meant}?`} There are ${known.join(', ')}.`,
  )
}
