// An error in the middle of a streamed response that is written into its body.
import { references } from '../references.ts'
import { firstTime, on, type Rule } from '../rule.ts'
import { streams } from '../facts/questions.ts'
import { quoted } from '../facts/words.ts'

/** As the Rust runtime writes it. */
const written = /Lambda-Runtime-Function-Error-Type: *([^\r\n]*)\r?\n/

export const errorInBody: Rule = {
  id: 'error-in-body',
  level: 'breach',
  title: 'Error in the body of a stream',
  why: 'What is in the body is the response. Lambda takes it for a success, and the caller gets the error as text between its data.',
  mend: 'Announce Lambda-Runtime-Function-Error-Type and -Error-Body in the head Trailer, and send them after the last chunk of the body. Some versions of the Rust runtime client write them as a chunk: catch errors of the stream in the function there.',
  reference: references.streaming,
  watch: () => {
    const first = firstTime()
    return on('exchange.piece', ({ side, body }, { exchange }) => {
      if (side !== 'request' || exchange?.endpoint !== 'response' || !streams(exchange) || body.base64) return undefined
      const found = written.exec(body.preview)
      if (found === null || !first(exchange)) return undefined
      return {
        seen: `The streamed response says Lambda-Runtime-Function-Error-Type: ${quoted(found[1]!)} within its body.`,
        expected: 'Trailers after the body.',
      }
    })
  },
}
