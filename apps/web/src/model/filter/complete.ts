// What can be written next in a filter: a field, or a value of the field before the cursor.
import { fields } from './fields.ts'

/** `insert` stands in for the characters from `from` up to the cursor. */
export type Completion = { insert: string; help: string; from: number }

/** At most eight, best first; none inside a quotation. */
export function completions(text: string, cursor: number): Completion[] {
  const before = text.slice(0, cursor)
  if (before.split('"').length % 2 === 0) return []
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
  const field = fields[word.slice(0, colon).toLowerCase()]
  const typed = word.slice(colon + 1).toLowerCase()
  return (field?.values ?? [])
    .filter((value) => value.toLowerCase().startsWith(typed) && value.toLowerCase() !== typed)
    .slice(0, 8)
    .map((value) => ({ insert: value, help: '', from: start + colon + 1 }))
}

/** Adds a term to a filter, or takes it away where it stands already. */
export function toggleTerm(text: string, term: string): string {
  const parts = text.split(/\s+/).filter((part) => part !== '')
  const rest = parts.filter((part) => part !== term)
  return (rest.length === parts.length ? [...parts, term] : rest).join(' ')
}
