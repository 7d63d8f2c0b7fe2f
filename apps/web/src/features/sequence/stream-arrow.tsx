// The arrow of a body that comes in pieces: a tick for each below its line, and as long as more may come it grows.
import type { Exchange } from '@playground/protocol/model'
import { streamOf, tapeOf } from '../../model/stream-tape.ts'
import { Arrow, endsOf, type ArrowProps } from './arrow.tsx'

export function StreamArrow({ exchange, ...arrow }: ArrowProps & { exchange: Exchange }) {
  const stream = streamOf(arrow.row, exchange)
  if (stream === undefined) return <Arrow {...arrow} />
  const { start, end } = endsOf(arrow.row, arrow.layout)
  const { tip, ticks } = tapeOf(stream, start, end)
  return (
    <Arrow {...arrow} tip={tip}>
      <g className="ticks">
        {ticks.map(({ x, first, words }) => (
          <rect
            key={x}
            className={first ? 'first' : ''}
            x={x - 0.75}
            y={first ? 18 : 20.5}
            width={1.5}
            height={first ? 7 : 4.5}
          >
            <title>{words}</title>
          </rect>
        ))}
      </g>
    </Arrow>
  )
}
