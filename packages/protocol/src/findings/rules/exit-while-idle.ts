// A runtime that ends while it has nothing to do.
import { references } from '../references.ts'
import { exitByItself } from '../exit.ts'
import { on, type Rule } from '../rule.ts'

export const exitWhileIdle: Rule = {
  id: 'exit-while-idle',
  level: 'breach',
  title: 'Ended while idle',
  why: 'Lambda notices only with the next invocation, and fails it at once with Runtime.ExitError. Work that outlives its invocation, such as an unhandled rejection, is a common cause.',
  mend: 'Wait for whatever the handler started before it answers, and let no timer or rejection end the process.',
  reference: references.lifecycle,
  watch: () =>
    on('process.exited', (event, facts) => {
      const exit = exitByItself(event, facts)
      if (exit?.moment !== 'idle') return undefined
      const served = facts.life?.served ?? 0
      const last = facts.life?.environment.last
      return {
        seen: `The runtime ended ${exit.how} while it waited for work, after ${served} ${served === 1 ? 'invocation' : 'invocations'}.`,
        expected: 'A runtime that lives until Lambda ends it.',
        points: exit.started,
        ...(last === undefined ? {} : { also: [last.seq] }),
      }
    }),
}
