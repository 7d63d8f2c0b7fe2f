// What lies over the view: it takes the focus, Escape closes it, and the focus goes back to where it was.
import { useEffect, useRef, type RefObject } from 'react'
import { inTextField } from './in-text-field.ts'

/** `close` has to stay the same function. */
export function useOverView(close: () => void): RefObject<HTMLElement | null> {
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
    const onKey = (key: KeyboardEvent) => {
      if (key.key !== 'Escape' || key.defaultPrevented || inTextField(key.target)) return
      if (document.querySelector('dialog[open], .menu') !== null) return
      key.preventDefault()
      close()
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [close])
  return place
}
