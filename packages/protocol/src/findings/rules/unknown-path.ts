// A call to a path that the APIs of Lambda do not have.
import { references } from '../references.ts'
import type { Life } from '../facts/facts.ts'
import { on, type Rule } from '../rule.ts'
import { quoted } from '../facts/words.ts'

/** Different calls that are told for one life. */
const mostForOne = 20

export const unknownPath: Rule = {
  id: 'unknown-path',
  level: 'breach',
  title: 'Unknown path',
  why: 'The answer is 404 and a line of text. A client that takes that for an event, or for an accepted answer, works on nothing.',
  mend: 'Use the paths of the reference to the letter, with the version in front, no slash at the end, and the id as it came.',
  reference: references.runtimeApi,
  watch: () => {
    const told = new WeakMap<Life, Set<string>>()
    return on('exchange.answered', ({ status }, { exchange, life }) => {
      if (status !== 404 || exchange?.endpoint !== 'unknown') return undefined
      const { method, target } = exchange
      if (life !== undefined) {
        const known = told.get(life) ?? new Set()
        told.set(life, known)
        if (known.has(`${method} ${target}`) || known.size >= mostForOne) return undefined
        known.add(`${method} ${target}`)
      }
      return { seen: `${method} ${quoted(target, 120)} was answered with 404.`, expected: expectedOf(target) }
    })
  },
}

function expectedOf(target: string): string {
  if (target.includes('/restore/')) return 'No restore calls unless the function uses SnapStart.'
  if (/.\/$/.test(target)) return 'The same path without the slash at its end.'
  if (!/^\/\d{4}-\d\d-\d\d\//.test(target))
    return 'A path that begins with the version, such as /2018-06-01/runtime/invocation/next.'
  return 'A path of the Runtime API (/2018-06-01/runtime/…), the Extensions API or the Telemetry API.'
}
