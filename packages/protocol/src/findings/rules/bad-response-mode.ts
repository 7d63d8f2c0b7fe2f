// A response that announces a mode which does not exist.
import { references } from '../references.ts'
import { on, type Rule } from '../rule.ts'
import { headOf } from '../facts/questions.ts'
import { quoted } from '../facts/words.ts'

export const badResponseMode: Rule = {
  id: 'bad-response-mode',
  level: 'breach',
  title: 'Unknown response mode',
  why: 'The value is compared to the letter. Anything but “streaming” uses the answer up: the caller gets a function error with an empty body, and the response cannot be sent again.',
  mend: 'Send Lambda-Runtime-Function-Response-Mode: streaming in lower case, or leave the header out.',
  reference: references.customRuntime,
  watch: () =>
    on('runtime.refused', ({ rule }, { exchange }) => {
      if (rule !== 'response-mode') return undefined
      const mode = headOf(exchange?.heads ?? [], 'lambda-runtime-function-response-mode') ?? ''
      return {
        seen: `Lambda-Runtime-Function-Response-Mode was ${quoted(mode)}.`,
        expected: 'streaming, in lower case, or no such header.',
      }
    }),
}
