// Invoke and how it is done: how often, and whether the caller waits; with the progress of a run, and its stop.
import { ChevronDown, Play } from 'lucide-react'
import { Suspense, useState } from 'react'
import type { CallKind } from '../../model/call-kind.ts'
import { openDialog, useParts } from '../../store.ts'
import { unsavedFilesOf, useUnsavedFiles } from '../../unsaved-files.ts'
import { invokeKeys, repeatKeys } from '../../ui/keys.ts'
import { MenuButton, type MenuItem } from '../../ui/menu.tsx'
import { Opening } from '../../ui/opening.tsx'
import { isRun, repeatWord, type CallSettings } from './call-settings.ts'
import { isolatesTenants, type InvokeState } from './use-invoke.ts'
import { whyItWaits } from './why-it-waits.ts'
import { later } from '../../ui/later.ts'
import './invoke.css'

const Run = later(async () => (await import('./run.tsx')).Run)
const Tenant = later(async () => (await import('./tenant.tsx')).Tenant)
const CallDialog = later(async () => (await import('./call-dialog.tsx')).CallDialog)

type Props = {
  name: string | undefined
  state: InvokeState
  settings: CallSettings
  onChange: (change: Partial<CallSettings>) => void
}

const types: [CallKind, string, string][] = [
  ['RequestResponse', 'Synchronous', 'the caller waits for the result'],
  ['Stream', 'Streaming', 'the caller takes the response in pieces, as they come'],
  ['Event', 'Asynchronous', 'Lambda takes the event, and nobody waits'],
  ['DryRun', 'Dry run', 'checks what can be checked, and runs nothing'],
]
const repeats = [1, 10, 100]

export function InvokeControls({ name, state, settings, onChange }: Props) {
  const { session, connection } = useParts('session', 'connection', 'revision')
  const [dialog, setDialog] = useState(false)
  const isolates = isolatesTenants(name)
  const unnamed = isolates && settings.tenant.trim() === '' ? 'Name the tenant that the call is for' : undefined
  const disabled = whyNot(name, connection.phase) ?? unnamed
  const fn = name === undefined ? undefined : session.functions.get(name)
  const waits = fn === undefined ? undefined : whyItWaits(fn)
  const files = useUnsavedFiles((unsaved) => unsaved.files)
  const unsaved = name === undefined ? [] : unsavedFilesOf(name, files)
  const runs = Object.entries(session.state.runs).filter(([, run]) => run.function === name)
  const typeWord = (types.find(([type]) => type === settings.type) ?? types[0]!)[1]
  const typeItems: MenuItem[] = types.map(([type, label, help]) => ({
    kind: 'radio',
    label,
    help,
    checked: settings.type === type,
    onSelect: () => onChange({ type }),
  }))
  const repeatItems: MenuItem[] = repeats.map((times) => ({
    kind: 'radio',
    label: times === 1 ? 'Once' : `${times} times, one after the other`,
    checked: settings.repeat === 'times' && settings.times === times && settings.atOnce === 1,
    onSelect: () => onChange({ repeat: 'times', times, atOnce: 1 }),
  }))
  const more: MenuItem = { kind: 'action', label: 'More: at once, at a rate…', onSelect: () => setDialog(true) }
  const all = (): MenuItem[] => [
    { kind: 'action', label: 'Invoke again with the last event', keys: repeatKeys, onSelect: state.repeat },
    { kind: 'line' },
    { kind: 'heading', label: 'How often' },
    ...repeatItems,
    { kind: 'line' },
    { kind: 'heading', label: 'How' },
    ...typeItems,
    { kind: 'line' },
    { kind: 'action', label: 'All settings of the call…', onSelect: () => setDialog(true) },
    { kind: 'action', label: 'Race two functions…', onSelect: () => openDialog('race') },
  ]
  return (
    <>
      <span className="split">
        <button
          type="button"
          className="primary"
          aria-label="Invoke"
          disabled={disabled !== undefined}
          title={disabled}
          onClick={state.invoke}
        >
          <Play size={11} fill="currentColor" />
          Invoke
          <kbd>{invokeKeys}</kbd>
        </button>
        <MenuButton label="How to invoke" items={all} className="primary more">
          <ChevronDown size={12} />
        </MenuButton>
      </span>
      <span className="call-choices">
        <MenuButton label="How often" items={[...repeatItems, { kind: 'line' }, more]} className="quiet-button">
          {repeatWord(settings)} <ChevronDown size={12} />
        </MenuButton>
        <MenuButton label="Kind of call" items={typeItems} className="quiet-button">
          {typeWord} <ChevronDown size={12} />
        </MenuButton>
      </span>
      <Suspense fallback={null}>
        {isolates && <Tenant tenant={settings.tenant} onChange={(tenant) => onChange({ tenant })} />}
        {runs.map(([run, progress]) => (
          <Run key={run} run={run} progress={progress} />
        ))}
      </Suspense>
      {runs.length === 0 && (disabled ?? waits ?? '') !== '' && (
        <span className="quiet why-waits" role="status">
          {disabled ?? waits}
        </span>
      )}
      {unsaved.length > 0 && disabled === undefined && (
        <span className="not-saved" role="status" title="An invocation runs what is saved">
          Not saved: {unsaved.join(', ')}
        </span>
      )}
      {state.warning !== undefined && (
        <span className="warning" role="alert">
          {state.warning.message}
        </span>
      )}
      {dialog && (
        <Suspense fallback={<Opening onClose={() => setDialog(false)} />}>
          <CallDialog
            settings={settings}
            onChange={onChange}
            onInvoke={isRun(settings) ? state.invoke : undefined}
            onClose={() => setDialog(false)}
          />
        </Suspense>
      )}
    </>
  )
}

function whyNot(name: string | undefined, phase: string): string | undefined {
  // The connection says so itself.
  if (phase === 'connecting') return ''
  if (phase === 'recorded') return 'A recorded session is read-only'
  if (phase !== 'live' && phase !== 'behind') return 'The playground is not connected'
  if (name === undefined) return 'There is no function yet'
  return undefined
}
