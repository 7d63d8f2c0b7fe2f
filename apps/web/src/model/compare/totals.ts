// What two invocations took, figure by figure, and which of them took less.
import type { Invocation } from '@playground/protocol/model'
import { duration } from '../format.ts'

export type Total = {
  name: string
  help: string
  a: number | undefined
  b: number | undefined
  /** The figure as it is written. */
  word: (value: number) => string
  /** How B differs from A. */
  difference: string
}

const figures: [keyof Invocation & ('tookMs' | 'initMs' | 'restoreMs' | 'durationMs' | 'billedMs'), string, string][] =
  [
    ['tookMs', 'Caller waited', 'From the call to its answer'],
    ['initMs', 'Init', 'What the cold start took, from the start of the process'],
    ['restoreMs', 'Restore', 'What the caller waited for the snapshot to be restored'],
    ['durationMs', 'Duration', 'From the event to the runtime’s next GET next'],
    ['billedMs', 'Billed', 'Duration and Init, up to the next millisecond'],
  ]

const wholeMs = (value: number) => `${value.toLocaleString('en')} ms`
const megabytes = (value: number) => `${Math.ceil(value)} MB`

/** A figure that neither of them has is left out. */
export function totalsOf(a: Invocation, b: Invocation): Total[] {
  const times = figures.map(([key, name, help]) => {
    // What did not run took no time that is worth a word.
    const of = (invocation: Invocation) => (invocation[key] === 0 ? undefined : invocation[key])
    return totalOf(name, help, of(a), of(b), key === 'billedMs' ? wholeMs : duration)
  })
  const memory = totalOf('Memory', 'The most that was sampled', a.peakMemoryMb, b.peakMemoryMb, megabytes)
  return [...times, memory].filter((total) => total.a !== undefined || total.b !== undefined)
}

function totalOf(
  name: string,
  help: string,
  a: number | undefined,
  b: number | undefined,
  word: (value: number) => string,
): Total {
  return { name, help, a, b, word, difference: differenceOf(a, b, word) }
}

function differenceOf(a: number | undefined, b: number | undefined, word: (value: number) => string): string {
  if (a === undefined || b === undefined) return a === undefined ? 'only B' : 'only A'
  if (word(a) === word(b)) return 'the same'
  return `B ${word(Math.abs(b - a))} ${b < a ? 'less' : 'more'}`
}
