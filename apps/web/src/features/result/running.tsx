// How far an invocation has come that is still under way, and how much of its time it has used.
import type { FunctionModel, Invocation } from '@playground/protocol/model'
import { useState } from 'react'
import { elapsed } from '../../model/format.ts'
import { useNow } from '../../ui/use-now.ts'

type Props = { fn: FunctionModel; invocation: Invocation; onHangUp: (() => void) | undefined }

export function Running({ fn, invocation, onHangUp }: Props) {
  const now = useNow(fn)
  const { deadline, dispatchedAt, receivedAt } = invocation
  const limit = deadline === undefined || dispatchedAt === undefined ? undefined : deadline - dispatchedAt
  return (
    <div className="running">
      <p>
        <span>{what(invocation)}</span>
        <span className="quiet">
          {elapsed(now - (dispatchedAt ?? receivedAt))}
          {limit === undefined ? '' : ` of ${Math.round(limit / 1000)} s`}
        </span>
      </p>
      {limit !== undefined && dispatchedAt !== undefined && (
        <DeadlineBar key={invocation.id} spent={now - dispatchedAt} total={limit} />
      )}
      {onHangUp !== undefined && (
        <button
          type="button"
          className="outline"
          title="Ends the caller’s connection, as a client does whose time-out is over. The function runs on."
          onClick={onHangUp}
        >
          Hang up
        </button>
      )}
    </div>
  )
}

function what({ waiting, dispatchedAt }: Invocation): string {
  if (dispatchedAt !== undefined) return 'Running'
  if (waiting?.for === 'runtime') return 'Waits for a runtime to attach'
  if (waiting?.for === 'free-runtime') return 'Waits for a free runtime'
  if (waiting?.for === 'build') return 'Building the function'
  return 'Starting an environment'
}

function DeadlineBar({ spent, total }: { spent: number; total: number }) {
  // Taken once: an animation that runs already would jump with each new delay.
  const [delay] = useState(() => Math.min(0, -spent))
  return (
    <div className="time-left" role="img" aria-label={`Deadline after ${Math.round(total / 1000)} s`}>
      <i style={{ animationDuration: `${Math.max(1, total)}ms`, animationDelay: `${delay}ms` }} />
    </div>
  )
}
