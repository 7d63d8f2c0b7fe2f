// The head of an invocation's band: its number, how it began, how it went, and how long its caller waited.
import { attemptOf } from '@playground/protocol'
import { eventOf, type FunctionModel, type Invocation, type QueuedEvent, type Row } from '@playground/protocol/model'
import { Suspense } from 'react'
import { outcomeWord } from '../../model/figures.ts'
import { duration, shortId } from '../../model/format.ts'
import { attemptWord } from '../../model/invocation-words.ts'
import { waitsFor } from '../../model/now.ts'
import { Badge } from '../../ui/badge.tsx'
import { Chevron } from '../../ui/chevron.tsx'
import { later } from '../../ui/later.ts'

const DeadlineBar = later(async () => (await import('./deadline-bar.tsx')).DeadlineBar)
const EventFate = later(async () => (await import('./event-fate.tsx')).EventFate)

type Props = { row: Row; fn: FunctionModel; invocation: Invocation | undefined; folded: boolean; onFold: () => void }

export function Band({ row, fn, invocation, folded, onFold }: Props) {
  const late = invocation === undefined ? [] : waitsFor(fn, invocation)
  const event = row.invocation === undefined ? undefined : eventOf(fn, row.invocation)
  // For the caller of an asynchronous one there is nothing to wait for.
  const took = invocation?.type === 'Event' ? invocation.durationMs : invocation?.tookMs
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
      <span className="sub">{[...wordsOf(fn, invocation, event), shortId(row.invocation ?? '')].join(' · ')}</span>
      <span className="grow" />
      {late.length > 0 && <span className="sub waits-for">waiting for {late.join(', ')}</span>}
      {event !== undefined && event.id === row.invocation && (
        <Suspense fallback={null}>
          <EventFate fn={fn} event={event} />
        </Suspense>
      )}
      {invocation !== undefined && invocation.number !== 0 && (
        <Suspense fallback={null}>
          <DeadlineBar invocation={invocation} extensions={late.length > 0} />
        </Suspense>
      )}
      {invocation?.outcome !== undefined && (
        <Badge tone={invocation.outcome === 'ok' ? 'ok' : 'error'}>{outcomeWord(invocation.outcome)}</Badge>
      )}
      {invocation?.after !== undefined && <Badge tone="error">then {outcomeWord(invocation.after)}</Badge>}
      {took !== undefined && <span className="figure">{duration(took)}</span>}
    </div>
  )
}

/** A wait below this is no wait: an environment was free, milliseconds. */
const noticedMs = 5

function wordsOf(fn: FunctionModel, invocation: Invocation | undefined, event: QueuedEvent | undefined): string[] {
  if (invocation === undefined) return []
  const { id, cold, type, streams, attempt = 1, dispatchedAt, receivedAt, waited: stood, built } = invocation
  const first = attempt === 1 ? undefined : fn.invocations.get(attemptOf(id).requestId)?.number
  const waited = dispatchedAt === undefined ? 0 : dispatchedAt - receivedAt
  return [
    ...(type === 'Event' && attempt === 1 ? ['async'] : []),
    ...attemptWord(invocation, event),
    ...(attempt === 1 ? [] : [`retry${first === undefined ? '' : ` of Invoke ${first}`}`]),
    ...(streams ? ['streaming'] : []),
    ...(cold === undefined ? [] : [cold ? 'cold' : 'warm']),
    ...(waited < noticedMs || (!cold && stood !== true)
      ? []
      : [
          `waited ${duration(waited)} for ${[...(built ? ['the build'] : []), ...(cold ? ['its environment'] : built ? [] : ['a free environment'])].join(' and ')}`,
        ]),
  ]
}
