// What this browser remembers of how somebody likes to look at things.
import { hideable, type Hideable } from './model/row-list-options.ts'
import { usePage, type Page } from './store.ts'

const key = 'view'
const kept = ['hidden', 'msPerRow', 'timeColumn', 'only', 'singleKeys'] as const

type Preferences = Pick<Page, (typeof kept)[number]>

/** What cannot be read is left as it comes. */
export function readPreferences(): Partial<Preferences> {
  try {
    const read = JSON.parse(localStorage.getItem(key) ?? '{}') as Record<string, unknown>
    const { hidden, msPerRow, timeColumn, only, singleKeys } = read
    return {
      ...(Array.isArray(hidden)
        ? { hidden: new Set(hidden.filter((one): one is Hideable => hideable.includes(one as Hideable))) }
        : {}),
      ...(typeof msPerRow === 'number' && msPerRow > 0 ? { msPerRow } : {}),
      ...(timeColumn === 'before' || timeColumn === 'clock' ? { timeColumn } : {}),
      ...(typeof only === 'boolean' ? { only } : {}),
      ...(typeof singleKeys === 'boolean' ? { singleKeys } : {}),
    }
  } catch {
    return {}
  }
}

export function keepPreferences(): void {
  usePage.subscribe((page, before) => {
    if (kept.every((name) => page[name] === before[name])) return
    const { hidden, msPerRow, timeColumn, only, singleKeys } = page
    localStorage.setItem(key, JSON.stringify({ hidden: [...hidden], msPerRow, timeColumn, only, singleKeys }))
  })
}
