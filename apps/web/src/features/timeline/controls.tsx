// What the wheel and the keys do, as buttons: nearer, farther, all of it, the newest, and over idle time.
import { ChevronsRight, Maximize2, Minus, Plus } from 'lucide-react'
import { usePage } from '../../store.ts'
import { followTail, showAll, useSight, zoomBy } from './sight.ts'

export function Controls() {
  const keeps = useSight((sight) => sight.keeps)
  const live = usePage((page) => page.connection.phase !== 'recorded')
  return (
    <div className="timeline-controls" role="toolbar" aria-label="Zoom">
      <button type="button" className="icon" aria-label="Zoom out" title="Zoom out  -" onClick={() => zoomBy(1 / 1.5)}>
        <Minus size={13} />
      </button>
      <button type="button" className="icon" aria-label="Zoom in" title="Zoom in  +" onClick={() => zoomBy(1.5)}>
        <Plus size={13} />
      </button>
      <button
        type="button"
        className="icon"
        aria-label="Show all of it"
        title="Show all of it  0"
        aria-pressed={keeps === 'all'}
        onClick={showAll}
      >
        <Maximize2 size={12} />
      </button>
      {live && (
        <button
          type="button"
          className="icon"
          aria-label="Follow what happens"
          title="Follow what happens  f"
          aria-pressed={keeps === 'tail'}
          onClick={followTail}
        >
          <ChevronsRight size={13} />
        </button>
      )}
    </div>
  )
}
