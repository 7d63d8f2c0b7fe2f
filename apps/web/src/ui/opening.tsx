// Stands for a menu or a dialog that is still being loaded: keys are meant for it, and must not reach what lies below.
import { useEffect, useRef } from 'react'

/** What was typed meanwhile, for whoever has a field to be typed into. */
let typed = ''

/** Gives it once. */
export function takeTypedAhead(): string {
  const text = typed
  typed = ''
  return text
}

export function Opening({ onClose }: { onClose: () => void }) {
  const close = useRef(onClose)
  close.current = onClose
  useEffect(() => {
    typed = ''
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return
      event.preventDefault()
      event.stopPropagation()
      if (event.key === 'Escape') close.current()
      else if (event.key === 'Backspace') typed = typed.slice(0, -1)
      else if (event.key.length === 1) typed += event.key
    }
    addEventListener('keydown', onKey, true)
    return () => removeEventListener('keydown', onKey, true)
  }, [])
  return null
}
