// An extension that registers, or subscribes to telemetry, when the time for it is over.
import { references } from '../references.ts'
import { on, type Rule } from '../rule.ts'
import { inTime } from '../facts/words.ts'

export const registeredTooLate: Rule = {
  id: 'registered-too-late',
  level: 'breach',
  title: 'Registered too late',
  why: 'Registration closes with the runtime’s first next, and subscriptions to telemetry with the end of Init. What comes later is refused for as long as the environment lives, and the extension never hears of anything.',
  mend: 'Register at the start of the program, before the runtime asks for its first event; subscribe right after that.',
  reference: references.extensionsApi,
  watch: () =>
    on('exchange.answered', ({ refusal }, { life, exchange }, { at }) => {
      if (exchange?.from !== 'extension' || refusal === undefined) return undefined
      if (!/\.(?:Registration|Subscription)Closed$/.test(refusal.errorType)) return undefined
      const what = exchange.endpoint === 'register' ? 'registered' : 'subscribed to telemetry'
      const first = life?.firstNext
      const late = first === undefined ? 'too late' : `${inTime(at - first.at)} after the runtime’s first next`
      return {
        seen: `${exchange.extension ?? 'An extension'} ${what} ${late}, and was refused with ${refusal.errorType}.`,
        expected: 'A registration before the runtime’s first next, and a subscription before the end of Init.',
        ...(first === undefined ? {} : { also: [first.seq] }),
      }
    }),
}
