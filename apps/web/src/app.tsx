// The frame: where each part of the page stands, and what they share.
import { useEffect, useState } from 'react'
import { Group, Panel, Separator, useDefaultLayout } from 'react-resizable-panels'
import { Console } from './features/console/console.tsx'
import { EventEditor } from './features/event/event-editor.tsx'
import { useEvent } from './features/event/use-event.ts'
import { FilterBar } from './features/filter/filter-bar.tsx'
import { Inspector } from './features/inspector/inspector.tsx'
import { useInvoke } from './features/invoke/use-invoke.ts'
import { Result } from './features/result/result.tsx'
import { Runtime } from './features/runtime/runtime.tsx'
import { Sequence } from './features/sequence/sequence.tsx'
import { ViewMenu } from './features/sequence/view-menu.tsx'
import { AttachDialog } from './features/toolbar/attach-dialog.tsx'
import { KeysDialog } from './features/toolbar/keys-dialog.tsx'
import { Toolbar } from './features/toolbar/toolbar.tsx'
import { usePage } from './store.ts'
import { commandKey } from './ui/keys.ts'
import { inTextField } from './ui/in-text-field.ts'
import { Announcement } from './ui/announcement.tsx'
import { Tabs } from './ui/tabs.tsx'
import { useWidth } from './ui/use-width.ts'
import './ui/tokens.css'
import './ui/base.css'
import './app.css'

const regions = ['Event', 'Result', 'Sequence', 'Console', 'Inspector']

export function App({ onRetry }: { onRetry: () => void }) {
  const { session, function: chosen } = usePage()
  usePage((page) => page.revision)
  const names = Object.keys(session.state.functions)
  const name =
    chosen !== undefined && (chosen in session.state.functions || session.functions.has(chosen)) ? chosen : names[0]
  const definition = name === undefined ? undefined : session.state.functions[name]
  const [event, setEvent] = useEvent(name)
  const { invoke, warning, refused, running } = useInvoke(name, event)
  const [left, setLeft] = useState<'Event' | 'Runtime'>('Event')
  const [dock, setDock] = useState<'Console' | 'Inspector'>('Console')
  const [dialog, setDialog] = useState<'keys' | 'attach' | undefined>()
  const width = useWidth()
  const wide = width >= 1360
  const columns = useDefaultLayout({ id: wide ? 'columns-wide' : 'columns', storage: localStorage })
  const leftRows = useDefaultLayout({ id: 'left', storage: localStorage })
  const centreRows = useDefaultLayout({ id: 'centre', storage: localStorage })

  useEffect(() => {
    if (name !== undefined && name !== chosen) usePage.setState({ function: name })
  }, [name, chosen])
  const selected = usePage((page) => page.selected)
  useEffect(() => {
    if (selected !== undefined && !wide) setDock('Inspector')
  }, [selected, wide])
  useEffect(() => {
    const onKey = (key: KeyboardEvent) => {
      if (key.key === 'Enter' && commandKey(key) && !key.defaultPrevented) {
        key.preventDefault()
        invoke()
      } else if (key.key === 'F6') {
        key.preventDefault()
        focusNext(key.shiftKey ? -1 : 1)
      } else if (key.key === 'Escape' && document.activeElement?.getAttribute('aria-label') === 'Inspector') {
        document.querySelector<HTMLElement>('[role=treegrid]')?.focus()
      } else if (key.key === '?' && !inTextField(key.target)) {
        setDialog('keys')
      }
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [invoke])

  const leftPane = (
    <Group orientation="vertical" id="left" {...leftRows}>
      <Panel id="write" minSize={120} className="pane">
        <section className="writing" aria-label="Event" tabIndex={-1}>
          <Tabs label="Left" tabs={['Event', 'Runtime'] as const} current={left} onChange={setLeft} />
          {left === 'Event' ? (
            <EventEditor name={name} event={event} onChange={setEvent} onInvoke={invoke} />
          ) : (
            <Runtime definition={definition} onInvoke={invoke} />
          )}
        </section>
      </Panel>
      <Separator className="separator-row" aria-label="Height of the result" />
      <Panel id="result" defaultSize="40%" minSize={180} className="pane">
        <Result refused={refused} />
      </Panel>
    </Group>
  )
  const docked = (
    <div className="pane dock">
      {wide ? (
        <Tabs label="Dock" tabs={['Console'] as const} current="Console" onChange={() => {}} />
      ) : (
        <Tabs label="Dock" tabs={['Console', 'Inspector'] as const} current={dock} onChange={setDock} />
      )}
      {wide || dock === 'Console' ? <Console /> : <Inspector />}
    </div>
  )
  const centre = (
    <Group orientation="vertical" id="centre" {...centreRows}>
      <Panel id="sequence" minSize={160} className="pane">
        <Tabs label="View of the session" tabs={['Sequence'] as const} current="Sequence" onChange={() => {}}>
          <FilterBar />
          <ViewMenu />
        </Tabs>
        <Sequence onInvoke={invoke} onReplay={() => {}} />
      </Panel>
      <Separator className="separator-row" aria-label="Height of the console" />
      <Panel id="dock" defaultSize={wide ? 184 : 260} minSize={80} className="pane">
        {docked}
      </Panel>
    </Group>
  )
  return (
    <>
      <Toolbar
        definition={definition}
        running={running}
        warning={warning}
        onInvoke={invoke}
        onRetry={onRetry}
        onKeys={() => setDialog('keys')}
        onAttach={() => setDialog('attach')}
      />
      <main>
        {width < 720 ? (
          <div className="one-column">
            <div className="write-small">{leftPane}</div>
            <div className="centre-small">{centre}</div>
          </div>
        ) : (
          <Group orientation="horizontal" id={wide ? 'columns-wide' : 'columns'} {...columns}>
            <Panel id="left" defaultSize={width < 960 ? 240 : 316} minSize={200} className="pane">
              {leftPane}
            </Panel>
            <Separator className="separator-column" aria-label="Width of the event" />
            <Panel id="centre" minSize={380} className="pane">
              {centre}
            </Panel>
            {wide && <Separator className="separator-column" aria-label="Width of the inspector" />}
            {wide && (
              <Panel id="inspector" defaultSize={340} minSize={260} className="pane">
                <Inspector />
              </Panel>
            )}
          </Group>
        )}
      </main>
      <Announcement />
      {dialog === 'keys' && <KeysDialog onClose={() => setDialog(undefined)} />}
      {dialog === 'attach' && <AttachDialog onClose={() => setDialog(undefined)} />}
    </>
  )
}

function focusNext(by: 1 | -1): void {
  const present = regions
    .map((label) => document.querySelector<HTMLElement>(`section[aria-label="${label}"]`))
    .filter((region) => region !== null)
  const current = present.findIndex((region) => region.contains(document.activeElement))
  const next = present[(current + by + present.length) % present.length]
  if (next === undefined) return
  if (next.tabIndex < 0) next.tabIndex = -1
  next.focus()
}
