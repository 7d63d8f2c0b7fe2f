// Quotations in a filter: what keeps spaces and parentheses together. A backslash keeps a quote within it.

/** Where the quotation that opens at a place is closed; -1 if it is not. */
export function closingQuote(text: string, open: number): number {
  for (let at = open + 1; at < text.length; at += 1) {
    if (text[at] === '"') return at
    if (text[at] === '\\' && (text[at + 1] === '"' || text[at + 1] === '\\')) at += 1
  }
  return -1
}

/** A text as one term of a filter. */
export function quoted(text: string): string {
  return /^[^\s()|"]+$/.test(text) ? text : `"${text.replaceAll(/["\\]/g, '\\$&')}"`
}

/** What the quotations of a term hold, and what stands beside them. */
export function unquoted(text: string): string {
  return text.replaceAll(/"((?:\\["\\]|[^"])*)"/g, (_, inner: string) => inner.replaceAll(/\\(["\\])/g, '$1'))
}
