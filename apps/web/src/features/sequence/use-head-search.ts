// Has the headers that the filter asks for looked up, as far as the session goes, and on as it grows.
import type { Session } from '@playground/protocol/model'
import { useEffect, useMemo, useState } from 'react'
import type { HeadSearch } from '../../model/filter/head-search.ts'
import type { Filter } from '../../model/filter/parse.ts'
import { usePage } from '../../store.ts'
import type { FilterEngine } from '../../ui/use-filter-engine.ts'

/** Until entries that could not be had are asked for again. */
const againMs = 1000

/** Undefined where the filter asks for no header. */
export function useHeadSearch(
  session: Session,
  engine: FilterEngine | undefined,
  filter: Filter | undefined,
): HeadSearch | undefined {
  const read = usePage((page) => page.entries)
  const search = useMemo(() => engine?.headSearch(filter, session), [engine, filter, session])
  const [, again] = useState(0)
  const [failed, setFailed] = useState(0)
  useEffect(() => {
    if (failed === 0) return
    const timer = setTimeout(() => setFailed(0), againMs)
    return () => clearTimeout(timer)
  }, [failed])
  useEffect(() => {
    if (search === undefined || failed !== 0 || !search.wants(session.lastSeq)) return
    void search.readOn(read).then((done) => (done ? again : setFailed)((count) => count + 1))
  })
  return search
}
