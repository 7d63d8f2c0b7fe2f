// An environment that uses more memory than its function has.
import { references } from '../references.ts'
import { firstTime, on, type Rule } from '../rule.ts'
import { servedBy } from '../facts/questions.ts'
import { inMegabytes } from '../facts/words.ts'

export const memoryOverLimit: Rule = {
  id: 'memory-over-limit',
  level: 'breach',
  title: 'Memory over its size',
  why: 'Lambda kills the process at that point, in the middle of whatever it does: the caller gets Runtime.ExitError, with “signal: killed” as its only cause.',
  mend: 'Raise the memory size, or keep less: work in pieces, and let go of what was read.',
  reference: references.memory,
  watch: () => {
    const first = firstTime()
    return on('process.sampled', ({ memoryMb, processes }, { life }) => {
      const limit = life?.memoryMb
      if (life === undefined || limit === undefined || memoryMb <= limit || !first(life)) return undefined
      return {
        seen: `${processes === 1 ? 'The process' : `${processes} processes`} of the environment used ${inMegabytes(memoryMb)} of ${limit} MB.`,
        expected: `At most ${limit} MB.`,
        points: servedBy(life)?.delivery?.seq ?? life.runtime?.seq,
      }
    })
  },
}
