// The clock was set while somebody counted on it.
import { references } from '../references.ts'
import { on, type Rule } from '../rule.ts'
import { inId, inTime } from '../facts/words.ts'

export const clockStepped: Rule = {
  id: 'clock-stepped',
  level: 'note',
  title: 'Clock stepped during an invocation',
  why: 'Lambda-Runtime-Deadline-Ms is a time of the clock. When that is set, or the machine slept, a runtime sees more or less time left than there is, and durations of this invocation are not to be trusted.',
  mend: 'Invoke once more. Where it happens often, look at how the machine keeps its time.',
  reference: references.runtimeApi,
  watch: () =>
    on('clock.stepped', ({ byMs }, { functions }) =>
      [...functions.values()].flatMap((fn) => {
        const underWay = [...fn.underWay.values()].filter(({ dispatched }) => dispatched !== undefined)
        const [invocation] = underWay
        if (invocation === undefined) return []
        const others = underWay.length === 1 ? '' : ` and ${underWay.length - 1} more of ${fn.name}`
        return {
          seen: `The clock moved ${byMs < 0 ? 'back' : 'ahead'} by ${inTime(Math.abs(byMs))} during invocation ${inId(invocation.id)}${others}.`,
          expected: 'A clock that runs evenly.',
          points: invocation.call?.seq ?? invocation.seq,
          of: {
            function: fn.name,
            invocation: invocation.id,
            ...(invocation.life === undefined ? {} : { environment: invocation.life.environment.name }),
          },
        }
      }),
    ),
}
