// An external extension that keeps Init waiting for its registration.
import { references } from '../references.ts'
import { firstTime, onAny, type Rule } from '../rule.ts'
import { initRanOut } from '../facts/questions.ts'
import { inTime } from '../facts/words.ts'

export const extensionNeverRegistered: Rule = {
  id: 'extension-never-registered',
  level: 'breach',
  title: 'Extension never registered',
  why: 'Each executable file in /opt/extensions is an extension, and the runtime is not started before all of them have registered. One that does not takes the whole of Init with it.',
  mend: 'Register first, before anything that takes long. What is no extension does not belong into extensions/.',
  reference: references.extensionsApi,
  watch: () => {
    const first = firstTime()
    return onAny(['deadline.fired', 'environment.init-ended'], (entry, { life }) => {
      const { at, of } = entry
      if (life === undefined) return undefined
      return [...life.extensions.values()]
        .filter((extension) => extension.external && extension.state === 'Started')
        .filter((extension) => initRanOut(entry, life, extension.at) && first(extension))
        .map((extension) => ({
          seen: `${extension.name} ran for ${inTime(at - extension.at)} and did not register.`,
          expected: 'POST /2020-01-01/extension/register at the start of the program.',
          points: extension.seq,
          of: { ...of, extension: extension.name },
        }))
    })
  },
}
