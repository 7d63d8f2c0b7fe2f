// A runtime that ends during Init without a word about why.
import { references } from '../references.ts'
import { exitByItself } from '../exit.ts'
import { on, type Rule } from '../rule.ts'
import { inSign } from '../facts/words.ts'

export const exitInInit: Rule = {
  id: 'exit-in-init',
  level: 'breach',
  title: 'Ended during Init',
  why: 'Lambda starts Init once more inside the invocation; when that fails too, the caller gets Runtime.ExitError, which says nothing of the cause.',
  mend: 'Where Init cannot succeed, post the error to /runtime/init/error and exit then. Otherwise find in its last output why it ended.',
  reference: references.runtimeApi,
  watch: () =>
    on('process.exited', (event, facts) => {
      const exit = exitByItself(event, facts)
      if (exit?.moment !== 'init') return undefined
      const sign = facts.life?.sign
      const last = sign === undefined ? 'It gave no sign of life before.' : `Its last sign of life was ${inSign(sign)}.`
      return {
        seen: `The runtime ended ${exit.how} before it asked for its first event, and reported no init/error. ${last}`,
        expected: 'A first next, or init/error with the cause and then an exit.',
        points: exit.started,
      }
    }),
}
