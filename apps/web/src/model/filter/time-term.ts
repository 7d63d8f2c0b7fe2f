// The term of a filter that keeps to a span of time: what a brush over the timeline writes and reads.
import { parseFilter, split, type Filter } from './parse.ts'
import { toggleTerm } from './toggle-term.ts'

/** Seconds since the session began; an end that is open is infinite. */
export type TimeSpan = { from: number; to: number }

/** The span that a filter keeps to in all of its alternatives; undefined where it keeps to none. */
export function timeSpanOf(text: string): TimeSpan | undefined {
  const parsed = parseFilter(text)
  if ('problem' in parsed || parsed.filter === undefined) return undefined
  const { filter } = parsed
  const parts: readonly Filter[] = filter.type === 'and' ? filter.parts : [filter]
  const found = parts.find((part) => part.type === 'between' && part.field === 'time')
  return found?.type === 'between' ? { from: found.from, to: found.to } : undefined
}

/** The filter with another span in place of those that it has; without one, with none. */
export function withTimeSpan(text: string, span: TimeSpan | undefined): string {
  const rest = 'problem' in parseFilter(text) ? '' : withoutTime(text)
  return span === undefined ? rest : toggleTerm(rest, `time:${written(span.from)}..${written(span.to)}`)
}

/** In parentheses or among alternatives a term stands for something else; there it stays. */
function withoutTime(text: string): string {
  const kept: string[] = []
  let depth = 0
  let end = 0
  let not = false
  for (const { kind, text: word, from, to } of split(text)) {
    if (depth === 0 && kind === 'or') return text
    depth += kind === '(' ? 1 : kind === ')' ? -1 : 0
    const between = text.slice(end, from)
    end = to
    if (depth > 0 || kind !== 'term' || not || !/^time:.*\.\./i.test(word)) kept.push(between, word)
    not = kind === 'not'
  }
  return kept.join('').trim()
}

function written(seconds: number): string {
  return Number.isFinite(seconds) ? String(Number(Math.max(0, seconds).toFixed(4))) : ''
}
