// The examples as a gallery: in sections, in the order in which they teach, and found by what is said of them.
import type { Example } from '@playground/protocol'

export type GallerySection = { group: string; examples: readonly Example[] }

/** Every word has to be somewhere in what is said of it: its name, sentence, tags, section or the programs that it needs. */
export function matching(examples: readonly Example[], search: string): Example[] {
  const words = search.toLowerCase().split(/\s+/)
  return examples.filter(({ name, description, tags, group, needs }) => {
    const said = [name, description, ...tags, group, ...needs].join(' ').toLowerCase()
    return words.every((word) => said.includes(word))
  })
}

/** Sections in the order of their first examples. */
export function sectionsOf(examples: readonly Example[]): GallerySection[] {
  const sections = new Map<string, Example[]>()
  for (const example of examples) sections.set(example.group, [...(sections.get(example.group) ?? []), example])
  return [...sections].map(([group, of]) => ({ group, examples: of }))
}

/** What an example takes to be run, in a few words; undefined where that is there anyway. */
export function needWord({ needs, missing }: Pick<Example, 'needs' | 'missing'>): string | undefined {
  if (needs.length === 0) return undefined
  const gone = missing.map(({ program }) => program)
  return gone.length === 0 ? `${needs.join(', ')} found` : `needs ${gone.join(', ')}`
}
