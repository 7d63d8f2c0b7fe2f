// Heads as lines of text that a person edits, `name: value` each, and back.
import type { Heads } from '@playground/protocol'

export function headsText(heads: Heads): string {
  return heads.map(([name, value]) => `${name}: ${value}`).join('\n')
}

/** Empty lines are no heads. `problem` names the first line that is none either. */
export function headsFromText(text: string): { heads: Heads; problem: string | undefined } {
  const heads: Heads = []
  let problem: string | undefined
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue
    const colon = line.indexOf(':')
    if (colon < 1) problem ??= `Line ${index + 1} is no header: write name: value.`
    else heads.push([line.slice(0, colon).trim(), line.slice(colon + 1).trim()])
  }
  return { heads, problem }
}
