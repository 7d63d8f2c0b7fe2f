// A call that the lifecycle does not allow where the runtime stands.
import type { EventOf } from '../../journal.ts'
import type { RuntimeCall } from '../../lifecycle.ts'
import { references } from '../references.ts'
import { refusedAnswer } from '../refused-answer.ts'
import { on, type Rule } from '../rule.ts'

const legal: Record<RuntimeCall, string> = {
  next: 'GET next at the end of Init, and after each answer was taken.',
  response: 'A response only after the event was handed out with next.',
  error: 'An error only after the event was handed out with next.',
  'init-error': 'init/error once, before the first next.',
  'restore-next': 'restore/next once, in place of the first next.',
  'restore-error': 'restore/error once, between the restore and next.',
}

export const wrongMoment: Rule = {
  id: 'wrong-moment',
  level: 'breach',
  title: 'Call at the wrong moment',
  why: 'The Runtime API is a state machine. A call out of turn is refused with 403 and changes nothing, and official clients end their process on it.',
  mend: 'Follow the loop: next, then one response or error, then next again.',
  reference: references.customRuntime,
  watch: () =>
    on('runtime.refused', (event, facts) => {
      if (event.rule !== 'state' || hasItsOwnRule(event)) return undefined
      const answer = refusedAnswer(event, facts)
      if (answer !== undefined && answer.mistake !== 'moment') return undefined
      return {
        seen: `${event.call} was called while the runtime was in the state ${event.state}, and was refused.`,
        expected: legal[event.call],
      }
    }),
}

/** Asking after init/error, and asking while the answer is still being read. */
function hasItsOwnRule({ call, state }: EventOf<'runtime.refused'>): boolean {
  return call === 'next' && (state === 'InitError' || state.startsWith('Invocation'))
}
