// Indents JSON without reading its values: numbers keep their digits, and a text that breaks off is indented as far as it goes.
import { isJson } from './is-json.ts'

/** A string, as far as it goes; a mark; or anything else up to the next of these. */
const token = /"[^"\\]*(?:\\[\s\S][^"\\]*)*(?:"|\\?$)|[[\]{},:]|[^\s"[\]{},:]+/g

/** `partial`: the text is the beginning of a longer one. A text that is no JSON comes back as it is. */
export function indentJson(text: string, partial = false): string {
  if (!/^\s*[[{]/.test(text) || (!partial && !isJson(text))) return text
  const parts: string[] = []
  let depth = 0
  let before = ''
  for (const [part] of text.matchAll(token)) {
    const opens = before === '{' || before === '['
    if (part === '}' || part === ']') {
      depth -= 1
      if (!opens) parts.push(lineAt(depth))
    } else if (opens || before === ',') parts.push(lineAt(depth))
    parts.push(part === ':' ? ': ' : part)
    if (part === '{' || part === '[') depth += 1
    before = part
  }
  return parts.join('')
}

function lineAt(depth: number): string {
  return `\n${'  '.repeat(Math.max(0, depth))}`
}
