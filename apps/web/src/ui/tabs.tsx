// Tabs, moved through with the arrow keys.
import type { KeyboardEvent } from 'react'

type Props<T extends string> = {
  label: string
  tabs: readonly T[]
  current: T
  /** How many things wait behind a tab; its place is kept where there are none yet. */
  counts?: Partial<Record<T, number>>
  onChange: (tab: T) => void
  children?: React.ReactNode
}

export function Tabs<T extends string>({ label, tabs, current, counts, onChange, children }: Props<T>) {
  const onKeyDown = (event: KeyboardEvent) => {
    const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
    if (by === 0) return
    event.preventDefault()
    const next = tabs[(tabs.indexOf(current) + by + tabs.length) % tabs.length]!
    onChange(next)
    event.currentTarget.querySelector<HTMLElement>(`[data-tab="${next}"]`)?.focus()
  }
  return (
    <div className="tabs">
      <div role="tablist" aria-label={label} onKeyDown={onKeyDown}>
        {tabs.map((tab) => (
          <button
            key={tab}
            type="button"
            role="tab"
            data-tab={tab}
            aria-selected={tab === current}
            tabIndex={tab === current ? 0 : -1}
            onClick={() => onChange(tab)}
          >
            {tab}
            {counts?.[tab] !== undefined && (
              <span className={`tab-count ${counts[tab] === 0 ? 'none' : ''}`}>
                {counts[tab] > 99 ? '99+' : counts[tab]}
              </span>
            )}
          </button>
        ))}
      </div>
      {children}
    </div>
  )
}
