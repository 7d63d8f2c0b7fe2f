// For how long a build has been under way, in what is shown.
import { elapsed } from '../../model/format.ts'
import { usePage } from '../../store.ts'
import { useSecond } from '../../ui/use-second.ts'

export function Elapsed({ since }: { since: number }) {
  const second = useSecond()
  const until = usePage(({ moment, connection, session }) =>
    moment !== undefined ? moment.at : connection.phase === 'recorded' ? session.lastAt : undefined,
  )
  return <span className="when">{elapsed((until ?? second) - since)}</span>
}
