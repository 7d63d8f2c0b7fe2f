// A call that was refused because no environment was free.
import { references } from '../references.ts'
import { firstTime, on, type Rule } from '../rule.ts'

export const throttled: Rule = {
  id: 'throttled',
  level: 'note',
  title: 'Throttled at the limit',
  why: 'Each environment serves one invocation at a time, and there are as many as the function’s concurrency allows. What comes beyond that gets 429, and nothing of the function runs.',
  mend: 'Raise "concurrency", shorten the function, or let callers wait longer from one attempt to the next.',
  reference: references.concurrency,
  watch: () => {
    const first = firstTime()
    return on('invocation.answered', ({ outcome }, { fn, invocation }) => {
      if (outcome !== 'throttled' || fn === undefined || !first(fn.version)) return undefined
      const live = fn.environments.size
      const limit = fn.definition?.concurrency
      return {
        seen: `${invocation?.type === 'Event' ? 'An attempt at an asynchronous event' : 'A call'} was refused with 429 while ${live} ${live === 1 ? 'environment was' : 'environments were'} at work${limit === undefined ? '' : `, of ${limit} that there may be`}.`,
        expected: 'Fewer calls at one time than there may be environments.',
        points: invocation?.call?.seq,
      }
    })
  },
}
