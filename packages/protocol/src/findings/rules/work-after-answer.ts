// A runtime that works on between its answer and the next event.
import type { Life } from '../facts/facts.ts'
import { references } from '../references.ts'
import { firstTime, on, type Rule } from '../rule.ts'
import { inTime } from '../facts/words.ts'

/** Between the answer and the next `next`, milliseconds, in so many invocations in a row: once, it may be a busy machine. */
const longMs = 500
const inARow = 2

/**
 * Only until the runtime asks again. What it uses of the processor after that cannot be told apart: samples are not taken at
 * that moment, and a language tidies up for itself.
 */
export const workAfterAnswer: Rule = {
  id: 'work-after-answer',
  level: 'smell',
  title: 'Work after the answer',
  why: 'Until the runtime asks again the environment is busy and the time is billed, though the caller has the answer. The next call waits, or starts another environment.',
  mend: 'Finish before the answer, or leave the rest to a queue and another invocation.',
  reference: references.lifecycle,
  watch: () => {
    const first = firstTime()
    const late = new WeakMap<Life, number[]>()
    return on('invocation.runtime-done', ({ status, overheadMs = 0 }, { fn, life, invocation }) => {
      if (fn === undefined || life === undefined) return undefined
      const isLate = status === 'success' && overheadMs >= longMs
      const row = isLate ? [...(late.get(life) ?? []).slice(1 - inARow), overheadMs] : []
      late.set(life, row)
      if (row.length < inARow || !first(fn.version)) return undefined
      return {
        seen: `The runtime asked again ${row.map(inTime).join(' and ')} after its answers were taken, in ${inARow} invocations in a row.`,
        expected: 'GET next right after the answer.',
        points: invocation?.answer?.seq,
      }
    })
  },
}
