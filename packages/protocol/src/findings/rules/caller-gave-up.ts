// A caller that hung up before the function had answered.
import { invokingEndpoints } from '../../endpoints.ts'
import { references } from '../references.ts'
import { firstTime, on, type Rule } from '../rule.ts'
import { inTime } from '../facts/words.ts'

export const callerGaveUp: Rule = {
  id: 'caller-gave-up',
  level: 'note',
  title: 'Caller gave up',
  why: 'The invocation goes on and is billed, though nobody waits for its result. A client that then calls again has the function do the work twice.',
  mend: 'Give the client a longer time-out than the function has, and turn off its own retries; or call asynchronously.',
  reference: references.synchronous,
  watch: () => {
    const first = firstTime()
    return on('exchange.closed', ({ how }, { fn, exchange, invocation }, { at }) => {
      if (
        how !== 'hung-up' ||
        exchange === undefined ||
        !invokingEndpoints.has(exchange.endpoint) ||
        (exchange.answered !== undefined && exchange.streams === undefined)
      )
        return undefined
      if (fn === undefined || invocation === undefined || !first(fn.version)) return undefined
      const limit = fn.definition?.timeoutSeconds
      return {
        seen: `The caller hung up ${exchange.streams ? 'in the middle of the response, ' : ''}after ${inTime(at - exchange.at)}${limit === undefined ? '' : `; the function may take ${limit} s`}.`,
        expected: 'A caller that waits for the answer.',
      }
    })
  },
}
