// The view of the session that is chosen, and what lies over it; all but the diagram are loaded when they are first shown.
import { Suspense } from 'react'
import type { Replay } from './features/sequence/row-menu.tsx'
import { Sequence } from './features/sequence/sequence.tsx'
import { BothEnds, Compare, Environments, Findings, States, Timeline } from './later.ts'
import { useParts } from './store.ts'

type Props = { onInvoke: () => void; onReplay: Replay; onSettings: () => void }

export function View(props: Props) {
  const { view, both, compared } = useParts('view', 'both', 'compared')
  return (
    <div className="view-place">
      <div className="view-under" inert={both !== undefined || compared !== undefined}>
        {view === 'Sequence' && <Sequence {...props} />}
        <Suspense fallback={<div className="view" aria-busy="true" />}>
          {view === 'Timeline' && <Timeline />}
          {view === 'States' && <States onInvoke={props.onInvoke} />}
          {view === 'Environments' && <Environments />}
          {view === 'Findings' && <Findings />}
        </Suspense>
      </div>
      <Suspense fallback={null}>
        {both !== undefined && <BothEnds key={both} invocation={both} />}
        {compared !== undefined && <Compare pairs={compared} />}
      </Suspense>
    </div>
  )
}
