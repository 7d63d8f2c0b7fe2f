// The rows of the console as they are now, kept up with the log.
import type { FunctionModel } from '@playground/protocol/model'
import { useMemo } from 'react'
import { matches } from '../../model/filter/match.ts'
import { parseFilter } from '../../model/filter/parse.ts'
import { subjectOf } from '../../model/filter/subject.ts'
import { LogList } from '../../model/log/log-list.ts'
import { useParts } from '../../store.ts'
import { useConsole } from './console-view.ts'

/** `columns`: characters that fit into a row. */
export function useLog(fn: FunctionModel | undefined, columns: number): LogList {
  const { session, filter, only, findings, findingsRevision } = useParts(
    'session',
    'filter',
    'only',
    'findings',
    'findingsRevision',
  )
  // What is found later may keep lines that were there before.
  const found = filter.includes('has:f') ? findingsRevision : 0
  const { sources, levels, raw, wrap, unfolded, folded, search, clearedTo: cleared } = useConsole()
  const clearedTo = cleared[fn?.name ?? ''] ?? 0
  const wrapAt = wrap ? columns : undefined
  const list = useMemo(() => {
    const parsed = parseFilter(filter)
    const asked = 'problem' in parsed || !only ? undefined : parsed.filter
    const keep =
      asked === undefined || fn === undefined
        ? undefined
        : (line: FunctionModel['console'][number]) =>
            matches(
              asked,
              subjectOf(session, fn, { ...line, kind: 'output', label: line.text }, { findings: findings.of(fn.name) }),
            )
    return new LogList({ sources, levels, raw, columns: wrapAt, unfolded, folded, clearedTo, search, keep })
    // eslint-disable-next-line react-hooks/exhaustive-deps -- findings change in place; `found` says when they did
  }, [session, fn, filter, only, findings, found, sources, levels, raw, wrapAt, unfolded, folded, clearedTo, search])
  list.update(fn?.console ?? [])
  return list
}
