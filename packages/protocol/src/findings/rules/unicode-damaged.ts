// A function that gives back a word of its event, with its letters damaged.
import { references } from '../references.ts'
import { firstTime, on, type Rule } from '../rule.ts'
import { wholeText } from '../facts/questions.ts'

/** Words of an event that are looked for. */
const mostWords = 50
const word = /[\w-]*[^\0-\x7F][\w\u0080-\u{10FFFF}-]*/gu

export const unicodeDamaged: Rule = {
  id: 'unicode-damaged',
  level: 'smell',
  title: 'Letters damaged on their way',
  why: 'Event and response are UTF-8. A runtime or a library that takes the bytes for another encoding changes every letter beyond ASCII, in a way that tests with plain English never show.',
  mend: 'Decode the event as UTF-8 and encode the answer as UTF-8; set the locale (LANG) where a language goes by it.',
  reference: references.synchronous,
  watch: () => {
    const first = firstTime()
    return on('exchange.received', ({ body }, { fn, exchange, invocation }) => {
      if (exchange?.endpoint !== 'response') return undefined
      const event = wholeText(invocation?.event)
      const response = wholeText(body)
      if (event === undefined || response === undefined || event === response) return undefined
      for (const [given] of [...event.matchAll(word)].slice(0, mostWords)) {
        const became = damageOf(given, response)
        if (became === undefined) continue
        if (fn === undefined || !first(fn.version)) return undefined
        return {
          seen: `“${given}” in the event became “${became}” in the response.`,
          expected: `“${given}”, or its JSON escape.`,
          ...(invocation?.delivery === undefined ? {} : { also: [invocation.delivery.seq] }),
        }
      }
      return undefined
    })
  },
}

/** What became of a word; undefined where it is there as it was, or not there at all. */
function damageOf(given: string, response: string): string | undefined {
  const escaped = Array.from(given, escape).join('')
  if (response.includes(given) || response.toLowerCase().includes(escaped.toLowerCase())) return undefined
  const bytes = [...new TextEncoder().encode(given)]
  const asLatin1 = bytes.map((byte) => String.fromCharCode(byte)).join('')
  const forms = [asLatin1]
  // Without letters around it, a question mark proves nothing.
  if ((given.match(/\w/g) ?? []).length >= 2)
    for (const mark of ['?', '\uFFFD'])
      forms.push(
        bytes.map((byte) => (byte < 0x80 ? String.fromCharCode(byte) : mark)).join(''),
        Array.from(given, (character) => (character < '\x80' ? character : mark)).join(''),
      )
  return forms.find((form) => response.includes(form))
}

/** `\u00eb` for each unit of a character beyond ASCII. */
function escape(character: string): string {
  if (character < '\x80') return character
  return [...Array(character.length).keys()]
    .map((index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`)
    .join('')
}
