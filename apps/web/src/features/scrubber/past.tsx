// That what is shown is not now, and the way back.
import type { Overview } from '@playground/protocol/model'
import { since } from '../../model/format.ts'
import { backToNow } from '../../moment/travel.ts'
import { usePage, type Moment } from '../../store.ts'

export function Past({ moment, start, overview }: { moment: Moment; start: number; overview: Overview }) {
  const recorded = usePage((page) => page.connection.phase === 'recorded')
  return (
    <p className="past" role="status">
      <span title={`of ${since(overview.lastAt ?? start, start)} s`}>At {since(moment.at, start)} s</span>
      <button type="button" onClick={backToNow}>
        {recorded ? 'To the end' : 'Back to live'} <kbd>End</kbd>
      </button>
    </p>
  )
}
