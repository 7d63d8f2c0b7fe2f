// What each lane does at one row: a bar, or one in each half, and a cross where a process died.
import type { ReactNode } from 'react'
import type { LaneModel, Span } from '@playground/protocol/model'
import type { LanePlace, Layout } from '../../model/layout.ts'

const height = 27
const half = height / 2

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

/** There are many of these: what looks alike in a row is one element, over all lanes. */
export function LaneBars({ lanes, layout, index, expected = false, numberOf, passage }: Props) {
  const bars = new Map<string, string>()
  const numbers: ReactNode[] = []
  let lines = ''
  let deaths = ''
  const add = (
    span: Span | undefined,
    part: Part,
    { lane, x, wide, extension }: LanePlace,
    y: number,
    tall: number,
  ) => {
    if (span === undefined) return
    const whose = extension !== undefined ? ' of-extension' : lane === 'caller' ? ' of-caller' : ''
    const look = `${part} ${wide} ${tall} bar ${span.kind}${span.frozen ? ' frozen' : ''}${whose}`
    bars.set(look, `${bars.get(look) ?? ''}M${x - wide / 2} ${y}h${wide}v${tall}h${-wide}z`)
  }
  for (const place of layout.lanes) {
    const { lane, x } = place
    lines += `M${x} 0V${passage ?? height}`
    const model = lanes.get(lane)
    if (model === undefined) continue
    const upper = spanAt(model.spans, index, 'upper')
    if (passage !== undefined) {
      add(upper, 'open', place, 0, passage)
      continue
    }
    const lower = spanAt(model.spans, index, 'lower')
    if (upper === lower) add(upper, 'open', place, 0, height)
    else {
      add(upper, 'ends', place, 0, half)
      add(lower, 'begins', place, half, half)
    }
    const begins = lower?.from === index && place.extension === undefined ? lower.invocation : undefined
    const number = begins === undefined ? 0 : (numberOf?.(begins) ?? 0)
    if (number > 0)
      numbers.push(
        <text key={lane} className={`whose ${lower!.kind}`} x={x + 7} y={height - 1}>
          #{number}
        </text>,
      )
    if (model.deaths.includes(index)) deaths += `M${x - 5} ${height - 5}l10 10m0 -10l-10 10`
  }
  return (
    <>
      <path className="lane" d={lines} />
      {numbers}
      {[...bars].map(([look, d]) => {
        const [part, wide, tall, ...classes] = look.split(' ') as [Part, string, string, ...string[]]
        const edges = dashes[part](Number(wide), Number(tall))
        return <path key={look} className={classes.join(' ')} d={d} strokeDasharray={edges} />
      })}
      {deaths !== '' && <path className={expected ? 'death expected' : 'death'} d={deaths} />}
    </>
  )
}

type Part = 'open' | 'begins' | 'ends'

/** Edges as dashes along the outline, which runs from the upper left corner clockwise: an open end has none. */
const dashes: Record<Part, (width: number, tall: number) => string> = {
  open: (width, tall) => `0 ${width} ${tall} ${width} ${tall} 0`,
  begins: (width, tall) => `${width + tall} ${width} ${tall} 0`,
  ends: (width, tall) => `0 ${width} ${tall + width + tall} 0`,
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
