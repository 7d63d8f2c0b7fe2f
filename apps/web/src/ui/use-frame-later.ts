// A value one frame after it changed: where everything on the page changes at once, parts of it take turns.
import { useEffect, useState } from 'react'

export function useFrameLater<T>(value: T): T {
  const [late, setLate] = useState(value)
  useEffect(() => {
    if (late === value) return
    const frame = requestAnimationFrame(() => setLate(value))
    return () => cancelAnimationFrame(frame)
  }, [late, value])
  return late
}
