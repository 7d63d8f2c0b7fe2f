// A call that carries nearly as much as Lambda takes.
import { references } from '../references.ts'
import { firstTime, on, type Rule } from '../rule.ts'
import { eventPayloadLimit, requestPayloadLimit } from '../../limits.ts'
import { inBytes, inPercent } from '../facts/words.ts'

/** The part of the limit from which on it is told. */
const near = 0.8

export const requestNearLimit: Rule = {
  id: 'request-near-limit',
  level: 'note',
  title: 'Event near the limit',
  why: 'An event that grows a little more is refused with 413 before the function hears of it.',
  mend: 'Put large input into S3 and send where it is.',
  reference: references.quotas,
  watch: () => {
    const first = firstTime()
    return on('invocation.received', ({ payloadBytes, invocationType }, { fn, invocation }) => {
      const limit = invocationType === 'Event' ? eventPayloadLimit : requestPayloadLimit
      if (payloadBytes < limit * near || fn === undefined || !first(fn.version)) return undefined
      return {
        seen: `The event has ${inBytes(payloadBytes)}, ${inPercent(payloadBytes, limit)} of what a call of this type may carry.`,
        expected: `Well below ${inBytes(limit)}.`,
        points: invocation?.call?.seq,
      }
    })
  },
}
