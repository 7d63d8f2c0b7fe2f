// An answer with the mark of a character that could not be read.
import { bodyPreviewLimit } from '../../limits.ts'
import { references } from '../references.ts'
import { firstTime, on, type Rule } from '../rule.ts'

const mark = /\uFFFD|\\ufffd/i

export const replacementCharacter: Rule = {
  id: 'replacement-character',
  level: 'smell',
  title: 'U+FFFD in an answer',
  why: 'This character stands where bytes were no UTF-8. Something on the way was decoded in the wrong encoding, or a character was cut in two between chunks; what it was is lost.',
  mend: 'Read the event as bytes to its end and decode it once, as UTF-8; do the same with every other source of text.',
  reference: references.synchronous,
  watch: () => {
    const first = firstTime()
    return on('exchange.received', ({ body }, { fn, exchange, invocation }) => {
      if (exchange?.endpoint !== 'response' || body.base64 === true || !mark.test(body.preview)) return undefined
      const event = invocation?.event
      // What came in so may go out so.
      if (event === undefined || event.bytes > bodyPreviewLimit || mark.test(event.preview)) return undefined
      if (fn === undefined || !first(fn.version)) return undefined
      const at = body.preview.search(mark)
      return {
        seen: `The response has U+FFFD, the replacement character, at position ${at}; the event has none.`,
        expected: 'Characters that survive the way through the function.',
        ...(invocation?.delivery === undefined ? {} : { also: [invocation.delivery.seq] }),
      }
    })
  },
}
