// One row of the diagram.
import {
  eventOf,
  refusedCaller,
  type Exchange,
  type FunctionModel,
  type Invocation,
  type Row,
} from '@playground/protocol/model'
import { plainMessage } from '../../model/log/plain.ts'
import { X } from 'lucide-react'
import { memo, Suspense, type MouseEvent } from 'react'
import { figureOf } from '../../model/figures.ts'
import { environmentMark } from '../../model/format.ts'
import type { Layout } from '../../model/layout.ts'
import { participantOf } from '../../model/participant.ts'
import { attemptWord } from '../../model/invocation-words.ts'
import { foldOfInit } from '../../model/row-list.ts'
import { usePage } from '../../store.ts'
import type { Found } from '../../model/findings.ts'
import { commandKey } from '../../ui/keys.ts'
import { later } from '../../ui/later.ts'
import { Arrow, type ArrowEnd, type ArrowProps } from './arrow.tsx'
import { Band } from './band.tsx'
import { LaneBars } from './lane-bars.tsx'
import { Note } from './note.tsx'
import { Phase } from './phase.tsx'
import { RowMark } from './row-mark.tsx'
import { RowText } from './row-text.tsx'
import { RowTime } from './row-time.tsx'
import { Stripes } from './stripes.tsx'

const StreamArrow = later(async () => (await import('./stream-arrow.tsx')).StreamArrow)
const DueIn = later(async () => (await import('./event-fate.tsx')).DueIn)

export type RowActions = {
  onSelect: (seq: number) => void
  /** Compares its invocation with that of the selected row. */
  onCompare: (row: Row) => void
  onHover: (invocation: string | undefined) => void
  onMeasure: (row: Row | undefined) => void
  onDismiss: (kind: string) => void
  onFold: (row: Row, folded: boolean) => void
  onMenu: (row: Row, event: MouseEvent) => void
  onSettings: () => void
}

type Props = {
  /** The model changes in place: a row is drawn anew when this did, and left alone while one only scrolls. */
  revision: number
  fn: FunctionModel
  row: Row
  /** Its place in the model, and on the screen. */
  index: number
  place: number
  top: number
  /** Pixels before it that stand for time; `cut` where it was longer. */
  space: number
  cut: boolean
  start: number
  /** When the row before it was. */
  before: number | undefined
  layout: Layout
  exchange: Exchange | undefined
  /** The gravest that points at it. */
  finding: Found | undefined
  selected: boolean
  partner: boolean
  dimmed: boolean
  folded: ReadonlySet<string>
  actions: RowActions
}

const selectable = new Set<Row['kind']>(['request', 'answer', 'telemetry', 'note', 'output', 'init', 'invocation'])
const timed = new Set<Row['kind']>(['request', 'answer', 'telemetry', 'note', 'output'])
const markable = new Set<Row['kind']>([...timed, 'init'])
const arrows = new Set<Row['kind']>(['request', 'answer', 'telemetry'])

export const RowView = memo(function RowView(props: Props) {
  const { fn, row, index, place, top, space, layout, exchange, finding, selected, partner, dimmed, folded, actions } =
    props
  const figure = figureOf(row, exchange, fn)
  const invocation = row.invocation === undefined ? undefined : fn.invocations.get(row.invocation)
  const event = row.invocation === undefined ? undefined : eventOf(fn, row.invocation)
  const retry = event !== undefined && event.id !== row.invocation
  const fold = row.kind === 'invocation' ? row.invocation : row.init === undefined ? undefined : foldOfInit(row.init)
  const isFolded = fold !== undefined && folded.has(fold)
  const rails = layout.text
  const who = participantOf(row, exchange)
  const arrow = { row, layout, who, end: endOf(row, exchange, invocation), tag: tagOf(row, fn, layout) }
  const said = [
    row.extension,
    row.kind === 'explain' ? `explanation: ${row.label}` : row.kind === 'output' ? plainMessage(row.label) : row.label,
    figure?.text,
    ...(row.kind === 'invocation' && invocation !== undefined ? attemptWord(invocation, event) : []),
    row.kind === 'invocation' ? invocation?.outcome : undefined,
    finding === undefined ? undefined : `${finding.level}: ${finding.title}`,
  ]
  const state = [row.tone ?? '', selected ? 'selected' : '', partner ? 'partner' : '', dimmed ? 'dimmed' : '']
  return (
    <div
      role="row"
      id={`row-${place}`}
      aria-rowindex={place + 1}
      aria-level={(row.kind === 'invocation' ? 1 : row.during === undefined ? 2 : 3) + (retry ? 1 : 0)}
      aria-selected={selected}
      aria-expanded={fold === undefined ? undefined : !isFolded}
      aria-label={said.filter(Boolean).join(', ')}
      className={`row ${row.kind} ${retry ? 'retry ' : ''}${state.filter(Boolean).join(' ')}`}
      style={{ top }}
      onClick={(event) => {
        if (!selectable.has(row.kind)) return
        if (commandKey(event)) actions.onCompare(row)
        else actions.onSelect(row.seq)
      }}
      onDoubleClick={() => fold !== undefined && actions.onFold(row, !isFolded)}
      onContextMenu={(event) => actions.onMenu(row, event)}
      onPointerEnter={(event) => {
        if (row.kind === 'invocation') actions.onHover(row.invocation)
        if (event.altKey) actions.onMeasure(row)
      }}
      onPointerLeave={() => {
        if (row.kind === 'invocation') actions.onHover(undefined)
        actions.onMeasure(undefined)
      }}
    >
      <div role="gridcell" className="cell">
        {space > 0 && (
          <svg className="passage" style={{ top: -space }} width={layout.width} height={space} aria-hidden="true">
            <LaneBars lanes={fn.lanes} layout={layout} index={index} passage={space} />
            {props.cut && <path className="cut" d={`M80 ${space / 2 + 4}l6 -8M86 ${space / 2 + 4}l6 -8`} />}
          </svg>
        )}
        <svg width={layout.width} height={27} aria-hidden="true">
          <Stripes row={row} fn={fn} />
          <LaneBars
            lanes={fn.lanes}
            layout={layout}
            index={index}
            expected={row.tone === 'quiet'}
            {...(rails === undefined ? {} : { numberOf: (id: string) => fn.invocations.get(id)?.number ?? 0 })}
          />
          {arrows.has(row.kind) && <ArrowOf arrow={arrow} exchange={exchange} />}
          {(row.kind === 'note' || row.kind === 'output') && <Note row={row} layout={layout} />}
          {rails !== undefined && timed.has(row.kind) && <RowText row={row} fn={fn} who={who} text={rails} />}
        </svg>
        {timed.has(row.kind) && <RowTime at={row.at} start={props.start} before={props.before} />}
        {finding !== undefined && markable.has(row.kind) && <RowMark found={finding} />}
        {row.kind === 'invocation' && (
          <Band
            row={row}
            fn={fn}
            invocation={invocation}
            folded={isFolded}
            onFold={() => actions.onFold(row, !isFolded)}
          />
        )}
        {row.kind === 'cause' && <Cause row={row} onSettings={actions.onSettings} />}
        {row.kind === 'init' && <Phase row={row} folded={isFolded} onFold={() => actions.onFold(row, !isFolded)} />}
        {row.kind === 'gap' && (
          <div className="idle" style={rails === undefined ? between(layout) : { left: rails.number }}>
            {row.label.startsWith('frozen') ? <span className="ice">{row.label}</span> : `· ${row.label} ·`}
          </div>
        )}
        {row.kind === 'boundary' && (
          <div className="boundary-line">
            {row.label}
            {row.seq === fn.beginsAt && <WholeSession name={fn.name} />}
          </div>
        )}
        {row.kind === 'explain' && (
          <div className="explanation">
            <span>{row.label}</span>
            <button
              type="button"
              aria-label="Dismiss this explanation"
              onClick={() => actions.onDismiss(row.from ?? '')}
            >
              <X size={12} />
            </button>
          </div>
        )}
        {event !== undefined && row.kind === 'note' && event.waits.at(-1)?.seq === row.seq && (
          <Suspense fallback={null}>
            <DueIn fn={fn} event={event} />
          </Suspense>
        )}
        {figure !== undefined && <span className={`figure right ${figure.tone ?? ''}`}>{figure.text}</span>}
      </div>
    </div>
  )
})

/** One along which pieces come is loaded when there is the first. */
function ArrowOf({ arrow, exchange }: { arrow: ArrowProps; exchange: Exchange | undefined }) {
  if (exchange === undefined || !(exchange.streaming || exchange.streams)) return <Arrow {...arrow} />
  return (
    <Suspense fallback={<Arrow {...arrow} />}>
      <StreamArrow {...arrow} exchange={exchange} />
    </Suspense>
  )
}

/** Why it failed, and the setting that would mend it where there is one. */
function Cause({ row, onSettings }: { row: Row; onSettings: () => void }) {
  return (
    <div className="why">
      <span title={row.label}>{row.label}</span>
      {row.offer === 'concurrency' && (
        <button type="button" className="link" onClick={onSettings}>
          Set concurrency to 1
        </button>
      )}
    </div>
  )
}

/** How an arrow ends: at a refusal it bounces, and one whose client hung up never arrives at an answer. */
function endOf(row: Row, exchange: Exchange | undefined, invocation: Invocation | undefined): ArrowEnd {
  if (row.kind === 'telemetry') return row.tone === 'error' ? 'broken' : 'whole'
  if (row.tone === 'error' && row.seq === exchange?.sentSeq) return 'failed'
  // A call that ran the function arrived, whatever it was answered.
  if (exchange === undefined || exchange.from === 'caller') {
    const refused = row.kind === 'answer' || invocation?.dispatchedAt === undefined
    return refused && exchange !== undefined && refusedCaller(exchange) !== undefined ? 'failed' : 'whole'
  }
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

/** Opens the session from its beginning, as one that is over is opened. */
function WholeSession({ name }: { name: string }) {
  const epoch = usePage((page) => page.epoch)
  if (epoch === undefined) return null
  const query = new URLSearchParams({ session: epoch, function: name, whole: '' })
  return (
    <a className="link" href={`?${query.toString()}`} target="_blank" rel="noreferrer">
      Open it whole
    </a>
  )
}
