// A menu that is open: at its button, or at a point. It stands in the browser's top layer, which also closes it.
import { Check } from 'lucide-react'
import { useEffect, useId, useLayoutEffect, useRef, type KeyboardEvent } from 'react'
import type { MenuItem, Place } from './menu.tsx'
import './open-menu.css'

type MenuProps = {
  label: string
  items: readonly MenuItem[]
  place: Place
  opener: HTMLElement | null
  onClose: () => void
}

/** Stays open while its boxes are ticked; an action closes it. Focus goes back to where it came from. */
export function Menu({ label, items, place, opener, onClose }: MenuProps) {
  const list = useRef<HTMLDivElement>(null)
  const id = useId()
  const closing = useRef(onClose)
  closing.current = onClose
  useLayoutEffect(() => {
    const element = list.current!
    element.showPopover()
    const { width, height } = element.getBoundingClientRect()
    const below = place.bottom + 4 + height <= innerHeight
    element.style.left = `${Math.max(4, Math.min(place.left, innerWidth - width - 4))}px`
    element.style.top = `${below ? place.bottom + 4 : Math.max(4, place.top - height - 4)}px`
    const first = element.querySelector<HTMLElement>('[aria-checked=true]') ?? choices(element)[0]
    first?.focus()
  }, [place])
  useEffect(() => {
    const onDown = (event: PointerEvent) => {
      const target = event.target as Node
      if (list.current?.contains(target) || opener?.contains(target)) return
      closing.current()
    }
    addEventListener('pointerdown', onDown, true)
    return () => removeEventListener('pointerdown', onDown, true)
  }, [opener])
  const close = () => {
    onClose()
    opener?.focus()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const all = choices(list.current!)
    const at = all.indexOf(document.activeElement as HTMLElement)
    const moves: Record<string, number> = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }
    const to = moves[event.key]
    event.stopPropagation()
    if (to !== undefined) all[(to + all.length) % all.length]?.focus()
    else if (event.key === 'Escape' || event.key === 'Tab') close()
    else if (event.key.length === 1 && /\S/.test(event.key)) {
      const letter = event.key.toLowerCase()
      const after = [...all.slice(at + 1), ...all.slice(0, at + 1)]
      after.find((choice) => choice.textContent?.trim().toLowerCase().startsWith(letter))?.focus()
      return
    } else return
    event.preventDefault()
  }
  return (
    <div ref={list} id={id} popover="manual" role="menu" aria-label={label} className="menu" onKeyDown={onKeyDown}>
      {items.map((item, index) => {
        if (item.kind === 'line') return <hr key={index} role="separator" />
        if (item.kind === 'heading')
          return (
            <div key={index} className="menu-heading" role="presentation">
              {item.label}
            </div>
          )
        const box = item.kind !== 'action'
        return (
          <button
            key={index}
            type="button"
            role={item.kind === 'check' ? 'menuitemcheckbox' : item.kind === 'radio' ? 'menuitemradio' : 'menuitem'}
            aria-checked={box ? item.checked : undefined}
            disabled={item.kind === 'action' && item.disabled === true}
            tabIndex={-1}
            onClick={() => {
              if (!box) close()
              item.onSelect()
            }}
          >
            <span className="menu-mark">{box && item.checked && <Check size={12} />}</span>
            <span className="menu-label">
              {item.label}
              {item.help !== undefined && <small>{item.help}</small>}
            </span>
            {item.keys !== undefined && <kbd>{item.keys}</kbd>}
          </button>
        )
      })}
    </div>
  )
}

function choices(menu: HTMLElement): HTMLElement[] {
  return [...menu.querySelectorAll<HTMLElement>('[role^=menuitem]:not(:disabled)')]
}
