// What can be written next in a filter: a field, or a value of the field before the cursor.
import { headerMeanings } from '@playground/protocol'
import { fields } from './fields.ts'
import { closingQuote } from './quotation.ts'

/** `insert` stands in for the characters from `from` up to the cursor. */
export type Completion = { insert: string; help: string; from: number }

/** At most eight, best first; none inside a quotation. */
export function completions(text: string, cursor: number): Completion[] {
  const before = text.slice(0, cursor)
  if (inQuotation(before)) return []
  const from = Math.max(...[' ', '(', ')', '|'].map((mark) => before.lastIndexOf(mark))) + 1
  const word = before.slice(from).replace(/^[-!]+/, '')
  const start = cursor - word.length
  const colon = word.indexOf(':')
  if (colon < 0) {
    const typed = word.toLowerCase()
    return Object.entries(fields)
      .filter(([name]) => name.startsWith(typed) && name !== typed)
      .slice(0, 8)
      .map(([name, { help }]) => ({ insert: `${name}:`, help, from: start }))
  }
  const name = word.slice(0, colon).toLowerCase()
  const typed = word.slice(colon + 1).toLowerCase()
  const values = name === 'header' ? Object.keys(headerMeanings) : (fields[name]?.values ?? [])
  return values
    .filter((value) => value.toLowerCase().startsWith(typed) && value.toLowerCase() !== typed)
    .slice(0, 8)
    .map((value) => ({
      insert: value,
      help: (name === 'header' ? headerMeanings[value] : undefined) ?? '',
      from: start + colon + 1,
    }))
}

function inQuotation(text: string): boolean {
  for (let open = text.indexOf('"'); open >= 0;) {
    const close = closingQuote(text, open)
    if (close < 0) return true
    open = text.indexOf('"', close + 1)
  }
  return false
}
