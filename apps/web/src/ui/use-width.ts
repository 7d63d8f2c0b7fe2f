// The width of the window, as it changes.
import { useSyncExternalStore } from 'react'

function subscribe(changed: () => void): () => void {
  addEventListener('resize', changed)
  return () => removeEventListener('resize', changed)
}

export function useWidth(): number {
  return useSyncExternalStore(subscribe, () => innerWidth)
}
