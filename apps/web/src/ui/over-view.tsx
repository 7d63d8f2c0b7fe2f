// What lies over the view: it takes the focus, Escape closes it, and the focus goes back to where it was.
import { X } from 'lucide-react'
import { useEffect, useRef, type KeyboardEvent, type ReactNode } from 'react'
import { inTextField } from './in-text-field.ts'
import './over-view.css'

type Props = {
  label: string
  /** What its button is called. */
  closing: string
  /** Beside its name. */
  about: ReactNode
  /** Has to stay the same function. */
  close: () => void
  onKeyDown?: (event: KeyboardEvent<HTMLElement>) => void
  children: ReactNode
}

export function OverView({ label, closing, about, close, onKeyDown, children }: Props) {
  const place = useRef<HTMLElement>(null)
  useEffect(() => {
    const before = document.activeElement
    place.current?.focus()
    return () => {
      // What it covered can have the focus again only when it is gone.
      requestAnimationFrame(() => {
        const back =
          before instanceof HTMLElement && before.isConnected && before !== document.body ? before : undefined
        ;(back ?? document.querySelector<HTMLElement>('[role=treegrid]'))?.focus()
      })
    }
  }, [])
  useEffect(() => {
    const onKey = (key: globalThis.KeyboardEvent) => {
      if (key.key !== 'Escape' || key.defaultPrevented || inTextField(key.target)) return
      if (document.querySelector('dialog[open], .menu') !== null) return
      key.preventDefault()
      close()
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [close])
  return (
    <section ref={place} className="over-view" aria-label={label} tabIndex={-1} onKeyDown={onKeyDown}>
      <header>
        <h2>{label}</h2>
        {about}
        <span className="grow" />
        <button type="button" className="icon" aria-label={closing} title="Close  Esc" onClick={close}>
          <X size={14} />
        </button>
      </header>
      {children}
    </section>
  )
}
