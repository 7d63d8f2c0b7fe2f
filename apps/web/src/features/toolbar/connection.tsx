// What the connection is doing, in words.
import { usePage } from '../../store.ts'
import { useSecond } from '../../ui/use-second.ts'

export function Connection({ onRetry }: { onRetry: () => void }) {
  const connection = usePage((page) => page.connection)
  const now = useSecond()
  switch (connection.phase) {
    case 'live':
      return (
        <span className="connection live" role="status">
          <i className="dot" /> Live
        </span>
      )
    case 'connecting':
      return (
        <span className="connection" role="status">
          Connecting…
        </span>
      )
    case 'behind':
      return (
        <span className="connection" role="status">
          Catching up, {connection.entries.toLocaleString('en')} behind
        </span>
      )
    case 'recorded':
      return (
        <span className="connection" role="status">
          Recorded session {connection.session}
          {connection.reading !== undefined && ` · reading, ${connection.reading.toLocaleString('en')} entries so far`}
        </span>
      )
    case 'refused':
      return (
        <span className="connection lost" role="alert">
          {connection.message}
        </span>
      )
    case 'reconnecting':
      return (
        <span className="connection lost" role="status">
          Not connected · trying again{' '}
          {connection.nextTryAt > now ? `in ${Math.ceil((connection.nextTryAt - now) / 1000)} s` : 'now'}
          <button type="button" className="outline" onClick={onRetry}>
            Retry now
          </button>
        </span>
      )
  }
}
