// The line on which a member of a JSON text stands.

/** Counts from 1; the line of the object itself where the member is not found. `text` is known to be JSON. */
export function lineOf(text: string, path: readonly string[]): number {
  let at = 0
  let line = 1
  let depth = 0
  let found = 1
  const inside: string[] = []
  let key: string | undefined
  while (at < text.length) {
    const character = text[at]!
    if (character === '\n') line += 1
    if (character === '"') {
      const end = endOfString(text, at)
      const value = JSON.parse(text.slice(at, end)) as string
      const isKey = /^\s*:/.test(text.slice(end))
      if (isKey) {
        key = value
        inside[depth - 1] = value
        const matches = path.length >= depth && inside.slice(0, depth).every((part, index) => part === path[index])
        if (matches) found = line
        if (matches && depth === path.length) return line
      }
      at = end
      continue
    }
    if (character === '{') depth += 1
    if (character === '}') {
      depth -= 1
      inside.length = Math.max(0, depth)
    }
    at += 1
  }
  return key === undefined ? 1 : found
}

function endOfString(text: string, start: number): number {
  let at = start + 1
  while (text[at] !== '"') at += text[at] === '\\' ? 2 : 1
  return at + 1
}
