// The page: which parts there are, and what they do for each other.
import type { FunctionDefinition } from '@playground/protocol'
import { Suspense, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { readRequest } from './control/request.ts'
import { EventPane } from './features/event/event-pane.tsx'
import { useEvent } from './features/event/use-event.ts'
import { useSaved } from './features/event/use-saved.ts'
import { Inspector } from './features/inspector/inspector.tsx'
import { plainCall, useCallSettings } from './features/invoke/call-settings.ts'
import { InvokeControls } from './features/invoke/invoke-controls.tsx'
import { hangUp, isOurs, sendInvoke } from './features/invoke/invoke.ts'
import { useInvoke } from './features/invoke/use-invoke.ts'
import { Result } from './features/result/result.tsx'
import type { OpenFile } from './features/runtime/source-editor.tsx'
import { Toolbar } from './features/toolbar/toolbar.tsx'
import { Frame, type FrameHandle } from './frame.tsx'
import { openHttpCall } from './http-calls.ts'
import {
  AttachedNotice,
  BuildOutput,
  Console,
  ConsoleBar,
  Dialogs,
  EventBar,
  FindingsWatch,
  Narrator,
  Runtime,
  Scrubber,
  Settings,
  Telemetry,
} from './later.ts'
import { hasBuild, useParts, usePage, type Page } from './store.ts'
import { announce } from './ui/announce.ts'
import { Announcement } from './ui/announcement.tsx'
import { Opening } from './ui/opening.tsx'
import { Tabs } from './ui/tabs.tsx'
import { usePageKeys } from './use-page-keys.ts'
import { View } from './view.tsx'
import { ViewsBar } from './views-bar.tsx'
import './ui/tokens.css'
import './ui/base.css'
import './app.css'

const hangUpOf = (invocation: string) => (isOurs(invocation) ? () => hangUp(invocation) : undefined)

const sendPlain = (name: string, event: string, requestId: string) =>
  sendInvoke(name, event, { ...plainCall, requestId })

const leftTabs = ['Event', 'Runtime', 'Settings'] as const
type LeftTab = (typeof leftTabs)[number]

/** The one that was chosen, as long as there is one of that name. */
function shownFunction({ session, function: chosen }: Page): string | undefined {
  const { state, functions } = session
  return chosen !== undefined && (chosen in state.functions || functions.has(chosen))
    ? chosen
    : firstOf(state.functions)
}

/** What somebody brought comes before what ships. */
function firstOf(functions: Readonly<Record<string, FunctionDefinition>>): string | undefined {
  const all = Object.values(functions)
  return (all.find(({ shipped, origin }) => !shipped && origin === 'managed') ?? all[0])?.name
}

export function App({ onRetry }: { onRetry: () => void }) {
  const { session, function: chosen, selected, dialog } = useParts('session', 'function', 'selected', 'dialog')
  const builds = usePage(hasBuild)
  const recorded = usePage((page) => page.connection.phase === 'recorded')
  // The session changes in place, and all the time: of that, the page itself is drawn anew for its function alone.
  const name = usePage(shownFunction)
  const definition = usePage((page) => page.session.state.functions[shownFunction(page) ?? ''])
  const [event, setEvent] = useEvent(name)
  const saved = useSaved(name, event.text, setEvent)
  const [settings, changeSettings] = useCallSettings(name)
  const invoking = useInvoke(name, event.text, settings)
  const { invoke, repeat, send } = invoking
  const [left, setLeft] = useState<LeftTab>('Event')
  const [file, setFile] = useState<OpenFile | undefined>()
  const frame = useRef<FrameHandle>(null)

  useEffect(() => {
    if (name !== undefined && name !== chosen) usePage.setState({ function: name })
  }, [name, chosen])
  useEffect(() => {
    if (selected !== undefined) frame.current?.select()
  }, [selected])

  const actions = useMemo(
    () => ({
      invoke,
      repeat,
      toggle: (pane: 'left' | 'dock' | 'inspector') => frame.current?.toggle(pane),
      left: (tab: LeftTab) => {
        frame.current?.show('left')
        setLeft(tab)
      },
    }),
    [invoke, repeat],
  )
  usePageKeys(actions)
  const replay = useCallback(
    (invocation: string, edit: boolean) => {
      void readRequest(name, invocation).then((text) => {
        if (text === undefined) return announce('The event of this invocation is no longer kept.')
        if (!edit) return send(text)
        setEvent(text)
        actions.left('Event')
      })
    },
    [name, send, setEvent, actions],
  )
  const openFile = useCallback(
    (path: string, line: number | undefined) => {
      setFile({ path, line, count: Date.now() })
      actions.left('Runtime')
    },
    [actions],
  )
  const showSource = () => {
    setFile(undefined)
    actions.left('Runtime')
  }
  const takeTemplate = (text: string, title: string) => {
    const before = event.text
    usePage.setState({ dialog: undefined })
    setEvent(text)
    actions.left('Event')
    announce(`${title} is in the editor.`, { label: 'Undo', run: () => setEvent(before) })
  }

  return (
    <>
      <Toolbar definition={definition} onRetry={onRetry}>
        <InvokeControls name={name} state={invoking} settings={settings} onChange={changeSettings} />
      </Toolbar>
      <Frame
        ref={frame}
        writing={
          <section className="writing" aria-label="Event" tabIndex={-1}>
            <Tabs label="Left" tabs={leftTabs} current={left} onChange={setLeft} />
            {left === 'Event' && (
              <Suspense fallback={<div className="event-bar" />}>
                <EventBar saved={saved} onHttp={openHttpCall} />
              </Suspense>
            )}
            {left === 'Event' && (
              <EventPane name={name} event={event} onChange={setEvent} onInvoke={invoke} problem={invoking.warning} />
            )}
            <Suspense fallback={null}>
              {left === 'Settings' && <Settings definition={definition} onOpen={openFile} />}
              {left === 'Runtime' && <Runtime key={name} definition={definition} open={file} onInvoke={invoke} />}
            </Suspense>
          </section>
        }
        result={
          <Result
            refused={invoking.refused}
            hangUpOf={hangUpOf}
            onOpen={openFile}
            onReplay={replay}
            onSettings={recorded || definition?.folder === undefined ? undefined : () => actions.left('Settings')}
          />
        }
        sequence={
          <>
            <ViewsBar />
            <View
              event={event.text}
              onInvoke={invoke}
              onReplay={replay}
              onSettings={() => actions.left('Settings')}
              onBuildOutput={() => frame.current?.show('build')}
            />
            <Suspense fallback={<div className="scrubber" />}>
              <Scrubber />
            </Suspense>
          </>
        }
        console={
          <Suspense fallback={<section className="console" aria-label="Console" />}>
            <Console />
          </Suspense>
        }
        consoleBar={
          <Suspense fallback={null}>
            <ConsoleBar />
          </Suspense>
        }
        telemetry={
          <Suspense fallback={null}>
            <Telemetry />
          </Suspense>
        }
        build={
          builds ? (
            <Suspense fallback={null}>
              <BuildOutput name={name} />
            </Suspense>
          ) : undefined
        }
        inspector={<Inspector onReplay={replay} />}
      />
      <Announcement />
      <Suspense fallback={null}>
        <Narrator />
        <AttachedNotice />
        <FindingsWatch />
      </Suspense>
      <Suspense fallback={<Opening onClose={() => usePage.setState({ dialog: undefined })} />}>
        {dialog !== undefined && (
          <Dialogs
            open={dialog}
            {...{ session, definition, name, actions }}
            event={event.text}
            onSend={sendPlain}
            onAdded={showSource}
            onTemplate={takeTemplate}
          />
        )}
      </Suspense>
    </>
  )
}
