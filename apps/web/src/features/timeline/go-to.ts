// Goes to a time: the last entry that was written by then.
import { firstIndex } from '@playground/protocol/model'
import { backToNow, travelTo } from '../../moment/travel.ts'
import { usePage } from '../../store.ts'
import { source } from './sight.ts'

/** Entries that are read at one time, and how often, before the nearest row will do. */
const chunk = 200
const most = 20

/** `at` in epoch milliseconds; after the last entry it is now again. */
export async function goTo(at: number): Promise<void> {
  const page = usePage.getState()
  const { fn } = source(page)
  if (fn === undefined || at >= (page.present.lastAt ?? 0)) return backToNow()
  let seq = rowBefore(fn.rows, at)
  for (let read = 0; read < most; read += 1) {
    const entries = await page.entries(seq, chunk)
    if (entries === undefined || entries.length === 0) break
    const next = entries.findIndex((entry) => entry.at > at)
    if (next !== 0) seq = entries[next < 0 ? entries.length - 1 : next - 1]!.seq
    if (next >= 0) break
  }
  return travelTo(seq)
}

/** Rows lie in the order of their entries. */
function rowBefore(rows: readonly { at: number; seq: number }[], at: number): number {
  const after = firstIndex(rows.length, (index) => rows[index]!.at > at)
  return rows[after - 1]?.seq ?? Math.max(0, (rows[0]?.seq ?? 1) - 1)
}
