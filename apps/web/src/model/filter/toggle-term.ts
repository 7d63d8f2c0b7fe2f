// Adds a term to a filter, or takes it away: what + and − of a header and the menu of a row do.
import { parseFilter, split } from './parse.ts'

/** Takes the place of its opposite. What the filter asks already still has to hold. */
export function toggleTerm(text: string, term: string): string {
  if ('problem' in parseFilter(text)) return term
  const terms = topTerms(text)
  const opposite = term.startsWith('-') ? term.slice(1) : `-${term}`
  if (terms === undefined) return `(${text.trim()}) ${term}`
  const rest = terms.filter((part) => part !== term && part !== opposite)
  return (terms.includes(term) ? rest : [...rest, term]).join(' ')
}

/** The terms that stand beside each other; undefined where some are alternatives. */
function topTerms(text: string): string[] | undefined {
  const terms: string[] = []
  let depth = 0
  let begins: number | undefined
  for (const { kind, from, to } of split(text)) {
    if (depth === 0 && kind === 'or') return undefined
    begins ??= from
    depth += kind === '(' ? 1 : kind === ')' ? -1 : 0
    if (depth > 0 || kind === 'not') continue
    terms.push(text.slice(begins, to))
    begins = undefined
  }
  return terms
}
