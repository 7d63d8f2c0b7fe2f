// A call of an extension that was refused for what it is.
import { references } from '../references.ts'
import type { Life } from '../facts/facts.ts'
import { on, type Rule } from '../rule.ts'

/** Different refusals that are told for one life. */
const mostForOne = 20

export const extensionCallRefused: Rule = {
  id: 'extension-call-refused',
  level: 'breach',
  title: 'Call of an extension refused',
  why: 'A refusal changes nothing: whoever takes it for success waits for events that never come, and an external extension that is not registered keeps Init from its end.',
  mend: 'Send Lambda-Extension-Name with the file’s name when registering, and the Lambda-Extension-Identifier that came back with each further call; look at the status of each answer.',
  reference: references.extensionsApi,
  watch: () => {
    const told = new WeakMap<Life, Set<string>>()
    return on('exchange.answered', ({ status, refusal }, { life, exchange }) => {
      if (exchange?.from !== 'extension' || refusal === undefined || status < 400 || life === undefined)
        return undefined
      // Calls that are too late have a rule of their own.
      if (refusal.errorType.endsWith('Closed')) return undefined
      const key = `${exchange.extension ?? ''} ${exchange.endpoint} ${refusal.errorType}`
      const known = told.get(life) ?? new Set()
      told.set(life, known)
      if (known.has(key) || known.size >= mostForOne) return undefined
      known.add(key)
      return {
        seen: `${exchange.method} ${exchange.endpoint} of ${exchange.extension ?? 'an unknown extension'} was refused with ${refusal.errorType}: ${refusal.message.replace(/\.$/, '')}.`,
        expected: 'A call that is legal at this moment, with the headers that it needs.',
      }
    })
  },
}
