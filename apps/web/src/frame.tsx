// Where the panes stand, by the width of the window: three, two with a dock, a rail with an overlay, or one column.
import { Suspense, useImperativeHandle, useState, type ReactNode, type Ref } from 'react'
import { Rail } from './later.ts'
import { SizedPane, usePaneSize } from './ui/sized-pane.tsx'
import { Tabs } from './ui/tabs.tsx'
import { useWindow } from './ui/use-window.ts'

type DockTab = 'Console' | 'Telemetry' | 'Build' | 'Inspector'
export type Pane = 'left' | 'dock' | 'inspector'
/** `select`: something was selected, and the inspector comes forward where it is a tab. */
export type FrameHandle = { toggle: (pane: Pane) => void; show: (pane: Pane | 'build') => void; select: () => void }

type Props = {
  ref: Ref<FrameHandle>
  writing: ReactNode
  result: ReactNode
  sequence: ReactNode
  console: ReactNode
  /** What stands beside the console's tab. */
  consoleBar: ReactNode
  /** A tab of the dock beside the console. */
  telemetry: ReactNode
  /** A tab of the dock, of a function that is built. */
  build: ReactNode | undefined
  /** A tab of the dock where it has no pane of its own. */
  inspector: ReactNode
}

/** Widths from which on there are three panes, two, a rail; below there is one column. */
export const widths = { three: 1360, two: 960, rail: 720 } as const
/** Where a window is lower, panes side by side would show next to nothing: they stand below each other, and the page scrolls. */
const leastHeight = 520

export function Frame({ ref, writing, result, sequence, console, consoleBar, telemetry, build, inspector }: Props) {
  const { width, height } = useWindow()
  const wide = width >= widths.three
  const rail = width < widths.two
  const [overlay, setOverlay] = useState(false)
  const [tab, setTab] = useState<DockTab>('Console')
  const tabs: DockTab[] = [
    'Console',
    'Telemetry',
    ...(build === undefined ? [] : ['Build' as const]),
    ...(wide ? [] : ['Inspector' as const]),
  ]
  const shown = tabs.includes(tab) ? tab : 'Console'
  const resultSize = usePaneSize('result', '40%')
  const panes = {
    left: usePaneSize('left', 316),
    dock: usePaneSize(wide ? 'dock-wide' : 'dock', wide ? 184 : 260),
    inspector: usePaneSize('inspector', 340),
  }

  useImperativeHandle(ref, () => {
    const paneOf = (pane: Pane) => panes[pane === 'inspector' && !wide ? 'dock' : pane]
    return {
      toggle(pane) {
        if (pane === 'left' && rail) return setOverlay((open) => !open)
        paneOf(pane).toggle()
      },
      show(pane) {
        if (pane === 'left' && rail) return setOverlay(true)
        if (pane === 'build') setTab('Build')
        else if (pane !== 'left' && (pane === 'dock' || !wide)) setTab(pane === 'inspector' ? 'Inspector' : 'Console')
        paneOf(pane === 'build' ? 'dock' : pane).unfold()
      },
      select: () => !wide && setTab('Inspector'),
    }
  })

  const left = (
    <div className="split-column">
      <div className="pane stretches">{writing}</div>
      <SizedPane
        pane={resultSize}
        direction="column"
        edge="before"
        label="Height of the result"
        min={180}
        minBeside={120}
      >
        {result}
      </SizedPane>
    </div>
  )
  const centre = (
    <div className="split-column stretches">
      <div className="pane stretches">{sequence}</div>
      <SizedPane
        pane={panes.dock}
        direction="column"
        edge="before"
        label="Height of the console"
        min={80}
        minBeside={160}
        folds
      >
        <div className="pane dock">
          <Tabs label="Dock" tabs={tabs} current={shown} onChange={setTab}>
            {shown === 'Console' && consoleBar}
          </Tabs>
          {{ Console: console, Telemetry: telemetry, Build: build, Inspector: inspector }[shown]}
        </div>
      </SizedPane>
    </div>
  )
  if (width < widths.rail || height < leastHeight)
    return (
      <main className="one-column">
        <div className="write-small">{left}</div>
        <div className="centre-small">{centre}</div>
      </main>
    )
  return (
    <main className={rail ? 'with-rail' : undefined}>
      {rail && (
        <Suspense fallback={<nav className="rail" aria-label="Left pane" />}>
          <Rail open={overlay} onToggle={() => setOverlay(!overlay)}>
            {left}
          </Rail>
        </Suspense>
      )}
      <div className="split-row">
        {!rail && (
          <SizedPane
            pane={panes.left}
            direction="row"
            edge="after"
            label="Width of the event"
            min={220}
            minBeside={380}
            folds
          >
            {left}
          </SizedPane>
        )}
        {centre}
        {wide && (
          <SizedPane
            pane={panes.inspector}
            direction="row"
            edge="before"
            label="Width of the inspector"
            min={260}
            minBeside={380}
            folds
          >
            {inspector}
          </SizedPane>
        )}
      </div>
    </main>
  )
}
