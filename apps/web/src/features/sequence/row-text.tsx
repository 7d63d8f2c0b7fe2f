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
    <text className={`row-text ${who} ${row.kind} ${failed}`} y={17.5}>
      {number > 0 && (
        <tspan className="number" x={text.number}>
          #{number}
        </tspan>
      )}
      {row.environment !== undefined && (
        <tspan className="mark" x={text.environment}>
          {environmentMark(row.environment)}
        </tspan>
      )}
      <tspan className="said" x={text.label}>
        {clip(label, text.labelWidth, row.kind === 'output' ? 6.7 : 6.2)}
      </tspan>
    </text>
  )
}
