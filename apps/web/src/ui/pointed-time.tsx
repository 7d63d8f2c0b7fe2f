// A moment in a chart over time: the pointer tells its time to the other views, and theirs is marked here.
import type { PointerEvent } from 'react'
import { point, usePointed } from '../pointed.ts'
import './pointed-time.css'

/** Epoch milliseconds at the left and the right edge. */
type Span = { from: number; to: number }

/** What the chart listens to. `by`: the chart. */
export function pointingIn(by: string, { from, to }: Span) {
  return {
    onPointerMove: ({ currentTarget, clientX }: PointerEvent<HTMLElement>) => {
      const { left, width } = currentTarget.getBoundingClientRect()
      point(by, from + ((clientX - left) / Math.max(1, width)) * (to - from))
    },
    onPointerLeave: () => point(by, undefined),
  }
}

export function PointedTime({ by, span: { from, to } }: { by: string; span: Span }) {
  const pointed = usePointed()
  if (pointed.at === undefined || pointed.by === by || pointed.at < from || pointed.at > to) return null
  return <i className="pointed-time" style={{ left: `${((pointed.at - from) / (to - from)) * 100}%` }} />
}
