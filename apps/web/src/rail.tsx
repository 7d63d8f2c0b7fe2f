// The left pane where there is no room for it: a strip of buttons, and the pane over what lies beside it.
import { Braces, FileCode2, Gauge, X } from 'lucide-react'
import type { ReactNode } from 'react'

const buttons = [
  ['Event', Braces],
  ['Runtime', FileCode2],
  ['Result', Gauge],
] as const

type Props = { open: boolean; onToggle: () => void; children: ReactNode }

export function Rail({ open, onToggle, children }: Props) {
  return (
    <>
      <nav className="rail" aria-label="Left pane">
        {buttons.map(([label, Icon]) => (
          <button
            key={label}
            type="button"
            className="icon"
            aria-label={label}
            title={label}
            aria-expanded={open}
            onClick={onToggle}
          >
            <Icon size={16} />
          </button>
        ))}
      </nav>
      {open && (
        <div className="overlay">
          <button type="button" className="icon" aria-label="Close the left pane" onClick={onToggle}>
            <X size={14} />
          </button>
          {children}
        </div>
      )}
    </>
  )
}
