// A response that broke off before it was whole.
import { references } from '../references.ts'
import { on, type Rule } from '../rule.ts'
import { headOf } from '../facts/questions.ts'

export const truncatedAnswer: Rule = {
  id: 'truncated-answer',
  level: 'breach',
  title: 'Answer broke off',
  why: 'The caller gets Runtime.TruncatedResponse in place of the result, and the invocation counts as failed though the handler may have succeeded.',
  mend: 'Send as many bytes as Content-Length says (bytes, not characters), or end chunked bodies with their last chunk; do not close the connection before.',
  reference: references.runtimeApi,
  watch: () =>
    on('runtime.refused', ({ rule }, { exchange }) => {
      if (rule !== 'truncated') return undefined
      const announced = headOf(exchange?.heads ?? [], 'content-length')
      const came = exchange?.request?.bytes
      const figures =
        announced === undefined || came === undefined
          ? 'before its end'
          : `after ${came} of the ${announced} bytes that Content-Length announced`
      return { seen: `The connection of the response ended ${figures}.`, expected: 'A response that comes whole.' }
    }),
}
