// What each lane does at one row: a bar in its upper and its lower half, and a cross where a process died.
import type { LaneModel, Span } from '@playground/protocol/model'
import type { Layout } from '../../model/layout.ts'

const height = 27
const half = height / 2

type Props = { lanes: Map<string, LaneModel>; layout: Layout; index: number }

export function LaneBars({ lanes, layout, index }: Props) {
  return (
    <>
      {layout.lanes.map(({ lane, x }) => {
        const model = lanes.get(lane)
        return (
          <g key={lane}>
            <line className="lane" x1={x} x2={x} y1={0} y2={height} />
            {model !== undefined && bars(model, index, x)}
          </g>
        )
      })}
    </>
  )
}

function bars(model: LaneModel, index: number, x: number) {
  const upper = spanAt(model.spans, index, 'upper')
  const lower = spanAt(model.spans, index, 'lower')
  const dead = model.deaths.includes(index)
  return (
    <>
      {upper !== undefined && bar(upper, x, 0, half, lower === upper ? 'middle' : 'end')}
      {lower !== undefined && bar(lower, x, half, height, upper === lower ? 'middle' : 'start')}
      {dead && <path className="death" d={`M${x - 5} ${height - 5}l10 10m0 -10l-10 10`} />}
    </>
  )
}

function bar(span: Span, x: number, top: number, bottom: number, edge: 'start' | 'middle' | 'end') {
  const cap = edge === 'middle' ? '' : edge === 'start' ? `M${x - 4} ${top + 0.5}h8` : `M${x - 4} ${bottom - 0.5}h8`
  return (
    <g className={`bar ${span.kind}`}>
      <rect x={x - 4} y={top} width={8} height={bottom - top} />
      <path d={`M${x - 4} ${top}V${bottom}M${x + 4} ${top}V${bottom}${cap}`} />
    </g>
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
