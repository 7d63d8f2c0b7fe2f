// Finds rows by the entries that made them: rows lie in the order of their entries.
import { firstIndex } from './first-index.ts'
import type { FunctionModel } from './function-model.ts'
import type { Row, RowKind } from './rows.ts'

/** Kinds that stand for an entry only where it made no other row. */
const besides: ReadonlySet<RowKind> = new Set(['gap', 'boundary', 'invocation', 'cause', 'explain'])

/** The index of the first row that was made by an entry of this number or a later one. */
export function firstRowFrom(rows: readonly Row[], seq: number): number {
  return firstIndex(rows.length, (index) => rows[index]!.seq >= seq)
}

/** The index of the row that an entry stands for on the screen, or -1: its arrow or note before its band. */
export function findRow(fn: Pick<FunctionModel, 'rows'>, seq: number): number {
  const first = firstRowFrom(fn.rows, seq)
  let found = -1
  for (let index = first; fn.rows[index]?.seq === seq; index += 1) {
    const { kind } = fn.rows[index]!
    if (!besides.has(kind)) return index
    if (kind === 'invocation') found = index
  }
  return found
}
