// A runtime that ends while it owes an answer.
import { references } from '../references.ts'
import { exitByItself } from '../exit.ts'
import { on, type Rule } from '../rule.ts'
import { inTime } from '../facts/words.ts'

export const exitMidInvocation: Rule = {
  id: 'exit-mid-invocation',
  level: 'breach',
  title: 'Ended in the middle of an invocation',
  why: 'The caller gets Runtime.ExitError without the cause, and the next invocation has to start the environment again, inside its own time.',
  mend: 'Catch what the handler throws and post it to /invocation/ID/error; do not call exit in a handler. After a crash of the language itself, its last output says more.',
  reference: references.runtimeApi,
  watch: () =>
    on('process.exited', (event, facts, { at }) => {
      const exit = exitByItself(event, facts)
      if (exit?.moment !== 'invoke') return undefined
      const { invocation } = exit
      const after =
        invocation?.dispatched === undefined ? '' : `, ${inTime(at - invocation.dispatched.at)} after it began`
      return {
        seen: `The runtime ended ${exit.how} in the middle of invocation ${invocation?.id ?? ''}${after}, without an answer.`,
        expected: 'A response or an error, and then next.',
        points: invocation?.delivery?.seq ?? exit.started,
      }
    }),
}
