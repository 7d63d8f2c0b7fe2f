// A call with more than Lambda takes.
import { invokingEndpoints } from '../../endpoints.ts'
import { isHttpCall } from '../../model/caller-words.ts'
import { references } from '../references.ts'
import { on, type Rule } from '../rule.ts'
import { eventPayloadLimit, requestPayloadLimit } from '../../limits.ts'
import { headOf } from '../facts/questions.ts'
import { inBytes } from '../facts/words.ts'

export const requestOverLimit: Rule = {
  id: 'request-over-limit',
  level: 'breach',
  title: 'Event over the limit',
  why: 'Lambda refuses the call with 413, and the function never hears of it. Asynchronous calls may carry a sixth of what synchronous ones may.',
  mend: 'Put large input into S3 and send where it is.',
  reference: references.quotas,
  watch: () =>
    on('exchange.answered', ({ status, refusal }, { exchange }) => {
      if (status !== 413 || exchange === undefined || !invokingEndpoints.has(exchange.endpoint)) return undefined
      // A function may answer 413 itself.
      if (refusal === undefined && isHttpCall(exchange.endpoint)) return undefined
      if (exchange.endpoint === 'http-api')
        return { seen: `${refusal?.message}.`, expected: 'A body that the API takes, and an event of at most 6 MB.' }
      const asynchronous = headOf(exchange.heads, 'x-amz-invocation-type')?.toLowerCase() === 'event'
      const limit = asynchronous ? eventPayloadLimit : requestPayloadLimit
      const bytes = exchange.request?.bytes
      return {
        seen: `The ${asynchronous ? 'asynchronous' : 'synchronous'} call carried ${bytes === undefined ? `more than ${inBytes(limit)}` : inBytes(bytes)}.`,
        expected: `At most ${inBytes(limit)}.`,
      }
    }),
}
