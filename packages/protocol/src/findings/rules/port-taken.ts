// A process that ended because another environment has its port.
import { portTakenIn } from '../../model/port-taken.ts'
import type { ProcessFact } from '../facts/facts.ts'
import { references } from '../references.ts'
import { onAny, type Rule } from '../rule.ts'
import { inHow } from '../facts/words.ts'

export const portTaken: Rule = {
  id: 'port-taken',
  level: 'note',
  title: 'Port taken by another environment',
  why: 'On Lambda each environment has a network of its own. Here they share this machine’s, so that two of one function cannot listen on the same port; there it would work.',
  mend: 'Listen on a free port (0) where it can be chosen, or set "concurrency" to 1 in function.json.',
  reference: references.lifecycle,
  watch: () => {
    const ports = new WeakMap<ProcessFact, { seq: number; port: number | undefined }>()
    return onAny(['process.exited', 'process.printed'], ({ seq, event, of }, { fn, process, environment }) => {
      if (process === undefined || fn === undefined) return undefined
      if (event.type === 'process.printed') {
        const taken = portTakenIn(event.line)
        if (taken !== undefined) ports.set(process, { seq, port: taken.port })
        return undefined
      }
      const taken = event.type === 'process.exited' ? ports.get(process) : undefined
      if (taken === undefined || event.type !== 'process.exited' || process.signalled !== undefined) return undefined
      const other = [...fn.environments.values()].find(
        (one) => one !== environment && one.life.runtime?.exited === undefined,
      )
      if (other === undefined) return undefined
      const who = of.extension === undefined ? 'The runtime' : `The extension ${of.extension}`
      return {
        seen: `${who} found ${taken.port === undefined ? 'its port' : `port ${taken.port}`} in use while environment ${other.number} lives, and ended ${inHow(event)}.`,
        expected: 'A port of its own for each environment.',
        points: taken.seq,
        also: [other.seq],
      }
    })
  },
}
