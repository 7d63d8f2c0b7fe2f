// An invocation that timed out while the runtime was at work on it.
import { references } from '../references.ts'
import { on, type Rule } from '../rule.ts'
import { isInInit } from '../facts/questions.ts'
import { inSign, inTime } from '../facts/words.ts'

export const deadlineMissed: Rule = {
  id: 'deadline-missed',
  level: 'breach',
  title: 'Deadline ignored',
  why: 'At the deadline the caller gets a time-out and every process of the environment is ended, whatever it was doing. The next invocation starts it again.',
  mend: 'Give what the handler waits for a time-out of its own, shorter than what Lambda-Runtime-Deadline-Ms leaves, and answer with an error in time.',
  reference: references.timeout,
  watch: () =>
    on('deadline.fired', (event, { invocation, life }) => {
      if (event.for !== 'invoke' || invocation === undefined || invocation.answered !== undefined) return undefined
      const { dispatched, delivery } = invocation
      if (life === undefined || dispatched === undefined || isInInit(life)) return undefined
      const { deadline, at: begun } = dispatched
      const { sign } = life
      const last =
        sign === undefined || sign.at < begun
          ? 'It gave no sign of life after it had the event.'
          : `Its last sign of life was ${inSign(sign)}, ${inTime(Math.max(0, deadline - sign.at))} before the deadline.`
      return {
        seen: `No answer came within ${inTime(deadline - begun)}. ${last}`,
        expected: 'A response or an error before the deadline.',
        points: delivery?.seq,
        ...(sign === undefined || sign.at < begun ? {} : { also: [sign.seq] }),
      }
    }),
}
