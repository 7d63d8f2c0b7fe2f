// What the times at the left count from; a click goes on to the next.
import { usePage, type TimeColumn } from '../../store.ts'

export const timeColumns: readonly [TimeColumn, string, string][] = [
  ['start', 'start', 'Seconds since the session began'],
  ['before', 'before', 'Time since the row before'],
  ['clock', 'clock', 'Time on the clock'],
]

export function TimeHead() {
  const current = usePage((page) => page.timeColumn)
  const at = timeColumns.findIndex(([column]) => column === current)
  const [, word, meaning] = timeColumns[at]!
  const next = timeColumns[(at + 1) % timeColumns.length]!
  return (
    <button
      type="button"
      className="time-head"
      aria-label={`Times: ${meaning}`}
      title={`${meaning}. Click for: ${next[2].toLowerCase()}.`}
      onClick={() => usePage.setState({ timeColumn: next[0] })}
    >
      {word}
    </button>
  )
}
