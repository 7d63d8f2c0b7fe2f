// Where the next step in time leads: to the next entry that draws an arrow of the function on the screen.
import type { Entry } from '@playground/protocol'
import type { Page } from '../store.ts'

/** Entries that are looked through before the search is given up, and at one time. */
const farthest = 20_000
const chunk = 500

type Source = Pick<Page, 'entries' | 'function' | 'present'>

export async function stepAfter(
  { entries, function: name, present }: Source,
  from: number,
): Promise<number | undefined> {
  for (let after = from; after < Math.min(present.lastSeq, from + farthest);) {
    const found = await entries(after, chunk)
    if (found === undefined || found.length === 0) return undefined
    const next = found.find((entry) => isStep(entry, name))
    if (next !== undefined) return next.seq
    after = found.at(-1)!.seq
  }
  return undefined
}

export async function stepBefore({ entries, function: name }: Source, from: number): Promise<number | undefined> {
  for (let before = from; before > Math.max(1, from - farthest);) {
    const after = Math.max(0, before - 1 - chunk)
    const found = await entries(after, before - 1 - after)
    if (found === undefined || found.length === 0) return undefined
    const next = found.findLast((entry) => entry.seq < from && isStep(entry, name))
    if (next !== undefined) return next.seq
    before = after + 1
  }
  return undefined
}

/** A request, an answer that delivers or refuses, or the end of one that was broken off. */
function isStep({ of, event }: Entry, name: string | undefined): boolean {
  if (of.function !== name) return false
  if (event.type === 'exchange.answered')
    return event.delivers !== undefined || event.status >= 400 || of.environment === undefined
  return event.type === 'exchange.opened' || event.type === 'exchange.closed' || event.type === 'process.exited'
}
