// Where the panes stand, by the width of the window: three, two with a dock, a rail with an overlay, or one column.
import { Braces, FileCode2, Gauge, X } from 'lucide-react'
import { useImperativeHandle, useState, type ReactNode, type Ref } from 'react'
import { Group, Panel, Separator, useDefaultLayout, usePanelRef } from 'react-resizable-panels'
import { Tabs } from './ui/tabs.tsx'
import { useWindow } from './ui/use-window.ts'

type DockTab = 'Console' | 'Telemetry' | 'Inspector'
export type Pane = 'left' | 'dock' | 'inspector'
/** `select`: something was selected, and the inspector comes forward where it is a tab. */
export type FrameHandle = { toggle: (pane: Pane) => void; show: (pane: Pane) => void; select: () => void }

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
  /** A tab of the dock where it has no pane of its own. */
  inspector: ReactNode
}

/** Widths from which on there are three panes, two, a rail; below there is one column. */
export const widths = { three: 1360, two: 960, rail: 720 } as const
/** Where a window is lower, panes side by side would show next to nothing: they stand below each other, and the page scrolls. */
const leastHeight = 520

export function Frame({ ref, writing, result, sequence, console, consoleBar, telemetry, inspector }: Props) {
  const { width, height } = useWindow()
  const wide = width >= widths.three
  const rail = width < widths.two
  const [overlay, setOverlay] = useState(false)
  const [tab, setTab] = useState<DockTab>('Console')
  const shown: DockTab = wide && tab === 'Inspector' ? 'Console' : tab
  const columns = useDefaultLayout({ id: wide ? 'columns-wide' : 'columns', storage: localStorage })
  const leftRows = useDefaultLayout({ id: 'left', storage: localStorage })
  const centreRows = useDefaultLayout({ id: 'centre', storage: localStorage })
  const panels = { left: usePanelRef(), dock: usePanelRef(), inspector: usePanelRef() }

  useImperativeHandle(ref, () => {
    const panelOf = (pane: Pane) => panels[pane === 'inspector' && !wide ? 'dock' : pane].current
    return {
      toggle(pane) {
        if (pane === 'left' && rail) return setOverlay((open) => !open)
        const panel = panelOf(pane)
        if (panel?.isCollapsed()) panel.expand()
        else panel?.collapse()
      },
      show(pane) {
        if (pane === 'left' && rail) return setOverlay(true)
        if (pane !== 'left' && (pane === 'dock' || !wide)) setTab(pane === 'inspector' ? 'Inspector' : 'Console')
        const panel = panelOf(pane)
        if (panel?.isCollapsed()) panel.expand()
      },
      select: () => !wide && setTab('Inspector'),
    }
  })

  const left = (
    <Group orientation="vertical" id="left" {...leftRows}>
      <Panel id="write" minSize={120} className="pane">
        {writing}
      </Panel>
      <Separator className="separator-row" aria-label="Height of the result" />
      <Panel id="result" defaultSize="40%" minSize={180} className="pane">
        {result}
      </Panel>
    </Group>
  )
  const centre = (
    <Group orientation="vertical" id="centre" {...centreRows}>
      <Panel id="sequence" minSize={160} className="pane">
        {sequence}
      </Panel>
      <Separator className="separator-row" aria-label="Height of the console" />
      <Panel
        id="dock"
        panelRef={panels.dock}
        collapsible
        collapsedSize={0}
        defaultSize={wide ? 184 : 260}
        minSize={80}
        className="pane"
      >
        <div className="pane dock">
          <Tabs
            label="Dock"
            tabs={wide ? ['Console', 'Telemetry'] : ['Console', 'Telemetry', 'Inspector']}
            current={shown}
            onChange={setTab}
          >
            {shown === 'Console' && consoleBar}
          </Tabs>
          {shown === 'Console' ? console : shown === 'Telemetry' ? telemetry : inspector}
        </div>
      </Panel>
    </Group>
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
        <nav className="rail" aria-label="Left pane">
          <RailButton label="Event" open={overlay} onOpen={() => setOverlay(!overlay)}>
            <Braces size={16} />
          </RailButton>
          <RailButton label="Runtime" open={overlay} onOpen={() => setOverlay(!overlay)}>
            <FileCode2 size={16} />
          </RailButton>
          <RailButton label="Result" open={overlay} onOpen={() => setOverlay(!overlay)}>
            <Gauge size={16} />
          </RailButton>
        </nav>
      )}
      {rail && overlay && (
        <div className="overlay">
          <button type="button" className="icon" aria-label="Close the left pane" onClick={() => setOverlay(false)}>
            <X size={14} />
          </button>
          {left}
        </div>
      )}
      <Group orientation="horizontal" id={wide ? 'columns-wide' : 'columns'} {...columns}>
        {!rail && (
          <Panel
            id="left"
            panelRef={panels.left}
            collapsible
            collapsedSize={0}
            defaultSize={316}
            minSize={220}
            className="pane"
          >
            {left}
          </Panel>
        )}
        {!rail && <Separator className="separator-column" aria-label="Width of the event" />}
        <Panel id="centre" minSize={380} className="pane">
          {centre}
        </Panel>
        {wide && <Separator className="separator-column" aria-label="Width of the inspector" />}
        {wide && (
          <Panel
            id="inspector"
            panelRef={panels.inspector}
            collapsible
            collapsedSize={0}
            defaultSize={340}
            minSize={260}
            className="pane"
          >
            {inspector}
          </Panel>
        )}
      </Group>
    </main>
  )
}

type RailButtonProps = { label: string; open: boolean; onOpen: () => void; children: ReactNode }

function RailButton({ label, open, onOpen, children }: RailButtonProps) {
  return (
    <button type="button" className="icon" aria-label={label} title={label} aria-expanded={open} onClick={onOpen}>
      {children}
    </button>
  )
}
