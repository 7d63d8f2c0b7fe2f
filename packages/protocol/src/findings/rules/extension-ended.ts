// An extension that ends while its environment lives.
import { references } from '../references.ts'
import { on, type Rule } from '../rule.ts'
import { inHow, inTime } from '../facts/words.ts'

export const extensionEnded: Rule = {
  id: 'extension-ended',
  level: 'breach',
  title: 'Extension ended by itself',
  why: 'An extension that ends takes its environment with it: the invocation at hand, or the next one, fails with Extension.Crash, and all of it is started again.',
  mend: 'Keep the loop of event/next until SHUTDOWN comes, and catch what goes wrong in between. Where it cannot go on, report exit/error before the exit.',
  reference: references.extensionsApi,
  watch: () =>
    on('process.exited', (event, { life, process, extension }, { at }) => {
      if (life === undefined || process?.extension === undefined) return undefined
      if (process.signalled !== undefined || life.ending !== undefined) return undefined
      if (extension?.state === 'InitError' || extension?.state === 'ExitError') return undefined
      return {
        seen: `${process.extension} ended ${inHow(event)} after ${inTime(at - process.at)}, while its environment lived.`,
        expected: 'An extension that lives as long as its environment.',
        points: process.seq,
      }
    }),
}
