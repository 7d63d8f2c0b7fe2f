// The mark of a finding on a row, left of its time.
import type { Found } from '../../model/findings.ts'
import { usePage } from '../../store.ts'
import { FindingMark } from '../../ui/finding-mark.tsx'

/** What it does, selecting the row, is done by the row. */
export function RowMark({ found: { level, title, seen } }: { found: Found }) {
  // The time on the clock takes all of its column: there the mark stands on the hour.
  const onHour = usePage((page) => page.timeColumn === 'clock')
  return (
    <button
      type="button"
      className={`row-mark ${onHour ? 'on-hour' : ''}`}
      tabIndex={-1}
      aria-label={`${level}: ${title}`}
      title={`${title}. ${seen}`}
    >
      <FindingMark level={level} />
    </button>
  )
}
