// One row of the diagram.
import type { Exchange, FunctionModel, Row } from '@playground/protocol/model'
import { X } from 'lucide-react'
import { Badge } from '../../ui/badge.tsx'
import { figureOf, outcomeWord } from '../../model/figures.ts'
import { duration, shortId, since } from '../../model/format.ts'
import type { Layout } from '../../model/layout.ts'
import { Arrow } from './arrow.tsx'
import { DeadlineBar } from './deadline-bar.tsx'
import { LaneBars } from './lane-bars.tsx'
import { Note } from './note.tsx'

type Props = {
  fn: FunctionModel
  row: Row
  /** Its place in the model, and on the screen. */
  index: number
  place: number
  top: number
  start: number
  layout: Layout
  exchange: Exchange | undefined
  selected: boolean
  partner: boolean
  dimmed: boolean
  onSelect: (seq: number) => void
  onHover: (invocation: string | undefined) => void
  onDismiss: (kind: string) => void
}

export function RowView(props: Props) {
  const { fn, row, index, place, top, layout, exchange, selected, partner, dimmed } = props
  const figure = figureOf(row, exchange, fn)
  const selectable =
    row.kind === 'request' ||
    row.kind === 'answer' ||
    row.kind === 'note' ||
    row.kind === 'output' ||
    row.kind === 'invocation'
  const invocation = row.invocation === undefined ? undefined : fn.invocations.get(row.invocation)
  const classes = [
    'row',
    row.kind,
    row.tone ?? '',
    selected ? 'selected' : '',
    partner ? 'partner' : '',
    dimmed ? 'dimmed' : '',
  ]
  return (
    <div
      role="row"
      id={`row-${place}`}
      aria-rowindex={place + 1}
      aria-level={row.kind === 'invocation' ? 1 : 2}
      aria-selected={selected}
      aria-label={[
        row.kind === 'explain' ? `explanation: ${row.label}` : row.label,
        figure?.text,
        row.kind === 'invocation' ? invocation?.outcome : undefined,
      ]
        .filter(Boolean)
        .join(', ')}
      className={classes.join(' ')}
      style={{ top }}
      onClick={() => selectable && props.onSelect(row.seq)}
      onPointerEnter={() => row.kind === 'invocation' && props.onHover(row.invocation)}
      onPointerLeave={() => row.kind === 'invocation' && props.onHover(undefined)}
    >
      <div role="gridcell" className="cell">
        <svg width={layout.width} height={27} aria-hidden="true">
          <Stripes row={row} fn={fn} />
          {row.kind !== 'cause' && <LaneBars lanes={fn.lanes} layout={layout} index={index} />}
          {(row.kind === 'request' || row.kind === 'answer') && (
            <Arrow
              row={row}
              layout={layout}
              refused={row.kind === 'request' && (exchange?.status ?? 0) >= 400 && exchange?.from === 'runtime'}
            />
          )}
          {(row.kind === 'note' || row.kind === 'output') && <Note row={row} layout={layout} />}
        </svg>
        {hasTime(row) && <time className="at">{since(row.at, props.start)}</time>}
        {row.kind === 'invocation' && (
          <div className="band">
            <b>{row.label}</b>
            <span className="sub">
              {invocation?.cold === undefined ? '' : invocation.cold ? 'cold · ' : 'warm · '}
              {shortId(row.invocation ?? '')}
            </span>
            <span className="grow" />
            {invocation?.outcome !== undefined ? (
              <Badge tone={invocation.outcome === 'ok' ? 'ok' : 'error'}>{outcomeWord(invocation.outcome)}</Badge>
            ) : (
              <DeadlineBar invocation={invocation} />
            )}
            {invocation?.answeredAt !== undefined && (
              <span className="figure">{duration(invocation.answeredAt - invocation.receivedAt)}</span>
            )}
          </div>
        )}
        {row.kind === 'cause' && <div className="why">{row.label}</div>}
        {row.kind === 'init' && (
          <div className="phase">
            <b>Init</b>
            <span className="sub">
              {row.init?.phase === 'invoke' ? 'again, inside the invocation · ' : ''}
              {row.environment === undefined ? '' : environmentWord(row.environment)}
            </span>
          </div>
        )}
        {row.kind === 'gap' && <div className="idle">· {row.label} ·</div>}
        {row.kind === 'boundary' && <div className="idle">{row.label}</div>}
        {row.kind === 'explain' && (
          <div className="explanation">
            <span>{row.label}</span>
            <button type="button" aria-label="Dismiss this explanation" onClick={() => props.onDismiss(row.from ?? '')}>
              <X size={12} />
            </button>
          </div>
        )}
        {figure !== undefined && <span className={`figure right ${figure.tone ?? ''}`}>{figure.text}</span>}
      </div>
    </div>
  )
}

function Stripes({ row, fn }: { row: Row; fn: FunctionModel }) {
  return (
    <>
      {row.stripes.slice(0, 8).map((id, place) => {
        if (id === undefined) return null
        const outcome = fn.invocations.get(id)?.outcome
        const begins = row.kind === 'invocation' && row.invocation === id
        return (
          <g key={place}>
            <line
              className={`stripe ${outcome !== undefined && outcome !== 'ok' ? 'failed' : ''}`}
              x1={4 + place * 6}
              x2={4 + place * 6}
              y1={begins ? 4 : 0}
              y2={27}
            />
            {(row.inits & (1 << place)) !== 0 && (
              <line
                className="stripe-init"
                x1={9 + place * 6}
                x2={9 + place * 6}
                y1={row.kind === 'init' ? 6 : 0}
                y2={27}
              />
            )}
          </g>
        )
      })}
    </>
  )
}

function hasTime(row: Row): boolean {
  return row.kind === 'request' || row.kind === 'answer' || row.kind === 'note' || row.kind === 'output'
}

export function environmentWord(name: string): string {
  const [, number, instance] = /(?:\/(\d+)|@(.+))$/.exec(name) ?? []
  return instance === undefined ? `environment ${number ?? name}` : `attached ${instance}`
}
