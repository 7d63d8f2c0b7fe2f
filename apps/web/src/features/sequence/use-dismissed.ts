// Explanations that somebody has dismissed, for good.
import { useCallback, useState } from 'react'

const key = 'explanations-dismissed'

export function useDismissed(): [ReadonlySet<string>, (kind: string) => void] {
  const [dismissed, setDismissed] = useState<ReadonlySet<string>>(
    () => new Set((localStorage.getItem(key) ?? '').split(',').filter((kind) => kind !== '')),
  )
  const dismiss = useCallback((kind: string) => {
    setDismissed((before) => {
      const after = new Set([...before, kind])
      localStorage.setItem(key, [...after].join(','))
      return after
    })
  }, [])
  return [dismissed, dismiss]
}
