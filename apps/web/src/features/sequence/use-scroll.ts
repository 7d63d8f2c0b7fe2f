// Where the rows stand: at the tail while it is followed, else where somebody has scrolled to.
import { useCallback, useLayoutEffect, useRef, useState, type RefObject } from 'react'
import { scrollWindow, type ScrollWindow } from '../../model/scroll-window.ts'
import { usePage } from '../../store.ts'
import { rowHeight, type Rows } from './use-rows.ts'

export type Scroll = ScrollWindow & {
  /** Rows that came since the tail was left. */
  fresh: number
  onScroll: () => void
  /** Scrolls no farther than needed to have a row in sight. */
  reveal: (place: number) => void
  /** Puts a row at the upper third. */
  goTo: (place: number) => void
}

export function useScroll(scroller: RefObject<HTMLDivElement | null>, { list, tops }: Rows, height: number): Scroll {
  const follow = usePage((page) => page.follow)
  const [scrollTop, setScrollTop] = useState(0)
  const count = list?.count ?? 0
  // While it follows, the place is known before the browser has scrolled: one drawing for each change, not two.
  const sight = scrollWindow(count, rowHeight, { scrollTop: follow ? 'end' : scrollTop, height, rest: rowHeight, tops })
  const { tall, scale } = sight
  const current = useRef(sight)
  current.current = sight
  // What came since the tail was left, or since the page was opened elsewhere.
  const leftAt = useRef(Date.now())
  /** Where the tail was when it was followed last. */
  const followedTo = useRef(0)

  // The tail can be left without a scroll: by a selection, or a key.
  useLayoutEffect(() => {
    if (follow) return
    leftAt.current = Date.now()
    setScrollTop(scroller.current?.scrollTop ?? 0)
  }, [follow, scroller])
  useLayoutEffect(() => {
    if (!follow) return
    scroller.current?.scrollTo({ top: tall + rowHeight })
    followedTo.current = scroller.current?.scrollTop ?? 0
  }, [follow, count, tall, height, scroller])

  const onScroll = () => {
    const element = scroller.current
    if (element === null) return
    const atEnd = element.scrollHeight - element.scrollTop - element.clientHeight < 6
    // The tail is left by whoever scrolls up from it, and not where the room for rows has become less meanwhile.
    if (follow && !atEnd && element.scrollTop >= followedTo.current) return
    if (!atEnd) setScrollTop(element.scrollTop)
    if (usePage.getState().follow !== atEnd) usePage.setState({ follow: atEnd })
  }
  const reveal = useCallback(
    (place: number) => {
      const element = scroller.current
      if (element === null) return
      const { offset } = current.current
      // A band's head and its verdict stand over its first row.
      const top = Math.max(0, offset(place) - 2 * rowHeight)
      const bottom = offset(place) + 2 * rowHeight
      const now = element.scrollTop * scale
      if (top < now) element.scrollTo({ top: top / scale })
      else if (bottom > now + height) element.scrollTo({ top: (bottom - height) / scale })
    },
    [height, scale, scroller],
  )
  const goTo = useCallback(
    (place: number) => {
      usePage.setState({ follow: false })
      const top = Math.max(0, current.current.offset(Math.max(0, place)) - height / 3)
      scroller.current?.scrollTo({ top: top / scale })
    },
    [height, scale, scroller],
  )
  return { ...sight, fresh: follow || list === undefined ? 0 : list.since(leftAt.current), onScroll, reveal, goTo }
}
