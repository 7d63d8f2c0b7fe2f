// Sessions that real runtimes were recorded in, as tests of the browser show them.
import { entrySchema, type Entry } from '../journal.ts'
import { parse } from '../parse.ts'

declare global {
  // What Vite gives to tests, whose types this package does not have.
  interface ImportMeta {
    glob<T>(pattern: string, options: { eager: true; query: string; import: string }): Record<string, T>
  }
}

const texts = import.meta.glob<string>('../../../../e2e/sessions/*/*.ndjson', {
  eager: true,
  query: '?raw',
  import: 'default',
})

export const recordedSessions: [name: string, entries: Entry[]][] = Object.entries(texts).map(([path, text]) => {
  const name = path.split('/').at(-2)!
  const entries = text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const read = parse(entrySchema, line)
      if (!read.ok) throw new Error(`${name}: ${read.problem}`)
      return read.value
    })
  return [name, entries]
})
