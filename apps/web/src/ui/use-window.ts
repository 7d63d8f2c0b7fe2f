// The size of the window, as it changes.
import { useEffect, useState } from 'react'

/** Pixels of CSS: a window that is zoomed is a smaller one. */
export function useWindow(): { width: number; height: number } {
  const [size, setSize] = useState({ width: innerWidth, height: innerHeight })
  useEffect(() => {
    const measure = () => setSize({ width: innerWidth, height: innerHeight })
    addEventListener('resize', measure)
    return () => removeEventListener('resize', measure)
  }, [])
  return size
}
