// A runtime that answered, and did not ask for more before the deadline.
import { references } from '../references.ts'
import { on, type Rule } from '../rule.ts'
import { inId, inTime } from '../facts/words.ts'

export const didNotAskAgain: Rule = {
  id: 'did-not-ask-again',
  level: 'breach',
  title: 'Answered, but did not ask again',
  why: 'Only the next next ends an invocation. The caller has the answer, but the environment stays busy and is billed until the time-out, and is ended then.',
  mend: 'Ask for the next event right after each answer. Work that must go on after it belongs before it, or into another invocation.',
  reference: references.runtimeApi,
  watch: () =>
    on('deadline.fired', (event, { invocation }, { at }) => {
      if (event.for !== 'invoke' || invocation?.answered === undefined) return undefined
      if (invocation.runtimeDone !== undefined) return undefined
      return {
        seen: `The runtime answered invocation ${inId(invocation.id)}, and had not asked again ${inTime(at - invocation.answered.at)} later, when the deadline passed.`,
        expected: 'GET next right after the answer.',
        points: invocation.answer?.seq,
      }
    }),
}
