// When the filter leaves nothing: why there is nothing to see, and the way back.
import { usePage } from '../../store.ts'
import { show } from '../../url-state.ts'

export function Nothing({ searching }: { searching: boolean }) {
  const filter = usePage((page) => page.filter)
  if (searching) return <div className="nothing">Searching…</div>
  return (
    <div className="nothing">
      <p>{filter === '' ? 'Everything here is hidden.' : `No row matches ${filter}`}</p>
      <button
        type="button"
        className="outline"
        onClick={() => {
          show({ filter: '' }, 'push')
          usePage.setState({ hidden: new Set(), folded: new Set() })
        }}
      >
        Show all rows
      </button>
    </div>
  )
}
