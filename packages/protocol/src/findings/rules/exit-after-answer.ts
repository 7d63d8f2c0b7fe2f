// A runtime that ends after its answer instead of asking for the next event.
import { references } from '../references.ts'
import { exitByItself } from '../exit.ts'
import { on, type Rule } from '../rule.ts'

export const exitAfterAnswer: Rule = {
  id: 'exit-after-answer',
  level: 'breach',
  title: 'Ended after its answer',
  why: 'A runtime lives as long as its environment. One that ends after each answer makes every call a cold one, with Init inside the invocation and its time-out.',
  mend: 'Ask for the next event in a loop, and leave the end of the process to Lambda.',
  reference: references.customRuntime,
  watch: () => {
    // How many lives of a function ended so since one of them served a second invocation.
    const inTurn = new WeakMap<object, number>()
    return on('process.exited', (event, facts) => {
      const exit = exitByItself(event, facts)
      const { fn, life } = facts
      if (exit?.moment !== 'answered' || fn === undefined) return undefined
      const count = (life?.served ?? 0) > 0 ? 1 : (inTurn.get(fn.version) ?? 0) + 1
      inTurn.set(fn.version, count)
      const so = count > 1 ? ` That is ${count} times in a row, each after its first invocation.` : ''
      return {
        seen: `The runtime answered invocation ${exit.invocation?.id ?? ''}, and ended ${exit.how} instead of asking for the next event.${so}`,
        expected: 'GET next after each answer.',
        points: exit.invocation?.answer?.seq ?? exit.started,
      }
    })
  },
}
