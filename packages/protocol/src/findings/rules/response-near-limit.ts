// A response that is nearly as large as Lambda takes.
import { references } from '../references.ts'
import { firstTime, on, type Rule } from '../rule.ts'
import { answerLimit } from '../facts/questions.ts'
import { inBytes, inPercent } from '../facts/words.ts'

/** The part of the limit from which on it is told. */
const near = 0.8

export const responseNearLimit: Rule = {
  id: 'response-near-limit',
  level: 'note',
  title: 'Answer near the limit',
  why: 'A result that grows a little more is refused as a whole, and its caller gets Function.ResponseSizeTooLarge.',
  mend: 'Put large results into S3 and answer with where they are, or page them.',
  reference: references.quotas,
  watch: () => {
    const first = firstTime()
    return on('exchange.received', ({ body, tooLarge }, { fn, exchange, invocation }) => {
      if (tooLarge !== undefined || exchange?.endpoint !== 'response') return undefined
      const limit = answerLimit(exchange, invocation)
      if (body.bytes < limit * near || fn === undefined || !first(fn.version)) return undefined
      return {
        seen: `The response has ${inBytes(body.bytes)}, ${inPercent(body.bytes, limit)} of what is allowed.`,
        expected: `Well below ${inBytes(limit)}.`,
      }
    })
  },
}
