// When the playground does not answer: what that means, and what to do.
import { usePage } from '../../store.ts'

/** One try that fails is no reason to speak of it. */
const tries = 2

export function Gone() {
  const connection = usePage((page) => page.connection)
  if (connection.phase !== 'reconnecting' || connection.attempt < tries) return null
  return (
    <p className="gone" role="status">
      The playground does not answer. If it was stopped, start it again with <code>npm start</code>: this page comes
      back by itself, and keeps what it shows.
    </p>
  )
}
