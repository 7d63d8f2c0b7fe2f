// JSON text with its names, strings and numbers told apart; any other text as it is.
import type { ReactNode } from 'react'

/** A string that breaks off with the text is one as well. */
const token =
  /("[^"\\]*(?:\\[\s\S][^"\\]*)*(?:"|\\?$))(\s*:)?|(-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|\b(?:true|false|null)\b)/g
/** Longer text is shown plain: marking it would cost more than it helps. */
const limit = 100_000

export function JsonText({ text }: { text: string }) {
  if (text.length > limit || !/^\s*[[{"]/.test(text)) return text
  const parts: ReactNode[] = []
  let at = 0
  for (const match of text.matchAll(token)) {
    const [whole, string, colon] = match
    if (match.index > at) parts.push(text.slice(at, match.index))
    const kind = string === undefined ? 'json-number' : colon === undefined ? 'json-string' : 'json-name'
    parts.push(
      <span key={match.index} className={kind}>
        {string ?? whole}
      </span>,
    )
    if (colon !== undefined) parts.push(colon)
    at = match.index + whole.length
  }
  parts.push(text.slice(at))
  return parts
}
