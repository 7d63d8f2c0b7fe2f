// A second answer for an invocation that has one.
import { references } from '../references.ts'
import { refusedAnswer } from '../refused-answer.ts'
import { on, type Rule } from '../rule.ts'
import { inTime } from '../facts/words.ts'

export const answeredTwice: Rule = {
  id: 'answered-twice',
  level: 'breach',
  title: 'Answered twice',
  why: 'The first answer is what the caller gets; the second is refused and lost. It is mostly a sign that the handler goes on after its end, where it may spoil the next invocation.',
  mend: 'Post one response or one error for each event. Where a handler both returns and fails later, let the first of them win.',
  reference: references.runtimeApi,
  watch: () =>
    on('runtime.refused', (event, facts, { at }) => {
      const refused = refusedAnswer(event, facts)
      if (refused?.mistake !== 'twice') return undefined
      const first = refused.invocation?.answer
      const after = first === undefined ? '' : `, ${inTime(at - first.at)} after the first`
      return {
        seen: `A second answer (POST ${event.call}) came for invocation ${refused.id}${after}, and was refused.`,
        expected: 'One response or one error for each event.',
        ...(first === undefined ? {} : { also: [first.seq] }),
      }
    }),
}
