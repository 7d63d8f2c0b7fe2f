// The list of rows that is on the screen, kept up with the session a little at a time, so that no frame waits for it.
import { useEffect, useMemo, useRef, useState } from 'react'
import type { FunctionModel } from '@playground/protocol/model'
import { RowList } from '../../model/row-list.ts'
import { RowTops } from '../../model/row-tops.ts'
import { useParts, usePage } from '../../store.ts'
import { useFilterEngine } from '../../ui/use-filter-engine.ts'
import { useHeadSearch } from './use-head-search.ts'

export const rowHeight = 27
/** Of each frame, milliseconds. */
const budgetMs = 6

export type Rows = { list: RowList | undefined; tops: RowTops | undefined; searching: boolean }

export function useRows(fn: FunctionModel | undefined, dismissed: ReadonlySet<string>): Rows {
  const {
    session,
    hidden,
    folded,
    filter: text,
    only,
    group,
    msPerRow,
    findings,
  } = useParts('session', 'hidden', 'folded', 'filter', 'only', 'group', 'msPerRow', 'findings', 'findingsRevision')
  const engine = useFilterEngine(text !== '')
  const waits = text !== '' && engine === undefined
  const filter = useMemo(() => {
    const parsed = engine?.parseFilter(text)
    return parsed === undefined || 'problem' in parsed ? undefined : parsed.filter
  }, [engine, text])
  const heads = useHeadSearch(session, engine, filter)
  const { list, tops } = useMemo(() => {
    // All rows would flash by before those that were asked for.
    if (fn === undefined || waits) return {}
    return {
      list: new RowList(session, fn, {
        hidden,
        dismissed,
        folded,
        filter,
        matches: engine?.matches,
        heads,
        findings,
        only,
        group,
      }),
      tops: msPerRow === undefined || group !== 'time' ? undefined : new RowTops(msPerRow, rowHeight),
    }
  }, [session, fn, waits, engine, hidden, dismissed, folded, filter, heads, findings, only, group, msPerRow])
  const [, again] = useState(0)
  const frame = useRef(0)
  const done = list?.update(budgetMs, () => performance.now()) ?? true
  if (list !== undefined) tops?.update(list, list.changedFrom())
  useEffect(() => {
    // What waits for headers goes on when they were read.
    if (done || list?.waits) return
    frame.current = requestAnimationFrame(() => again((count) => count + 1))
    return () => cancelAnimationFrame(frame.current)
  })
  useEffect(() => {
    usePage.setState({ found: { matched: list?.matched ?? 0, of: fn?.rows.length ?? 0, searching: !done } })
    // eslint-disable-next-line react-hooks/exhaustive-deps -- figures alone say whether anything is new
  }, [list?.matched, fn?.rows.length, done])
  return { list, tops, searching: !done || waits }
}
