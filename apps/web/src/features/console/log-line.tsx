// One row of the console.
import { attemptOf } from '@playground/protocol'
import type { ConsoleLine, FunctionModel } from '@playground/protocol/model'
import { outcomeWord } from '../../model/figures.ts'
import { duration, environmentMark, since } from '../../model/format.ts'
import { idWord, invocationWord } from '../../model/invocation-words.ts'
import type { LogRow } from '../../model/log/log-list.ts'
import { Chevron } from '../../ui/chevron.tsx'
import { JsonText } from '../../ui/json-text.tsx'
import { Printed } from './printed.tsx'
import './log-line.css'

export type LineActions = { onSelect: (row: LogRow) => void; onFold: (row: LogRow) => void }

type Props = {
  row: LogRow
  fn: FunctionModel
  top: number
  start: number
  search: string
  selected: boolean
  current: boolean
  /** Its lines are folded away, or its JSON is unfolded. */
  turned: boolean
  /** Several environments print here. */
  several: boolean
  actions: LineActions
}

export function LogLine({ row, fn, top, start, search, selected, current, turned, several, actions }: Props) {
  const { line } = row
  const first = row.kind !== 'json' && (row.kind === 'head' || row.from === 0)
  const canFold = row.kind === 'head' || (row.kind === 'line' && row.json && first)
  const open = row.kind === 'head' ? !turned : turned
  const level = row.kind === 'line' ? row.level : 'none'
  return (
    <div
      className={`console-line ${line.source} ${row.kind === 'head' ? 'of-invocation' : ''} level-${level} ${selected ? 'selected' : ''} ${current ? 'current' : ''}`}
      style={{ top }}
      onClick={() => actions.onSelect(row)}
    >
      <time>{first ? since(line.at, start) : ''}</time>
      {several && (
        <span className="environment">
          {first && line.environment !== undefined && environmentMark(line.environment)}
        </span>
      )}
      <span className={`source ${line.extension === undefined ? '' : 'of-extension'}`} title={line.extension}>
        {first && row.kind === 'line' && sourceOf(line)}
      </span>
      <span className="twist">
        {canFold && (
          <button
            type="button"
            tabIndex={-1}
            aria-label={open ? 'Fold' : 'Unfold'}
            onClick={(event) => {
              event.stopPropagation()
              actions.onFold(row)
            }}
          >
            <Chevron open={open} size={11} />
          </button>
        )}
      </span>
      {row.kind === 'head' ? (
        <Head fn={fn} invocation={row.invocation} />
      ) : (
        <span className="text">
          {row.kind === 'json' ? (
            <JsonText text={row.text.slice(row.from, row.to)} />
          ) : (
            <Printed printed={row.printed} text={row.text} from={row.from} to={row.to} search={search} />
          )}
        </span>
      )}
    </div>
  )
}

/** An extension by its name; a frame of the log by what it is, since the runtime wrote it as it writes to stdout. */
function sourceOf({ source, extension }: ConsoleLine): string {
  return extension ?? (source === 'telemetry' ? 'log' : source)
}

/** What START, END and REPORT say together. */
function Head({ fn, invocation: id }: { fn: FunctionModel; invocation: string }) {
  const invocation = fn.invocations.get(id)
  if (invocation === undefined) return <span className="text">{idWord(id, String)}</span>
  const { outcome, durationMs, billedMs, initMs, memoryMb, peakMemoryMb } = invocation
  const facts = [
    ...(durationMs === undefined ? [] : [duration(durationMs)]),
    ...(billedMs === undefined ? [] : [`billed ${duration(billedMs)}`]),
    ...(initMs === undefined ? [] : [`Init ${duration(initMs)}`]),
    ...(peakMemoryMb === undefined || memoryMb === undefined ? [] : [`${Math.ceil(peakMemoryMb)} of ${memoryMb} MB`]),
  ]
  return (
    <span className="text">
      <b>{invocationWord(invocation)}</b>{' '}
      <span className={outcome === undefined ? '' : outcome === 'ok' ? 'went-well' : 'went-wrong'}>
        {outcome === undefined ? 'under way' : outcomeWord(outcome)}
      </span>
      {facts.length > 0 && ` · ${facts.join(' · ')}`}
      <span className="quiet"> {attemptOf(id).requestId}</span>
    </span>
  )
}
