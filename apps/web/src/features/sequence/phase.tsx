// The head of an Init or a restore: whose it is.
import type { Row } from '@playground/protocol/model'
import { environmentWord } from '../../model/format.ts'
import { Chevron } from '../../ui/chevron.tsx'

export function Phase({ row, folded, onFold }: { row: Row; folded: boolean; onFold: () => void }) {
  return (
    <div className="phase">
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
      <span className="sub">{row.environment === undefined ? '' : environmentWord(row.environment)}</span>
    </div>
  )
}
