// A runtime that asks for work before it has answered gets the same event again.
import { references } from '../references.ts'
import { on, type Rule } from '../rule.ts'
import { inId, inTime } from '../facts/words.ts'

export const eventHandedOutAgain: Rule = {
  id: 'event-handed-out-again',
  level: 'breach',
  title: 'Event handed out again',
  why: 'A next before the answer does not skip the event: it brings the same one, with the same id and the same deadline. A runtime that goes on after a failure without posting an error works in a circle until the time-out.',
  mend: 'Post a response or an error for each event before the next one is asked for, also where the handler threw.',
  reference: references.runtimeApi,
  watch: () =>
    on('exchange.answered', ({ again }, { exchange, invocation }) => {
      if (again === undefined || exchange === undefined || invocation === undefined) return undefined
      const first = invocation.delivery
      // It was lost on its way: that the runtime gets it once more is no fault of this call.
      if (first === undefined || first === exchange || first.closed !== undefined) return undefined
      const since =
        first.answered === undefined ? '' : ` ${inTime(exchange.at - first.answered.at)} after it had the event,`
      return {
        seen: `The runtime asked for work${since} without having answered, and got invocation ${inId(invocation.id)} again.`,
        expected: 'A response or an error first, then next.',
        also: [first.seq],
      }
    }),
}
