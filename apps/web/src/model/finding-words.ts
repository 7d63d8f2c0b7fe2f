// The words for the levels of findings.
import type { FindingLevel } from '@playground/protocol/findings'

type Words = { one: string; many: string; meaning: string }

export const levelWords: Readonly<Record<FindingLevel, Words>> = {
  breach: { one: 'breach', many: 'Breaches', meaning: 'against the protocol or a limit' },
  smell: { one: 'smell', many: 'Smells', meaning: 'allowed, and it costs something' },
  note: { one: 'note', many: 'Notes', meaning: 'worth knowing' },
}

export function times(count: number, word: string): string {
  return `${count.toLocaleString('en')} ${word}${count === 1 ? '' : 's'}`
}
