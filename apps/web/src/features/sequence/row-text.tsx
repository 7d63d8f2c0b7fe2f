// What a row says in the column of text, where rails are too close for labels.
import type { Participant } from '@playground/protocol'
import type { FunctionModel, Row } from '@playground/protocol/model'
import { plainMessage } from '../../model/log/plain.ts'
import { environmentMark } from '../../model/format.ts'
import type { TextColumn } from '../../model/layout.ts'
import { clip } from './arrow.tsx'

type Props = { row: Row; fn: FunctionModel; who: Participant; text: TextColumn }

export function RowText({ row, fn, who, text }: Props) {
  const number = row.invocation === undefined ? 0 : (fn.invocations.get(row.invocation)?.number ?? 0)
  const failed = row.tone === 'error' ? 'error' : ''
  const said = row.kind === 'output' ? plainMessage(row.label) : row.label
  const label = row.extension === undefined ? said : `${row.extension} · ${said}`
  return (
    <g className={`row-text ${who} ${row.kind} ${failed}`}>
      {number > 0 && (
        <text className="number" x={text.number} y={17.5}>
          #{number}
        </text>
      )}
      {row.environment !== undefined && (
        <text className="mark" x={text.environment} y={17.5}>
          {environmentMark(row.environment)}
        </text>
      )}
      <text x={text.label} y={17.5}>
        {clip(label, text.labelWidth, row.kind === 'output' ? 6.7 : 6.2)}
      </text>
    </g>
  )
}
