// Entries of a session from the server's journal.
import { entrySchema, parse, type Entry } from '@playground/protocol'
import { usePage } from '../store.ts'
import { restBetween } from '../ui/rest.ts'

/** At most so many after one; undefined where the session is not there. */
export async function fetchEntries(epoch: string, after: number, limit: number): Promise<Entry[] | undefined> {
  const response = await fetch(`/api/journal?session=${encodeURIComponent(epoch)}&after=${after}&limit=${limit}`)
  if (!response.ok) return undefined
  const lines = (await response.text()).split('\n').filter((line) => line !== '')
  // Somebody goes through time, and sees each frame.
  const rest = restBetween(() => usePage.getState().moment !== undefined)
  const entries: Entry[] = []
  for (const [index, line] of lines.entries()) {
    const read = parse(entrySchema, line)
    if (read.ok) entries.push(read.value)
    if (index % 32 === 31) await rest()
  }
  return entries
}
