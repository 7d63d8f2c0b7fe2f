// An answer that came just before the deadline.
import { references } from '../references.ts'
import { firstTime, on, type Rule } from '../rule.ts'
import { inPercent, inTime } from '../facts/words.ts'

/** The part of the time-out from which on it is told. */
const near = 0.9

export const deadlineNear: Rule = {
  id: 'deadline-near',
  level: 'smell',
  title: 'Deadline nearly missed',
  why: 'An answer that needs nine tenths of its time will miss the deadline on a slower day: a cold connection, a busy neighbour, a larger event.',
  mend: 'Raise the time-out to several times of what is usual, or stop in time by Lambda-Runtime-Deadline-Ms.',
  reference: references.timeout,
  watch: () => {
    const first = firstTime()
    return on('invocation.answered', ({ by }, { fn, invocation }, { at }) => {
      const dispatched = invocation?.dispatched
      if (by !== 'runtime' || dispatched === undefined || fn === undefined) return undefined
      const limitMs = dispatched.deadline - dispatched.at
      const tookMs = at - dispatched.at
      if (tookMs < limitMs * near || !first(fn.version)) return undefined
      return {
        seen: `The answer came ${inTime(Math.max(0, limitMs - tookMs))} before the deadline, after ${inPercent(tookMs, limitMs)} of the ${inTime(limitMs)} that it had.`,
        expected: 'An answer with time to spare.',
        points: invocation?.answer?.seq,
      }
    })
  },
}
