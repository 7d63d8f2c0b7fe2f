// How much of its time a running invocation has used; it turns to the colour of errors near the end.
import type { Invocation } from '@playground/protocol/model'
import { useState } from 'react'

type Props = {
  invocation: Invocation
  /** It was answered, and extensions are still at work within its time. */
  extensions: boolean
}

export function DeadlineBar({ invocation, extensions }: Props) {
  if (invocation.answeredAt !== undefined && !extensions) return null
  const { deadline, dispatchedAt, waiting } = invocation
  if (deadline === undefined || dispatchedAt === undefined) {
    return (
      <span className="sub">
        {waiting?.for === 'runtime'
          ? 'waits for a runtime'
          : waiting?.for === 'free-runtime'
            ? 'waits for a free runtime'
            : waiting?.for === 'restore'
              ? 'restoring'
              : waiting?.for === 'build'
                ? 'building'
                : 'starting'}
      </span>
    )
  }
  return <Bar key={invocation.id} from={dispatchedAt} to={deadline} />
}

function Bar({ from, to }: { from: number; to: number }) {
  const total = Math.max(1, to - from)
  // Taken once: an animation that runs already would jump with each new delay.
  const [delay] = useState(() => Math.min(0, from - Date.now()))
  return (
    <span className="deadline" role="img" aria-label={`of ${Math.round(total / 100) / 10} s`}>
      <i style={{ animationDuration: `${total}ms`, animationDelay: `${delay}ms` }} />
    </span>
  )
}
