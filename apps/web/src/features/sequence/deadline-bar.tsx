// How much of its time a running invocation has used; it turns to the colour of errors near the end.
import type { Invocation } from '@playground/protocol/model'

export function DeadlineBar({ invocation }: { invocation: Invocation | undefined }) {
  if (invocation === undefined || invocation.answeredAt !== undefined) return null
  const { deadline, dispatchedAt, waiting } = invocation
  if (deadline === undefined || dispatchedAt === undefined) {
    return (
      <span className="sub">
        {waiting?.for === 'runtime'
          ? 'waits for a runtime'
          : waiting?.for === 'free-runtime'
            ? 'waits for a free runtime'
            : 'starting'}
      </span>
    )
  }
  const total = Math.max(1, deadline - dispatchedAt)
  return (
    <span className="deadline" role="img" aria-label={`of ${Math.round(total / 100) / 10} s`}>
      <i style={{ animationDuration: `${total}ms`, animationDelay: `${Math.min(0, dispatchedAt - Date.now())}ms` }} />
    </span>
  )
}
