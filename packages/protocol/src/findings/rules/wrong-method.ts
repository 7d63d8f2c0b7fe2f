// A call to a path of Lambda with a method that it does not take.
import { references } from '../references.ts'
import { headOf } from '../facts/questions.ts'
import { firstTime, on, type Rule } from '../rule.ts'
import { quoted } from '../facts/words.ts'

export const wrongMethod: Rule = {
  id: 'wrong-method',
  level: 'breach',
  title: 'Wrong method',
  why: 'The answer is 405 without a body, and nothing has happened: an event that should have been asked for was not, or an answer was not taken.',
  mend: 'Use GET for next, POST for response, error and init/error, and PUT to subscribe to telemetry.',
  reference: references.runtimeApi,
  watch: () => {
    const first = firstTime()
    return on('exchange.answered', ({ status, heads }, { exchange, life }) => {
      if (status !== 405 || exchange?.endpoint !== 'unknown') return undefined
      if (life !== undefined && !first(life)) return undefined
      const { method, target } = exchange
      return {
        seen: `${method} ${quoted(target, 120)} was answered with 405.`,
        expected: `${headOf(heads, 'allow') ?? 'Another method'} on this path.`,
      }
    })
  },
}
