// The invocation whose band the pointer rests on; one that only passes over it changes nothing.
import { useCallback, useEffect, useRef, useState } from 'react'

const restMs = 150

export function useHover(): [string | undefined, (invocation: string | undefined) => void] {
  const [hovered, setHovered] = useState<string | undefined>()
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  const hover = useCallback((invocation: string | undefined) => {
    clearTimeout(timer.current)
    if (invocation === undefined) setHovered(undefined)
    else timer.current = setTimeout(() => setHovered(invocation), restMs)
  }, [])
  useEffect(() => () => clearTimeout(timer.current), [])
  return [hovered, hover]
}
