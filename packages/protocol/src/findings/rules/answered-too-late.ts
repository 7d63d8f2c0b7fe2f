// An answer for an invocation that timed out before.
import { references } from '../references.ts'
import { refusedAnswer } from '../refused-answer.ts'
import { on, type Rule } from '../rule.ts'
import { inTime } from '../facts/words.ts'

export const answeredTooLate: Rule = {
  id: 'answered-too-late',
  level: 'breach',
  title: 'Answered after the time-out',
  why: 'The caller was told of the time-out already, and nobody gets this answer. On Lambda the process is mostly killed before it comes so far: work that was half done stays half done.',
  mend: 'Stop work in time by Lambda-Runtime-Deadline-Ms, or give the function a longer time-out.',
  reference: references.timeout,
  watch: () =>
    on('runtime.refused', (event, facts, { at }) => {
      const refused = refusedAnswer(event, facts)
      if (refused?.mistake !== 'late') return undefined
      const deadline = refused.invocation?.dispatched?.deadline
      const late = deadline === undefined ? 'after its deadline' : `${inTime(at - deadline)} after its deadline`
      const answered = refused.invocation?.answered
      return {
        seen: `The answer for invocation ${refused.id} came ${late}, and was refused.`,
        expected: 'An answer before the deadline that came with the event.',
        ...(answered === undefined ? {} : { also: [answered.seq] }),
      }
    }),
}
