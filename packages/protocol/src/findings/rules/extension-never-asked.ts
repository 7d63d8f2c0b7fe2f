// An extension that registered, and never asked for its first event.
import { references } from '../references.ts'
import { firstTime, onAny, type Rule } from '../rule.ts'
import { initRanOut } from '../facts/questions.ts'
import { inTime } from '../facts/words.ts'

export const extensionNeverAsked: Rule = {
  id: 'extension-never-asked',
  level: 'breach',
  title: 'Extension registered and never asked',
  why: 'Init is over when the runtime and every extension have asked for their first event. An extension that only registers holds up all of them until the limit.',
  mend: 'Call GET /2020-01-01/extension/event/next as soon as the extension is ready, also where it wants no events.',
  reference: references.extensionsApi,
  watch: () => {
    const first = firstTime()
    return onAny(['deadline.fired', 'environment.init-ended'], (entry, { life }) => {
      const { at, of } = entry
      if (life === undefined) return undefined
      return [...life.extensions.values()]
        .filter((extension) => extension.state === 'Registered')
        .filter((extension) => initRanOut(entry, life, extension.since) && first(extension))
        .map((extension) => ({
          seen: `${extension.name} registered, and had not asked for its first event ${inTime(at - extension.since)} later.`,
          expected: 'GET event/next at the end of its own preparation.',
          points: extension.seq,
          of: { ...of, extension: extension.name },
        }))
    })
  },
}
