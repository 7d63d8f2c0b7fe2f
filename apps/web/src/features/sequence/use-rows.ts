// The rows that are to be seen: all of the model's, without explanations where those are off or dismissed.
import type { FunctionModel, Row } from '@playground/protocol/model'

export type RowView = {
  count: number
  /** The place in the model of a place on the screen, and back. */
  toModel: (index: number) => number
  toView: (index: number) => number
  row: (index: number) => Row | undefined
}

/** Explanations are few, so that going from one count to the other is a short walk. */
export function viewOf(fn: FunctionModel | undefined, explain: boolean, dismissed: ReadonlySet<string>): RowView {
  const rows = fn?.rows ?? []
  const hidden = (fn?.explains ?? []).filter((index) => !explain || dismissed.has(rows[index]?.from ?? ''))
  const toModel = (index: number) => hidden.reduce((at, place) => (place <= at ? at + 1 : at), index)
  const toView = (index: number) => index - hidden.filter((place) => place < index).length
  return { count: rows.length - hidden.length, toModel, toView, row: (index) => rows[toModel(index)] }
}
