// What an invocation will look like, pale: an example, before there is a real one.
import type { LaneModel, Row } from '@playground/protocol/model'
import type { Layout } from '../../model/layout.ts'
import { participantOf } from '../../model/participant.ts'
import { Arrow } from './arrow.tsx'
import { LaneBars } from './lane-bars.tsx'

const rowHeight = 27
const arrow = (kind: 'request' | 'answer', label: string, from: string, to: string): Row => {
  return { seq: 0, at: 0, kind, label, from, to, stripes: [], inits: 0 }
}
const rows: readonly Row[] = [
  arrow('request', 'invoke', 'caller', 'lambda'),
  arrow('request', 'GET next', 'runtime', 'lambda'),
  arrow('answer', 'event', 'lambda', 'runtime'),
  arrow('request', 'POST response', 'runtime', 'lambda'),
  arrow('answer', '200', 'lambda', 'caller'),
]
const lanes = new Map<string, LaneModel>([
  ['caller', { spans: [{ kind: 'waiting', from: 0, to: 4 }], deaths: [] }],
  [
    'runtime',
    {
      spans: [
        { kind: 'waiting', from: 1, to: 2 },
        { kind: 'busy', from: 2, to: 3 },
      ],
      deaths: [],
    },
  ],
])

export function Example({ layout }: { layout: Layout }) {
  return (
    <svg
      className="example"
      width={layout.width}
      height={rows.length * rowHeight}
      role="img"
      aria-label="Example: a call, the runtime asks for work, gets the event and posts its response, and the caller gets it"
    >
      {rows.map((row, index) => (
        <g key={row.label} transform={`translate(0 ${index * rowHeight})`}>
          <LaneBars lanes={lanes} layout={layout} index={index} />
          <Arrow row={row} layout={layout} who={participantOf(row)} end="whole" tag="" />
        </g>
      ))}
    </svg>
  )
}
