// A runtime whose Init is over, and which has not asked for its first event.
import { references } from '../references.ts'
import { firstTime, onAny, type Rule } from '../rule.ts'
import { initRanOut, stillHasToAsk } from '../facts/questions.ts'
import { inSign, inTime } from '../facts/words.ts'

export const neverAsked: Rule = {
  id: 'never-asked',
  level: 'breach',
  title: 'Never asked for work',
  why: 'Init ends when the runtime asks for its first event, and with nothing else. Without a next no invocation can begin: Lambda ends the process, starts it once more inside the invocation, and fails that.',
  mend: 'Call GET /2018-06-01/runtime/invocation/next as soon as the handler is loaded, at the address in AWS_LAMBDA_RUNTIME_API.',
  reference: references.runtimeApi,
  watch: () => {
    const first = firstTime()
    return onAny(['deadline.fired', 'environment.init-ended'], (entry, { life }) => {
      if (life === undefined || !stillHasToAsk(life) || !initRanOut(entry, life, life.runtime!.at) || !first(life))
        return undefined
      // One that has reported why it cannot has a rule of its own.
      if (life.initError !== undefined) return undefined
      const sign =
        life.sign === undefined ? 'It gave no sign of life.' : `Its last sign of life was ${inSign(life.sign)}.`
      return {
        seen: `The runtime ran for ${inTime(entry.at - life.runtime!.at)} of Init and did not ask for its first event. ${sign}`,
        expected: 'GET next at the end of Init.',
        points: life.runtime!.seq,
      }
    })
  },
}
