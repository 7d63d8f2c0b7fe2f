// What each lane does at one row: a bar, or one in each half, and a cross where a process died.
import { Fragment } from 'react'
import type { LaneModel, Span } from '@playground/protocol/model'
import type { Layout } from '../../model/layout.ts'

const height = 27
const half = height / 2
const width = 8

type Props = {
  lanes: Map<string, LaneModel>
  layout: Layout
  index: number
  /** What died here was meant to. */
  expected?: boolean
  /** Where there is no room for labels, each busy bar says whose it is at its top. */
  numberOf?: (invocation: string) => number
  /** Draws what lies before the row instead of the row, so many pixels tall. */
  passage?: number
}

/** There are many of these: the lines are one element, and so is each bar. */
export function LaneBars({ lanes, layout, index, expected = false, numberOf, passage }: Props) {
  return (
    <>
      <path className="lane" d={layout.lanes.map(({ x }) => `M${x} 0V${passage ?? height}`).join('')} />
      {layout.lanes.map(({ lane, x }) => {
        const model = lanes.get(lane)
        if (model === undefined) return null
        if (passage === undefined) return <Fragment key={lane}>{bars(model, index, x, expected, numberOf)}</Fragment>
        const span = spanAt(model.spans, index, 'upper')
        return span === undefined ? null : <Fragment key={lane}>{bar(span, x, 0, passage, 'open')}</Fragment>
      })}
    </>
  )
}

function bars(model: LaneModel, index: number, x: number, expected: boolean, numberOf: Props['numberOf']) {
  const upper = spanAt(model.spans, index, 'upper')
  const lower = spanAt(model.spans, index, 'lower')
  const dead = model.deaths.includes(index)
  const begins = lower?.from === index && lower.invocation !== undefined ? lower : undefined
  const number = begins === undefined ? 0 : (numberOf?.(begins.invocation!) ?? 0)
  return (
    <>
      {upper !== undefined && upper === lower && bar(upper, x, 0, height, 'open')}
      {upper !== undefined && upper !== lower && bar(upper, x, 0, half, 'ends')}
      {lower !== undefined && upper !== lower && bar(lower, x, half, half, 'begins')}
      {number > 0 && (
        <text className={`whose ${begins!.kind}`} x={x + 7} y={height - 1}>
          #{number}
        </text>
      )}
      {dead && (
        <path className={expected ? 'death expected' : 'death'} d={`M${x - 5} ${height - 5}l10 10m0 -10l-10 10`} />
      )}
    </>
  )
}

/** Edges as dashes along the outline, which runs from the upper left corner clockwise: an open end has none. */
function bar(span: Span, x: number, y: number, tall: number, part: 'open' | 'begins' | 'ends') {
  const dashes = {
    open: `0 ${width} ${tall} ${width} ${tall} 0`,
    begins: `${width + tall} ${width} ${tall} 0`,
    ends: `0 ${width} ${tall + width + tall} 0`,
  }
  return (
    <rect
      className={`bar ${span.kind}`}
      x={x - width / 2}
      y={y}
      width={width}
      height={tall}
      strokeDasharray={dashes[part]}
    />
  )
}

/** The span over the upper or the lower half of a row. */
function spanAt(spans: readonly Span[], index: number, part: 'upper' | 'lower'): Span | undefined {
  let low = 0
  let high = spans.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    const from = spans[middle]!.from
    if (part === 'upper' ? from < index : from <= index) low = middle
    else high = middle - 1
  }
  const span = spans[low]
  if (span === undefined) return undefined
  const begun = part === 'upper' ? span.from < index : span.from <= index
  const open = span.to === undefined || (part === 'upper' ? span.to >= index : span.to > index)
  return begun && open ? span : undefined
}
