// The value of a secret variable, in the output or in an answer.
import { references } from '../references.ts'
import type { Body } from '../../exchange.ts'
import { onAny, type Rule } from '../rule.ts'

/** What the journal shows in place of a secret. */
const mask = /redacted\{([A-Za-z_]\w*)\}/
/** Names that are told for one version of a function. */
const mostNames = 20

export const secretPrinted: Rule = {
  id: 'secret-printed',
  level: 'breach',
  title: 'Secret given away',
  why: 'Logs are kept for long and read by many, and so are answers. A secret that was in either has to be replaced. The journal shows its name alone; on Lambda nothing masks it.',
  mend: 'Do not log the environment or whole configurations; replace the secret, and keep it in Secrets Manager or in an encrypted parameter.',
  reference: references.variables,
  watch: () => {
    const told = new WeakMap<object, Set<string>>()
    return onAny(['exchange.received', 'process.printed'], ({ event, of }, { fn, exchange }) => {
      const printed = event.type === 'process.printed'
      const text = printed
        ? event.line
        : event.type === 'exchange.received'
          ? answered(event.body, exchange?.endpoint)
          : undefined
      const name = text?.includes('redacted{') ? mask.exec(text)?.[1] : undefined
      if (name === undefined || fn === undefined) return undefined
      const names = told.get(fn.version) ?? new Set()
      told.set(fn.version, names)
      if (names.has(name) || names.size >= mostNames) return undefined
      names.add(name)
      const who = of.extension === undefined ? 'The runtime' : `The extension ${of.extension}`
      return {
        seen: printed
          ? `${who} printed the value of ${name}.`
          : `The ${exchange!.endpoint} holds the value of ${name}.`,
        expected: 'No value of a secret variable in output or answers.',
      }
    })
  },
}

function answered(body: Body, endpoint: string | undefined): string | undefined {
  return (endpoint === 'response' || endpoint === 'error') && body.base64 === undefined ? body.preview : undefined
}
