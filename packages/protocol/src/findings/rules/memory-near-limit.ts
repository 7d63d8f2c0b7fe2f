// An environment that uses nearly all the memory that its function has.
import { references } from '../references.ts'
import { firstTime, on, type Rule } from '../rule.ts'
import { inMegabytes, inPercent } from '../facts/words.ts'

/** The part of the size from which on it is told. */
const near = 0.9

export const memoryNearLimit: Rule = {
  id: 'memory-near-limit',
  level: 'smell',
  title: 'Memory near its size',
  why: 'A somewhat larger event, or a collection of garbage that comes later, takes it over its size, and Lambda kills the process then.',
  mend: 'Raise the memory size, which also gives more of a processor, or keep less.',
  reference: references.memory,
  watch: () => {
    const first = firstTime()
    return on('process.sampled', ({ memoryMb }, { fn, life }) => {
      const limit = life?.memoryMb
      if (limit === undefined || memoryMb < limit * near || memoryMb > limit) return undefined
      if (fn === undefined || !first(fn.version)) return undefined
      return {
        seen: `The environment used ${inMegabytes(memoryMb)}, ${inPercent(memoryMb, limit)} of its ${limit} MB.`,
        expected: `Less than ${inPercent(near, 1)} of ${limit} MB.`,
        points: life?.runtime?.seq,
      }
    })
  },
}
