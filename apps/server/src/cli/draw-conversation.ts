// Draws what happened to a function in a terminal: a lane for each participant, a line for each thing that happened.
import { lanesOf, messageOf, type FunctionModel, type Lane, type Row } from '@playground/protocol/model'
import type { Colour, Paint } from './terminal.ts'

export type Drawing = {
  /** Columns. */
  width: number
  paint: Paint
  /** These invocations alone, and what belongs to none. */
  of?: ReadonlySet<string>
}

type Column = { lane: Lane; title: string; colour: Colour; at: number }

const timeWidth = 9
/** Words beside the lanes need so many columns; where they have fewer, there are no lanes. */
const leastWords = 26
/** Of kinds that the page shows, and a terminal has no room for. */
const leftOut = new Set<Row['kind']>(['explain', 'boundary'])

export function drawConversation(fn: FunctionModel, drawing: Drawing): string {
  const rows = fn.rows
    .map((row, index) => ({ row, index }))
    .filter(({ row }) => !leftOut.has(row.kind) && isOf(row, drawing.of))
  while (rows[0]?.row.kind === 'gap') rows.shift()
  if (rows.length === 0) return ''
  const columns = columnsOf(
    fn,
    rows.map(({ row }) => row),
  )
  const step = Math.min(14, Math.max(10, ...columns.map(({ title }) => title.length + 2)))
  const room = drawing.width - timeWidth - step * columns.length - 1
  const lanes = room >= leastWords
  columns.forEach((column, place) => (column.at = place * step + Math.floor(step / 2)))
  const start = rows[0]!.row.at
  const { paint } = drawing
  const lines = rows.map(({ row, index }) => {
    const time = paint('dim', timeOf(row, start).padStart(timeWidth - 1))
    if (row.kind === 'invocation' || row.kind === 'init') return `${time} ${headOf(row, drawing)}`
    if (row.kind === 'cause') return `${time} ${paint('red', clip(row.label, drawing.width - timeWidth))}`
    if (!lanes) return `${time} ${wordsIn(row, columns, drawing.width - timeWidth, paint)}`
    const words = painted(clip(labelOf(row), room), row, columns, paint)
    return `${time} ${laneText(fn, row, index, columns, step, paint)} ${words}`.trimEnd()
  })
  const title = lanes ? [`${' '.repeat(timeWidth)}${titlesOf(columns, step, paint)}`.trimEnd()] : []
  return `${[...title, ...lines].join('\n')}\n`
}

function isOf({ invocation }: Row, of: ReadonlySet<string> | undefined): boolean {
  return of === undefined || invocation === undefined || of.has(invocation)
}

/** Those that the rows are about. */
function columnsOf(fn: FunctionModel, rows: readonly Row[]): Column[] {
  const used = new Set(rows.flatMap(({ from, to }) => [from, to]))
  const others = lanesOf(fn).filter((lane) => used.has(lane))
  const several = others.filter((lane) => !lane.includes('+')).length > 1
  return [
    { lane: 'caller', title: 'caller', colour: 'cyan', at: 0 },
    { lane: 'lambda', title: 'Lambda', colour: 'yellow', at: 0 },
    ...others.map((lane): Column => {
      const [environment, extension] = lane.split('+') as [string, string | undefined]
      const number = several
        ? ` ${environment.slice(Math.max(environment.lastIndexOf('/'), environment.lastIndexOf('@')) + 1)}`
        : ''
      return {
        lane,
        title: clip(`${extension ?? 'runtime'}${number}`, 12),
        colour: extension === undefined ? 'green' : 'magenta',
        at: 0,
      }
    }),
  ]
}

function titlesOf(columns: readonly Column[], step: number, paint: Paint): string {
  return columns
    .map(({ title, colour }) => {
      const before = Math.max(0, Math.floor(step / 2) - Math.floor(title.length / 2))
      return `${' '.repeat(before)}${paint(colour, title)}${' '.repeat(Math.max(0, step - before - title.length))}`
    })
    .join('')
}

function headOf(row: Row, { width, paint }: Drawing): string {
  const init = row.init
  const took = init?.durationMs === undefined ? '' : ` · ${msOf(init.durationMs)}`
  const label =
    init === undefined ? row.label : `${row.label} of ${init.environment}: ${init.status ?? 'under way'}${took}`
  const tone: Colour =
    row.tone === 'error' || (init?.status !== undefined && init.status !== 'success') ? 'red' : 'bold'
  if (row.kind === 'init') return `${paint('dim', '··')} ${paint(tone === 'bold' ? 'dim' : tone, label)}`
  const rule = '─'.repeat(Math.max(2, Math.min(width, 100) - timeWidth - label.length - 4))
  return `${paint('dim', '──')} ${paint(tone, label)} ${paint('dim', rule)}`
}

function labelOf({ kind, label }: Row): string {
  return kind === 'output' ? `“${messageOf(label)}”` : label
}

function painted(text: string, row: Row, columns: readonly Column[], paint: Paint): string {
  if (row.tone === 'error') return paint('red', text)
  if (row.tone === 'quiet' || row.kind === 'gap') return paint('dim', text)
  const colour = columns.find(({ lane }) => lane === row.from)?.colour
  return colour === undefined ? text : paint(colour, text)
}

/** Without lanes: who, to whom, what. */
function wordsIn(row: Row, columns: readonly Column[], room: number, paint: Paint): string {
  const titleOf = (lane: Lane | undefined) => columns.find((column) => column.lane === lane)?.title ?? lane
  const who = row.to === undefined ? titleOf(row.from) : `${titleOf(row.from)} → ${titleOf(row.to)}`
  return painted(clip(who === undefined ? labelOf(row) : `${who}  ${labelOf(row)}`, room), row, columns, paint)
}

/** What each lane does at this row, and the arrow from one to another. */
function laneText(
  fn: FunctionModel,
  row: Row,
  index: number,
  columns: readonly Column[],
  step: number,
  paint: Paint,
): string {
  const cells: string[] = Array.from({ length: step * columns.length }, () => ' ')
  for (const column of columns) cells[column.at] = barOf(fn, column, index, paint)
  const from = columns.find(({ lane }) => lane === row.from)
  const to = columns.find(({ lane }) => lane === row.to)
  if (from !== undefined && to !== undefined) {
    const right = to.at > from.at
    const [left, end] = right ? [from.at, to.at] : [to.at, from.at]
    const colour: Colour = row.tone === 'error' ? 'red' : from.colour
    for (let at = left + 1; at < end; at += 1) cells[at] = paint(colour, row.kind === 'answer' ? '╌' : '─')
    cells[right ? end - 1 : left + 1] = paint(colour, right ? '▶' : '◀')
  } else if (from !== undefined && fn.lanes.get(from.lane)?.deaths.includes(index) !== true)
    cells[from.at] = paint(row.tone === 'error' ? 'red' : from.colour, row.kind === 'output' ? '›' : '●')
  return cells.join('')
}

const bars = { waiting: '┊', busy: '┃', failed: '┃', idle: '·' } as const

function barOf(fn: FunctionModel, { lane, colour }: Column, index: number, paint: Paint): string {
  const model = fn.lanes.get(lane)
  if (model?.deaths.includes(index) === true) return paint('red', '✕')
  const span = model?.spans.findLast(({ from, to }) => from <= index && (to === undefined || to > index))
  if (span === undefined) return paint('dim', '│')
  if (span.frozen === true) return paint('dim', '·')
  return paint(span.kind === 'failed' ? 'red' : colour, bars[span.kind])
}

function timeOf({ kind, at }: Row, start: number): string {
  return kind === 'gap' ? '' : msOf(at - start)
}

function msOf(ms: number): string {
  return ms < 10_000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`
}

function clip(text: string, room: number): string {
  const line = text.replace(/[\p{Cc}]+/gu, ' ')
  return line.length <= room ? line : `${line.slice(0, Math.max(1, room - 1))}…`
}
