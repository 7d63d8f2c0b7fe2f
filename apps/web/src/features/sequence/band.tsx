// The head of an invocation's band: its number, how it began, how it went, and how long its caller waited.
import type { FunctionModel, Invocation, Row } from '@playground/protocol/model'
import { outcomeWord } from '../../model/figures.ts'
import { duration, shortId } from '../../model/format.ts'
import { waitsFor } from '../../model/now.ts'
import { Badge } from '../../ui/badge.tsx'
import { Chevron } from '../../ui/chevron.tsx'
import { DeadlineBar } from './deadline-bar.tsx'

type Props = { row: Row; fn: FunctionModel; invocation: Invocation | undefined; folded: boolean; onFold: () => void }

export function Band({ row, fn, invocation, folded, onFold }: Props) {
  const late = invocation === undefined ? [] : waitsFor(fn, invocation)
  return (
    <div className="band">
      <button
        type="button"
        className="twist"
        tabIndex={-1}
        aria-label={`${folded ? 'Unfold' : 'Fold'} ${row.label}`}
        onClick={(event) => {
          event.stopPropagation()
          onFold()
        }}
      >
        <Chevron open={!folded} size={12} />
      </button>
      <b>{row.label}</b>
      <span className="sub">{[...wordsOf(invocation), shortId(row.invocation ?? '')].join(' · ')}</span>
      <span className="grow" />
      {late.length > 0 && <span className="sub waits-for">waiting for {late.join(', ')}</span>}
      <DeadlineBar invocation={invocation} extensions={late.length > 0} />
      {invocation?.outcome !== undefined && (
        <Badge tone={invocation.outcome === 'ok' ? 'ok' : 'error'}>{outcomeWord(invocation.outcome)}</Badge>
      )}
      {invocation?.after !== undefined && <Badge tone="error">then {outcomeWord(invocation.after)}</Badge>}
      {invocation?.tookMs !== undefined && <span className="figure">{duration(invocation.tookMs)}</span>}
    </div>
  )
}

/** A wait below this is no wait: an environment was free, milliseconds. */
const noticedMs = 5

function wordsOf(invocation: Invocation | undefined): string[] {
  if (invocation === undefined) return []
  const { cold, type, streams, dispatchedAt, receivedAt, waited: stood } = invocation
  const waited = dispatchedAt === undefined ? 0 : dispatchedAt - receivedAt
  return [
    ...(type === 'Event' ? ['async'] : []),
    ...(streams ? ['streaming'] : []),
    ...(cold === undefined ? [] : [cold ? 'cold' : 'warm']),
    ...(waited < noticedMs || (!cold && stood !== true)
      ? []
      : [`waited ${duration(waited)} for ${cold ? 'its environment' : 'a free environment'}`]),
  ]
}
