// A runtime that hung up while an event was on its way to it.
import { references } from '../references.ts'
import { on, type Rule } from '../rule.ts'

export const deliveryLost: Rule = {
  id: 'delivery-lost',
  level: 'breach',
  title: 'Hung up on an event',
  why: 'The event was sent into a connection that the runtime had closed. The invocation waits until the runtime asks again, and its time runs meanwhile.',
  mend: 'Keep the request for next open without a time limit, and read its answer to the end.',
  reference: references.runtimeApi,
  watch: () =>
    on('exchange.closed', ({ how }, { exchange, life }) => {
      const delivered = exchange?.answered?.delivers
      if (how !== 'hung-up' || delivered === undefined || exchange?.endpoint !== 'next') return undefined
      if (life?.ending !== undefined || life?.runtime?.exited !== undefined) return undefined
      return {
        seen: `The runtime hung up before the event of invocation ${delivered} had reached it.`,
        expected: 'A next that stays open until its answer was read.',
      }
    }),
}
