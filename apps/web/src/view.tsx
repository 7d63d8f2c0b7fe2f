// The view of the session that is chosen; all but the diagram are loaded when they are first shown.
import { Suspense } from 'react'
import type { Replay } from './features/sequence/row-menu.tsx'
import { Sequence } from './features/sequence/sequence.tsx'
import { Environments, Findings, States, Timeline } from './later.ts'
import { usePage } from './store.ts'

type Props = { onInvoke: () => void; onReplay: Replay; onSettings: () => void }

export function View(props: Props) {
  const view = usePage((page) => page.view)
  if (view === 'Sequence') return <Sequence {...props} />
  return (
    <Suspense fallback={<div className="view" aria-busy="true" />}>
      {view === 'Environments' && <Environments />}
      {view === 'Findings' && <Findings />}
      {view === 'States' && <States onInvoke={props.onInvoke} />}
      {view === 'Timeline' && <Timeline />}
    </Suspense>
  )
}
