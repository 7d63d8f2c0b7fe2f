// An error whose body is not what callers of Lambda look for.
import { references } from '../references.ts'
import { firstTime, on, type Rule } from '../rule.ts'
import { parsed, wholeText } from '../facts/questions.ts'
import { quoted } from '../facts/words.ts'

export const errorShape: Rule = {
  id: 'error-shape',
  level: 'smell',
  title: 'Error body not Lambda’s shape',
  why: 'The caller gets these bytes as they are. SDKs, Step Functions and the console look for errorMessage and errorType in them, and tell one error from another by those.',
  mend: 'Post {"errorMessage": "…", "errorType": "…", "stackTrace": ["…"]}; the stack trace may be left out.',
  reference: references.runtimeApi,
  watch: () => {
    const first = firstTime()
    return on('exchange.received', ({ body }, { fn, exchange }) => {
      const endpoint = exchange?.endpoint
      if (endpoint !== 'error' && endpoint !== 'init-error' && endpoint !== 'restore-error') return undefined
      const text = wholeText(body)
      if (text === undefined && body.base64 === undefined) return undefined
      const wrong = text === undefined ? 'is not text' : wrongIn(text)
      if (wrong === undefined || fn === undefined || !first(fn.version)) return undefined
      return {
        seen: `The body of the error ${wrong}${text === undefined || text === '' ? '' : `: ${quoted(text)}`}.`,
        expected: 'A JSON object with the strings errorMessage and errorType.',
      }
    })
  },
}

function wrongIn(text: string): string | undefined {
  if (text === '') return 'is empty'
  const json = parsed(text)
  if (json === undefined) return 'is not JSON'
  if (typeof json.value !== 'object' || json.value === null || Array.isArray(json.value)) return 'is not a JSON object'
  const lacks = ['errorMessage', 'errorType'].filter(
    (member) => typeof (json.value as Record<string, unknown>)[member] !== 'string',
  )
  return lacks.length === 0 ? undefined : `has no string ${lacks.join(' and no string ')}`
}
