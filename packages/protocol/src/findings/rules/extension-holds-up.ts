// An extension that keeps its environment busy after each invocation.
import { references } from '../references.ts'
import type { ExtensionFact } from '../facts/facts.ts'
import { firstTime, on, type Rule } from '../rule.ts'
import { inTime } from '../facts/words.ts'

/** After the runtime was done, milliseconds, and how many invocations in a row. */
const longMs = 150
const inARow = 3

export const extensionHoldsUp: Rule = {
  id: 'extension-holds-up',
  level: 'smell',
  title: 'Extension holds up every invocation',
  why: 'An invocation is over when each extension that was told of it has asked again. Until then it is billed, and the next one waits or starts another environment, though the caller has the answer.',
  mend: 'Ask for the next event first and do the work beside it, or gather it and send it at SHUTDOWN.',
  reference: references.extensionsApi,
  watch: () => {
    const first = firstTime()
    const held = new WeakMap<ExtensionFact, number[]>()
    return on('exchange.opened', ({ endpoint, ends }, { fn, extension, invocationOf }, { at }) => {
      if (endpoint !== 'event-next' || ends === undefined || extension === undefined) return undefined
      const done = invocationOf(ends, fn)?.runtimeDone
      const ms = done === undefined ? 0 : at - done.at
      const row = ms < longMs ? [] : [...(held.get(extension) ?? []).slice(1 - inARow), ms]
      held.set(extension, row)
      if (row.length < inARow || !first(extension)) return undefined
      return {
        seen: `${extension.name} asked again ${row.map(inTime).join(', ')} after the runtime was done, in ${inARow} invocations in a row.`,
        expected: 'GET event/next no later than the runtime’s next.',
      }
    })
  },
}
