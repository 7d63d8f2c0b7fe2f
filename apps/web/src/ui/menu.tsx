// A button that opens a menu.
import { Suspense, useRef, useState, type ReactNode } from 'react'
import { later } from './later.ts'
import { Opening } from './opening.tsx'

const Menu = later(async () => (await import('./open-menu.tsx')).Menu)

export type MenuItem =
  | { kind: 'action'; label: string; onSelect: () => void; keys?: string; help?: string; disabled?: boolean }
  | { kind: 'check' | 'radio'; label: string; checked: boolean; onSelect: () => void; keys?: string; help?: string }
  | { kind: 'heading'; label: string }
  | { kind: 'line' }

export type Place = { left: number; top: number; bottom: number }

type ButtonProps = {
  label: string
  items: readonly MenuItem[] | (() => readonly MenuItem[])
  children: ReactNode
  className?: string
  title?: string
  onOpen?: () => void
}

export function MenuButton({ label, items, children, className = 'outline', title, onOpen }: ButtonProps) {
  const button = useRef<HTMLButtonElement>(null)
  const [place, setPlace] = useState<Place | undefined>()
  const open = () => {
    onOpen?.()
    setPlace(button.current!.getBoundingClientRect())
  }
  return (
    <>
      <button
        ref={button}
        type="button"
        className={className}
        aria-label={label}
        title={title}
        aria-haspopup="menu"
        aria-expanded={place !== undefined}
        onClick={() => (place === undefined ? open() : setPlace(undefined))}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowDown') return
          event.preventDefault()
          open()
        }}
      >
        {children}
      </button>
      {place !== undefined && (
        <Suspense fallback={<Opening onClose={() => setPlace(undefined)} />}>
          <Menu
            label={label}
            items={typeof items === 'function' ? items() : items}
            place={place}
            opener={button.current}
            onClose={() => setPlace(undefined)}
          />
        </Suspense>
      )}
    </>
  )
}
