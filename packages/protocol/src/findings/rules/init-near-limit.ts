// An Init that takes half of its limit or more.
import { references } from '../references.ts'
import { firstTime, on, type Rule } from '../rule.ts'
import { inPercent, inTime } from '../facts/words.ts'

/** The part of the limit from which on it is told. */
const near = 0.5

export const initNearLimit: Rule = {
  id: 'init-near-limit',
  level: 'smell',
  title: 'Init near its limit',
  why: 'On Lambda the same Init runs on a share of a processor that goes with the memory size, often slower than here. Beyond the limit it is ended and begins anew inside the invocation.',
  mend: 'Load less before the first next, or give the function more memory and with it more of a processor.',
  reference: references.lifecycle,
  watch: () => {
    const first = firstTime()
    return on('environment.init-ended', ({ status, phase, durationMs }, { fn, life }) => {
      const limitMs = life?.init?.limitMs
      if (status !== 'success' || phase !== 'init' || fn === undefined || limitMs === undefined) return undefined
      if (durationMs < limitMs * near || !first(fn.version)) return undefined
      return {
        seen: `Init took ${inTime(durationMs)}, ${inPercent(durationMs, limitMs)} of the ${inTime(limitMs)} that it may take.`,
        expected: `An Init well below ${inTime(limitMs)}.`,
        points: life?.firstNext?.seq,
      }
    })
  },
}
