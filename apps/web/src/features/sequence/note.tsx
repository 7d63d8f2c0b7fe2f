// Something that happened in one lane: a pill, or a line of output beside it.
import type { Row } from '@playground/protocol/model'
import { plainMessage } from '../../model/log/plain.ts'
import { environmentMark } from '../../model/format.ts'
import type { Layout } from '../../model/layout.ts'
import { clip } from './arrow.tsx'

export function Note({ row, layout }: { row: Row; layout: Layout }) {
  const x = layout.x(row.from ?? 'lambda')
  if (layout.text !== undefined)
    return (
      <g className={`line ${row.tone ?? ''}`}>
        <circle cx={x} cy={13.5} r={row.kind === 'output' ? 2.5 : 4} />
      </g>
    )
  // In the lane of those that have none of their own, each says who it is.
  const who = row.environment === undefined || layout.has(row.from ?? '') ? '' : `${environmentMark(row.environment)} `
  const next = layout.lanes.find((lane) => lane.x > x)?.x
  if (row.kind === 'output') {
    return (
      <g className={`line ${row.tone ?? ''}`}>
        <circle cx={x} cy={13.5} r={2.5} />
        <text x={x + 12} y={17.5}>
          {clip(who + plainMessage(row.label), (next ?? layout.width) - x - 22, 6.7)}
        </text>
      </g>
    )
  }
  const label = clip(who + row.label, Math.min(300, 2 * Math.min(x - 70, layout.width - x - 8)))
  const width = label.length * 6 + 20
  return (
    <g className={`pill ${row.tone ?? ''}`}>
      <rect x={x - width / 2} y={4.5} width={width} height={18} rx={9} />
      <text x={x} y={17.5} textAnchor="middle">
        {label}
      </text>
    </g>
  )
}
