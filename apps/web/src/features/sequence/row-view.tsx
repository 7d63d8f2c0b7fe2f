// One row of the diagram.
import type { Exchange, FunctionModel, Row } from '@playground/protocol/model'
import { X } from 'lucide-react'
import { memo } from 'react'
import { Badge } from '../../ui/badge.tsx'
import { figureOf, outcomeWord } from '../../model/figures.ts'
import { duration, environmentMark, environmentWord, shortId, since } from '../../model/format.ts'
import type { Layout } from '../../model/layout.ts'
import { Arrow, type ArrowEnd } from './arrow.tsx'
import { DeadlineBar } from './deadline-bar.tsx'
import { LaneBars } from './lane-bars.tsx'
import { Note } from './note.tsx'
import { Stripes } from './stripes.tsx'

type Props = {
  /** The model changes in place: a row is drawn anew when this did, and left alone while one only scrolls. */
  revision: number
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

export const RowView = memo(function RowView(props: Props) {
  const { fn, row, index, place, top, layout, exchange, selected, partner, dimmed } = props
  const figure = figureOf(row, exchange, fn)
  const selectable =
    row.kind === 'request' ||
    row.kind === 'answer' ||
    row.kind === 'note' ||
    row.kind === 'output' ||
    row.kind === 'init' ||
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
          <LaneBars lanes={fn.lanes} layout={layout} index={index} expected={row.tone === 'quiet'} />
          {(row.kind === 'request' || row.kind === 'answer') && (
            <Arrow row={row} layout={layout} end={endOf(row, exchange)} tag={tagOf(row, fn, layout)} />
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
            {invocation?.tookMs !== undefined && <span className="figure">{duration(invocation.tookMs)}</span>}
          </div>
        )}
        {row.kind === 'cause' && <div className="why">{row.label}</div>}
        {row.kind === 'init' && (
          <div className="phase">
            <b>Init</b>
            <span className="sub">{row.environment === undefined ? '' : environmentWord(row.environment)}</span>
          </div>
        )}
        {row.kind === 'gap' && (
          <div className="idle" style={between(layout)}>
            · {row.label} ·
          </div>
        )}
        {row.kind === 'boundary' && <div className="boundary-line">{row.label}</div>}
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
})

/** How an arrow ends: at a refusal it bounces, and one whose client hung up never arrives at an answer. */
function endOf(row: Row, exchange: Exchange | undefined): ArrowEnd {
  if (exchange === undefined || exchange.from === 'caller') return (exchange?.status ?? 0) >= 400 ? 'failed' : 'whole'
  if ((exchange.status ?? 0) >= 400) return row.kind === 'request' ? 'bounced' : 'failed'
  return row.kind === 'request' && exchange.closed !== undefined && exchange.answeredAt === undefined
    ? 'broken'
    : 'whole'
}

/** Whose an arrow is, where several invocations are drawn beside each other. */
function tagOf(row: Row, fn: FunctionModel, layout: Layout): string {
  const participant = row.from === 'lambda' ? row.to : row.from
  const environment =
    row.environment === undefined || layout.has(participant ?? '') ? '' : environmentMark(row.environment)
  const number = row.invocation === undefined ? 0 : (fn.invocations.get(row.invocation)?.number ?? 0)
  return [environment, fn.mostAtOnce < 2 || number === 0 ? '' : `#${number}`].join(' ').trim()
}

/** The gap between the first two lanes: what is written there crosses none. */
function between({ lanes }: Layout): { left: number; width: number } {
  const [from, to] = [lanes[0]?.x ?? 0, lanes[1]?.x ?? 0]
  return { left: from + 8, width: Math.max(0, to - from - 16) }
}

function hasTime(row: Row): boolean {
  return row.kind === 'request' || row.kind === 'answer' || row.kind === 'note' || row.kind === 'output'
}
