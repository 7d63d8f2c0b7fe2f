// A runtime that repeats a call which is refused, without a pause.
import { references } from '../references.ts'
import type { Life } from '../facts/facts.ts'
import { firstTime, on, type Rule } from '../rule.ts'
import { inTime } from '../facts/words.ts'

/** So many refusals within so many milliseconds. */
const enough = 10
const withinMs = 2000

export const refusedAgainAndAgain: Rule = {
  id: 'refused-again-and-again',
  level: 'smell',
  title: 'Refused again and again',
  why: 'A refusal will not turn into anything else by repetition. The loop uses up the processor and the time of the invocation, and hides the first refusal, which says what is wrong.',
  mend: 'After a refusal go on with next, or end the process. Do not send the same call again.',
  reference: references.runtimeApi,
  watch: () => {
    const first = firstTime()
    const refusals = new WeakMap<Life, { seq: number; at: number }[]>()
    return on('runtime.refused', ({ call }, { life }, { seq, at }) => {
      if (life === undefined) return undefined
      const all = [...(refusals.get(life) ?? []).slice(1 - enough), { seq, at }]
      refusals.set(life, all)
      const oldest = all[0]!
      if (all.length < enough || at - oldest.at > withinMs || !first(life)) return undefined
      return {
        seen: `${all.length} calls were refused within ${inTime(at - oldest.at)}, the last of them ${call}.`,
        expected: 'No more than one try of what is refused.',
        also: [oldest.seq],
      }
    })
  },
}
