// The view of the session that is chosen; all but the diagram are loaded when they are first shown.
import { Suspense } from 'react'
import type { Replay } from './features/sequence/row-menu.tsx'
import { Sequence } from './features/sequence/sequence.tsx'
import { BothEnds, States } from './later.ts'
import { usePage } from './store.ts'

type Props = { onInvoke: () => void; onReplay: Replay; onSettings: () => void }

export function View(props: Props) {
  const view = usePage((page) => page.view)
  const both = usePage((page) => page.both)
  return (
    <div className="view-place">
      <div className="under" inert={both !== undefined}>
        {view === 'Sequence' ? <Sequence {...props} /> : <Chosen view={view} {...props} />}
      </div>
      {both !== undefined && (
        <Suspense fallback={null}>
          <BothEnds key={both} invocation={both} />
        </Suspense>
      )}
    </div>
  )
}

function Chosen({ view, onInvoke }: { view: string } & Pick<Props, 'onInvoke'>) {
  return (
    <Suspense fallback={<div className="view" aria-busy="true" />}>
      {view === 'States' ? (
        <States onInvoke={onInvoke} />
      ) : (
        <section className="view" aria-label={view} tabIndex={-1} />
      )}
    </Suspense>
  )
}
