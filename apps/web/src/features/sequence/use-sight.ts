// Tells the strip of the session which part of it the rows show.
import type { FunctionModel } from '@playground/protocol/model'
import { useEffect } from 'react'
import type { RowList } from '../../model/row-list.ts'
import { usePointed } from '../../pointed.ts'

/** Rows that are drawn beyond the edge on either side. */
const beyond = 6

/** Without a function, nothing in particular is in sight. */
export function useSight(
  fn: FunctionModel | undefined,
  list: RowList | undefined,
  { first, last }: { first: number; last: number },
  follow: boolean,
): void {
  const count = list?.count ?? 0
  const from = first > 0 ? list?.row(Math.min(count - 1, first + beyond))?.seq : list?.row(0)?.seq
  const to = follow ? fn?.rows.at(-1)?.seq : list?.row(Math.max(0, Math.min(count - 1, last - beyond)))?.seq
  useEffect(() => {
    if (fn === undefined || from === undefined || to === undefined) return
    usePointed.setState({ sight: { from, to } })
    return () => usePointed.setState({ sight: undefined })
  }, [fn, from, to])
}
