// An answer that is not what its content type says.
import { references } from '../references.ts'
import { firstTime, on, type Rule } from '../rule.ts'
import { headOf, parsed, wholeText } from '../facts/questions.ts'
import { quoted } from '../facts/words.ts'

/** Only what says of itself that it is JSON or text is judged: curl calls everything a form, and Lambda takes any type. */
export const contentTypeMismatch: Rule = {
  id: 'content-type-mismatch',
  level: 'smell',
  title: 'Not what its content type says',
  why: 'Lambda passes the bytes on as application/json without a look. SDKs then fail to parse them in the caller, far from the mistake.',
  mend: 'Serialise the result as JSON (a string needs its quotes), encode binary data as base64 within it, or say application/octet-stream.',
  reference: references.synchronous,
  watch: () => {
    const first = firstTime()
    return on('exchange.received', ({ body, tooLarge }, { fn, exchange }) => {
      if (exchange?.from !== 'runtime' || tooLarge !== undefined) return undefined
      if (exchange.endpoint !== 'response' && exchange.endpoint !== 'error') return undefined
      const type = headOf(exchange.heads, 'content-type') ?? ''
      const isJson = /[/+]json\b/i.test(type)
      if (!isJson && !/^text\//i.test(type)) return undefined
      const charset = /charset="?([\w-]+)/i.exec(type)?.[1]?.toLowerCase() ?? 'utf-8'
      const text = wholeText(body)
      const notText = body.base64 === true && (isJson || charset === 'utf-8')
      const notJson = isJson && text !== undefined && parsed(text) === undefined
      if ((!notText && !notJson) || fn === undefined || !first(fn.version)) return undefined
      const is = notText
        ? `holds ${body.bytes} bytes that are no UTF-8`
        : text === ''
          ? 'is empty'
          : `is ${quoted(text!)}`
      return {
        seen: `The ${exchange.endpoint} says ${type}, and ${is}.`,
        expected: isJson ? 'A JSON text in UTF-8.' : 'Text in the encoding that its type names.',
      }
    })
  },
}
