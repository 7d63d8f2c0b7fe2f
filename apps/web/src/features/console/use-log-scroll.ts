// Where the console stands: at its end while that is followed, else where somebody has scrolled to.
import { useCallback, useLayoutEffect, useState, type RefObject } from 'react'
import { scrollWindow } from '../../model/scroll-window.ts'

export const lineHeight = 18

export function useLogScroll(scroller: RefObject<HTMLDivElement | null>, count: number, height: number) {
  const [follow, setFollow] = useState(true)
  const [scrollTop, setScrollTop] = useState(0)
  const [seen, setSeen] = useState(0)
  const sight = scrollWindow(count, lineHeight, { scrollTop: follow ? 'end' : scrollTop, height })
  const { tall, scale } = sight
  useLayoutEffect(() => {
    if (follow) scroller.current?.scrollTo({ top: tall })
  }, [scroller, follow, tall, height])
  const onScroll = () => {
    const element = scroller.current
    if (element === null) return
    const atEnd = element.scrollHeight - element.scrollTop - element.clientHeight < 6
    if (!atEnd) setScrollTop(element.scrollTop)
    if (atEnd === follow) return
    setFollow(atEnd)
    setSeen(count)
  }
  /** Has a row in sight. */
  const reveal = useCallback(
    (place: number) => {
      const element = scroller.current
      if (element === null || place < 0) return
      const top = place * lineHeight
      const now = element.scrollTop * scale
      if (top >= now && top + lineHeight <= now + height) return
      element.scrollTo({ top: Math.max(0, top - height / 2) / scale })
    },
    [scroller, height, scale],
  )
  return { ...sight, follow, fresh: Math.max(0, count - seen), onScroll, reveal, toEnd: () => setFollow(true) }
}
