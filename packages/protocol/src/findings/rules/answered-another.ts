// An answer with the id of an invocation that this environment does not have.
import { references } from '../references.ts'
import { refusedAnswer } from '../refused-answer.ts'
import { on, type Rule } from '../rule.ts'

export const answeredAnother: Rule = {
  id: 'answered-another',
  level: 'breach',
  title: 'Answered another’s id',
  why: 'The id in the path says whose answer it is. With a wrong one the answer is refused, and the invocation at hand runs into its deadline.',
  mend: 'Take the id from Lambda-Runtime-Aws-Request-Id of the very event that is answered, and keep nothing of the event before.',
  reference: references.runtimeApi,
  watch: () =>
    on('runtime.refused', (event, facts) => {
      const refused = refusedAnswer(event, facts)
      if (refused?.mistake !== 'another') return undefined
      const whose = refused.invocation?.life?.environment
      const known =
        whose !== undefined && whose !== facts.environment
          ? `which is served by environment ${whose.number}`
          : 'which it was never given'
      return {
        seen: `POST ${event.call} names the id ${refused.id || '(none)'}, ${known}.`,
        expected: 'The id of the event that the runtime was given with its last next.',
      }
    }),
}
