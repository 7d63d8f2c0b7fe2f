// A cold start that is nearly all Init.
import { references } from '../references.ts'
import { firstTime, on, type Rule } from '../rule.ts'
import { inPercent, inTime } from '../facts/words.ts'

/** Below this nobody feels it, milliseconds. */
const worthMs = 2000
/** The part of the caller's wait from which on it is told. */
const most = 0.8

export const mostlyInit: Rule = {
  id: 'mostly-init',
  level: 'note',
  title: 'Cold start is nearly all Init',
  why: 'A caller who meets a new environment waits for Init and only then for the handler. Work on the handler will not make that call faster.',
  mend: 'Make Init shorter: fewer and smaller packages, connections that open when they are first used. Or have it done ahead, by provisioned concurrency or SnapStart.',
  reference: references.lifecycle,
  watch: () => {
    const first = firstTime()
    return on('invocation.settled', ({ initMs, durationMs }, { fn, life, invocation }) => {
      if (initMs === undefined || fn === undefined || initMs < worthMs) return undefined
      const whole = initMs + durationMs
      if (initMs < whole * most || !first(fn.version)) return undefined
      return {
        seen: `Of ${inTime(whole)} of a cold start, ${inTime(initMs)} (${inPercent(initMs, whole)}) were Init, and ${inTime(durationMs)} the invocation.`,
        expected: 'An Init that is small beside what the caller came for.',
        points: life?.init?.seq ?? invocation?.seq,
      }
    })
  },
}
