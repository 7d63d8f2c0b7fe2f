// The view of the session that is chosen, and what lies over it; all but the diagram are loaded when they are first shown.
import { Suspense } from 'react'
import type { Replay } from './features/sequence/row-menu.tsx'
import { Sequence } from './features/sequence/sequence.tsx'
import { showsHttpCall } from './http-calls.ts'
import { BothEnds, Build, Compare, Environments, Findings, HttpCall, ProjectNotice, States, Timeline } from './later.ts'
import { hasBuild, usePage, useParts } from './store.ts'

/** `event`: what stands in its editor. */
type Props = {
  event: string
  onInvoke: () => void
  onReplay: Replay
  onSettings: () => void
  onBuildOutput: () => void
}

export function View({ event, onBuildOutput, ...props }: Props) {
  const { view, both, compared } = useParts('view', 'both', 'compared')
  const http = usePage(showsHttpCall)
  const builds = usePage(hasBuild)
  return (
    <div className="view-place">
      {builds && (
        <div className="build-place">
          <Suspense fallback={null}>
            <Build onOutput={onBuildOutput} />
          </Suspense>
        </div>
      )}
      <div className="view-under" inert={both !== undefined || compared !== undefined}>
        {view === 'Sequence' && <Sequence {...props} />}
        <Suspense fallback={null}>
          <ProjectNotice />
        </Suspense>
        <Suspense fallback={<div className="view" aria-busy="true" />}>
          {view === 'Timeline' && <Timeline />}
          {view === 'States' && <States onInvoke={props.onInvoke} />}
          {view === 'Environments' && <Environments />}
          {view === 'Findings' && <Findings />}
        </Suspense>
      </div>
      <Suspense fallback={null}>
        {both !== undefined &&
          (http ? <HttpCall call={both} event={event} /> : <BothEnds key={both} invocation={both} />)}
        {compared !== undefined && <Compare pairs={compared} />}
      </Suspense>
    </div>
  )
}
