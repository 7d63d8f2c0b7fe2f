// An Init that is done, but not within the time that Lambda gives it.
import { initLimitMs } from '../../limits.ts'
import { references } from '../references.ts'
import { on, type Rule } from '../rule.ts'
import { inTime } from '../facts/words.ts'

export const initOverLimit: Rule = {
  id: 'init-over-limit',
  level: 'breach',
  title: 'Init slower than its limit',
  why: 'Init on demand may take ten seconds. What takes longer is ended, and begins anew inside the invocation, whose time-out it uses up and whose caller waits for both.',
  mend: 'Load less before the first next, or load it when it is first needed; use provisioned concurrency or SnapStart where that is not possible.',
  reference: references.lifecycle,
  watch: () =>
    on('environment.init-ended', ({ status, phase, durationMs }, { life, environment }) => {
      if (status !== 'success' || phase !== 'invoke' || life === undefined) return undefined
      const before = environment?.before?.initEnded
      const timedOut = before?.status === 'timeout'
      if (!timedOut && durationMs <= initLimitMs) return undefined
      const again = timedOut ? `Init was ended after ${inTime(before.durationMs)}; started again` : 'Started'
      return {
        seen: `${again} inside the invocation, the runtime asked for its first event after ${inTime(durationMs)}.`,
        expected: `A first next within ${inTime(initLimitMs)}.`,
        points: life.firstNext?.seq,
      }
    }),
}
