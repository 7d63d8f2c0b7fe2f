// The bar at the top: which function, Invoke, and how the connection is.
import type { FunctionDefinition } from '@playground/protocol'
import { CircleHelp, Search } from 'lucide-react'
import type { ReactNode } from 'react'
import { openDialog } from '../../store.ts'
import { withCommand } from '../../ui/keys.ts'
import { Connection } from './connection.tsx'
import { FunctionPicker } from './function-picker.tsx'
import { ThemeMenu } from './theme-menu.tsx'
import './toolbar.css'

type Props = {
  definition: FunctionDefinition | undefined
  /** Invoke, with all that belongs to it. */
  children: ReactNode
  onRetry: () => void
}

export function Toolbar({ definition, children, onRetry }: Props) {
  return (
    <header className="toolbar">
      <span className="brand" aria-hidden="true">
        <svg viewBox="0 0 28 28">
          <path d="M9 7h3l7 14M13.5 13 9 21" />
        </svg>
      </span>
      <h1 className="visually-hidden">Lambda Runtime Playground</h1>
      <FunctionPicker definition={definition} />
      <span className="separator" />
      {children}
      <span className="grow" />
      <Connection onRetry={onRetry} />
      <button
        type="button"
        className="command-search"
        aria-label="Run a command"
        onClick={() => openDialog('commands')}
      >
        <Search size={13} />
        <span>Run a command</span>
        <kbd>{withCommand('K')}</kbd>
      </button>
      <button
        type="button"
        className="icon"
        aria-label="All keys"
        title="All keys (?)"
        onClick={() => openDialog('keys')}
      >
        <CircleHelp size={15} />
      </button>
      <ThemeMenu />
    </header>
  )
}
