// What one can do about the console: search, choose what is shown, wrap, copy, clear.
import { ArrowDown, ArrowUp, ChevronDown, Copy, Eraser, Search, Undo2, WrapText } from 'lucide-react'
import type { KeyboardEvent } from 'react'
import { logLevels, type LogLevel } from '../../model/log/log-level.ts'
import type { LogSource } from '../../model/log/log-list.ts'
import { toggled } from '../../model/toggled.ts'
import { usePage } from '../../store.ts'
import { MenuButton, type MenuItem } from '../../ui/menu.tsx'
import { step, useConsole } from './console-view.ts'
import { copyLog } from './copy-log.ts'

const sourceWords: Record<LogSource, string> = {
  lambda: 'Lambda’s own lines',
  stdout: 'Standard output',
  stderr: 'Standard error',
  telemetry: 'Log frames',
}
const levelWords: Record<LogLevel, string> = {
  error: 'Errors',
  warn: 'Warnings',
  info: 'Information',
  debug: 'Debugging',
  none: 'Lines that name no level',
}

export function ConsoleBar() {
  const { search, found, current, sources, levels, raw, wrap, clearedTo } = useConsole()
  const name = usePage((page) => page.function) ?? ''
  const cleared = clearedTo[name] !== undefined
  const items = (): MenuItem[] => [
    { kind: 'heading', label: 'From' },
    ...(Object.keys(sourceWords) as LogSource[]).map((source): MenuItem => ({
      kind: 'check',
      label: sourceWords[source],
      checked: !useConsole.getState().sources.has(source),
      onSelect: () => useConsole.setState({ sources: toggled(useConsole.getState().sources, source) }),
    })),
    { kind: 'line' },
    { kind: 'heading', label: 'Level' },
    ...logLevels.map((level): MenuItem => ({
      kind: 'check',
      label: levelWords[level],
      checked: !useConsole.getState().levels.has(level),
      onSelect: () => useConsole.setState({ levels: toggled(useConsole.getState().levels, level) }),
    })),
    { kind: 'line' },
    {
      kind: 'check',
      label: 'START, END and REPORT as they are',
      help: 'instead of a head for each invocation',
      checked: useConsole.getState().raw,
      onSelect: () => useConsole.setState({ raw: !useConsole.getState().raw }),
    },
    { kind: 'action', label: 'Unfold all invocations', onSelect: () => useConsole.setState({ folded: new Set() }) },
  ]
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter') step(event.shiftKey ? -1 : 1)
    else if (event.key === 'Escape') {
      useConsole.setState({ search: '' })
      document.querySelector<HTMLElement>('.console-lines')?.focus()
    } else return
    event.preventDefault()
  }
  return (
    <div className="console-bar">
      <div className="console-search">
        <Search size={12} aria-hidden="true" />
        <input
          aria-label="Search the console"
          placeholder="Search"
          spellCheck={false}
          value={search}
          onChange={({ target }) => useConsole.setState({ search: target.value, current: 0 })}
          onKeyDown={onKeyDown}
        />
        {search !== '' && (
          <>
            <span className="figure" role="status">
              {found === 0 ? 'none' : `${(current + 1).toLocaleString('en')} of ${found.toLocaleString('en')}`}
            </span>
            <button type="button" aria-label="Match before" disabled={found === 0} onClick={() => step(-1)}>
              <ArrowUp size={12} />
            </button>
            <button type="button" aria-label="Next match" disabled={found === 0} onClick={() => step(1)}>
              <ArrowDown size={12} />
            </button>
          </>
        )}
      </div>
      <MenuButton
        label="Show in the console"
        items={items}
        className={`quiet-button ${sources.size + levels.size > 0 || raw ? 'changed' : ''}`}
      >
        Show <ChevronDown size={12} />
      </MenuButton>
      <button
        type="button"
        className="icon"
        aria-pressed={wrap}
        aria-label="Wrap long lines"
        title="Wrap long lines"
        onClick={() => useConsole.setState({ wrap: !wrap })}
      >
        <WrapText size={14} />
      </button>
      <button type="button" className="icon" aria-label="Copy the console" title="Copy what is shown" onClick={copyLog}>
        <Copy size={13} />
      </button>
      <button
        type="button"
        className="icon"
        aria-label={cleared ? 'Show what was cleared' : 'Clear the console'}
        title={cleared ? 'Show what was cleared' : 'Clear: earlier lines leave the sight, and stay in the session'}
        onClick={() => clear(name)}
      >
        {cleared ? <Undo2 size={14} /> : <Eraser size={14} />}
      </button>
    </div>
  )
}

function clear(name: string): void {
  const { [name]: before, ...others } = useConsole.getState().clearedTo
  const last = usePage.getState().session.functions.get(name)?.console.at(-1)?.seq
  if (before !== undefined) useConsole.setState({ clearedTo: others })
  else if (last !== undefined) useConsole.setState({ clearedTo: { ...others, [name]: last } })
}
