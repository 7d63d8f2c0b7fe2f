// The bar at the top: which function, Invoke, and how the connection is.
import type { FunctionDefinition } from '@playground/protocol'
import { CircleHelp, Contrast, Play } from 'lucide-react'
import { usePage } from '../../store.ts'
import { invokeKeys } from '../../ui/keys.ts'
import { switchTheme } from '../../ui/theme.ts'
import { Connection } from './connection.tsx'
import { FunctionPicker } from './function-picker.tsx'
import './toolbar.css'

type Props = {
  definition: FunctionDefinition | undefined
  running: number
  warning: string | undefined
  onInvoke: () => void
  onRetry: () => void
  onKeys: () => void
  onAttach: () => void
}

export function Toolbar({ definition, running, warning, onInvoke, onRetry, onKeys, onAttach }: Props) {
  const connection = usePage((page) => page.connection)
  const why =
    definition === undefined
      ? 'There is no function yet'
      : connection.phase === 'recorded'
        ? 'A recorded session is read-only'
        : connection.phase === 'live' || connection.phase === 'behind'
          ? undefined
          : 'The playground is not connected'
  return (
    <header className="toolbar">
      <span className="brand" aria-hidden="true">
        <svg viewBox="0 0 28 28">
          <path d="M9 7h3l7 14M13.5 13 9 21" />
        </svg>
      </span>
      <h1 className="visually-hidden">Lambda Runtime Playground</h1>
      <FunctionPicker definition={definition} onAttach={onAttach} />
      <span className="separator" />
      <button
        type="button"
        className="primary"
        aria-label="Invoke"
        disabled={why !== undefined}
        title={why}
        onClick={onInvoke}
      >
        <Play size={11} fill="currentColor" />
        Invoke
        <kbd>{invokeKeys}</kbd>
      </button>
      {running > 0 && <span className="quiet">{running} running</span>}
      {why !== undefined && connection.phase === 'recorded' && <span className="quiet">{why}</span>}
      {warning !== undefined && (
        <span className="warning" role="alert">
          {warning}
        </span>
      )}
      <span className="grow" />
      <Connection onRetry={onRetry} />
      <button type="button" className="icon" aria-label="All keys" title="All keys (?)" onClick={onKeys}>
        <CircleHelp size={15} />
      </button>
      <button type="button" className="icon" aria-label="Light or dark" title="Light or dark" onClick={switchTheme}>
        <Contrast size={15} />
      </button>
    </header>
  )
}
