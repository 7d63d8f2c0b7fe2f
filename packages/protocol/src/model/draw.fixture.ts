// Draws a function's rows as text, for golden files: stripes, lanes, and what each row says.
import type { FunctionModel } from './function-model.ts'
import { lanesOf } from './lanes.ts'
import type { LaneModel, Row } from './rows.ts'

const marks = { waiting: '/', busy: '#', failed: '!', idle: '~' } as const
/** The same, while its process is stopped. */
const frozenMarks = { ...marks, waiting: '%' } as const

/** One line per row. Lanes are those of `lanes` in order, each a character for what it does from that row on. */
export function draw(fn: FunctionModel | undefined): string {
  if (fn === undefined) return ''
  const lanes = ['caller', ...(fn.lanes.has('lambda') ? ['lambda'] : []), ...lanesOf(fn)]
  const start = fn.rows[0]?.at ?? 0
  const lines = fn.rows.map((row, index) => {
    const bars = lanes.map((lane) => mark(fn.lanes.get(lane), index)).join(' ')
    const time = row.kind === 'explain' || row.kind === 'gap' ? '' : String(Math.round(row.at - start))
    return `${stripes(row).padEnd(3)} ${time.padStart(5)}  ${bars}  ${words(row)}`.trimEnd()
  })
  return `lanes: ${lanes.join(', ')}\n\n${lines.join('\n')}\n`
}

function words(row: Row): string {
  const tone = row.tone === 'error' ? ' (!)' : ''
  const path =
    row.to === undefined ? (row.from ?? '') : `${row.from} ${row.kind === 'request' ? '--->' : '- ->'} ${row.to}`
  switch (row.kind) {
    case 'invocation':
      return `== ${row.label}${tone}`
    case 'init':
      return `-- ${row.label} ${row.environment}: ${row.init?.status ?? 'under way'}`
    case 'explain':
      return `   ? ${row.label}`
    case 'gap':
    case 'boundary':
      return `   . ${row.label} .`
    default:
      return `   ${path}  ${row.kind === 'output' ? `"${row.label}"` : row.label}${tone}`
  }
}

function stripes(row: Row): string {
  return row.stripes
    .map((id, place) => (id === undefined ? ' ' : (row.inits & (1 << place)) === 0 ? '|' : ':'))
    .join('')
}

function mark(lane: LaneModel | undefined, index: number): string {
  if (lane === undefined) return '.'
  if (lane.deaths.includes(index)) return 'X'
  const span = lane.spans.findLast(({ from, to }) => from <= index && (to === undefined || to > index))
  return span === undefined ? '.' : (span.frozen ? frozenMarks : marks)[span.kind]
}
