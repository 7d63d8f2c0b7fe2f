// A moment in a list of rows: the row under the pointer tells its time to the other views, and theirs is marked here.
import type { PointerEvent } from 'react'
import { point, usePointed } from '../pointed.ts'

type List = {
  /** The view that the list is. */
  by: string
  /** Rows that are drawn: from `first` up to and without `last`. */
  first: number
  last: number
  /** Where a row stands in the scrolled element, pixels; that of `last` is where the last one ends. */
  top: (place: number) => number
  /** When it was, epoch milliseconds. */
  timeOf: (place: number) => number | undefined
}

/** What the scrolled element listens to. */
export function pointing({ by, first, last, top, timeOf }: List) {
  return {
    onPointerMove: (event: PointerEvent<HTMLElement>) => {
      const { currentTarget: element, clientY } = event
      const y = clientY - element.getBoundingClientRect().top + element.scrollTop
      let place = last - 1
      while (place >= first && top(place) > y) place -= 1
      point(by, place < first ? undefined : timeOf(place))
    },
    onPointerLeave: () => point(by, undefined),
  }
}

/** The line after the last row of a time that the pointer is at elsewhere. */
export function PointedRow({ by, first, last, top, timeOf }: List) {
  const pointed = usePointed()
  if (pointed.at === undefined || pointed.by === by || last <= first) return null
  let place = last - 1
  while (place >= first && (timeOf(place) ?? Infinity) > pointed.at) place -= 1
  // Before the first that is drawn, or after the last, it is out of sight.
  if (place < first || (place === last - 1 && (timeOf(last) ?? Infinity) <= pointed.at)) return null
  return <i className="pointed-row" style={{ top: top(place + 1) }} aria-hidden="true" />
}
