// A response that is larger than Lambda takes.
import { references } from '../references.ts'
import { on, type Rule } from '../rule.ts'
import { answerLimit } from '../facts/questions.ts'
import { inBytes } from '../facts/words.ts'

export const responseOverLimit: Rule = {
  id: 'response-over-limit',
  level: 'breach',
  title: 'Answer over the limit',
  why: 'The runtime gets 413, and the caller gets Function.ResponseSizeTooLarge instead of the result. The work was done for nothing.',
  mend: 'Put large results into S3 and answer with where they are, or page them; a streamed response may be larger.',
  reference: references.quotas,
  watch: () =>
    on('exchange.received', ({ body, tooLarge }, { exchange, invocation }) => {
      if (tooLarge === undefined || exchange?.from !== 'runtime') return undefined
      const limit = answerLimit(exchange, invocation)
      return {
        seen: `The ${exchange.endpoint} has ${inBytes(body.bytes)}, ${(body.bytes - limit).toLocaleString('en')} bytes too many.`,
        expected: `At most ${inBytes(limit)}.`,
      }
    }),
}
