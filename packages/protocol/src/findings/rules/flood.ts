// An invocation that prints a great deal.
import { references } from '../references.ts'
import { firstTime, on, type Rule } from '../rule.ts'
import { inId } from '../facts/words.ts'

/** Lines of one invocation from which on it is told. */
const many = 1000

export const flood: Rule = {
  id: 'flood',
  level: 'note',
  title: 'Very much output',
  why: 'Logs are paid for by size, often more than the function itself, and the pipe holds the handler up when it writes faster than they are taken. Extensions may lose what comes too fast.',
  mend: 'Log less at the usual level; logLevel with logFormat JSON leaves the rest out until it is needed.',
  reference: references.logs,
  watch: () => {
    const first = firstTime()
    return on('process.printed', (_, { fn, invocation }) => {
      if (invocation?.printed !== many || fn === undefined || !first(fn.version)) return undefined
      return {
        seen: `Invocation ${inId(invocation.id)} has printed ${many.toLocaleString('en')} lines, and goes on.`,
        expected: 'A few lines for each invocation.',
        points: invocation.delivery?.seq,
      }
    })
  },
}
