// What went to one subscriber of telemetry: its batches, with the tries of each, and what was given up.
import type { FunctionModel, Row } from '@playground/protocol/model'

/** `tries`: the attempts before this one that were not taken. */
export type Delivery = { row: Row; tries: Row[] }

/** The newest, at most so many, oldest first. */
export function deliveriesOf(fn: FunctionModel, extension: string, most: number): Delivery[] {
  const found: Delivery[] = []
  for (let index = fn.rows.length - 1; index >= 0 && found.length < most; index -= 1) {
    const row = fn.rows[index]!
    if (row.extension !== extension) continue
    if (row.kind === 'telemetry') {
      // A failed try that is made again belongs to the one that ended it.
      const last = found.findLast(({ row: one }) => one.kind === 'telemetry' && one.environment === row.environment)
      if (row.delivered?.retry === true && last !== undefined) last.tries.unshift(row)
      else found.push({ row, tries: [] })
    } else if (row.kind === 'note' && row.label.startsWith('dropped ')) found.push({ row, tries: [] })
  }
  return found.reverse()
}
