// The result of an invocation: how it went, what came back, and what it took.
import { messageOf, type ConsoleLine, type FunctionModel, type Invocation } from '@playground/protocol/model'
import { outcomeWord } from '../../model/figures.ts'
import { duration, elapsed } from '../../model/format.ts'
import { usePage } from '../../store.ts'
import { Badge } from '../../ui/badge.tsx'
import { BodyView } from '../../ui/body-view.tsx'
import { useEntry } from '../../ui/use-entry.ts'
import { useSecond } from '../../ui/use-second.ts'
import { show } from '../../url-state.ts'
import { FunctionError } from './function-error.tsx'
import './result.css'

type Props = { refused: { status: number; type: string; message: string } | undefined }

export function Result({ refused }: Props) {
  const { session, function: name, selected, follow } = usePage()
  usePage((page) => page.revision)
  const fn = name === undefined ? undefined : session.functions.get(name)
  const latest = fn?.invocations.get(fn.order.at(-1) ?? '')
  const chosen = follow || selected === undefined ? undefined : fn?.rows.find((row) => row.seq === selected)?.invocation
  const shown = (chosen === undefined ? undefined : fn?.invocations.get(chosen)) ?? latest
  return (
    <section className="result" aria-label="Result" tabIndex={-1}>
      {refused !== undefined && refused.status === 0 && <Refused {...refused} />}
      {shown === undefined || fn === undefined ? (
        <p className="hint">The result of the last invocation appears here.</p>
      ) : (
        <Shown invocation={shown} latest={latest} fn={fn} />
      )}
    </section>
  )
}

function Shown({
  invocation,
  latest,
  fn,
}: {
  invocation: Invocation
  latest: Invocation | undefined
  fn: FunctionModel
}) {
  const answered = useEntry(invocation.answerSeq, 'exchange.answered')
  const log = lastLines(fn, invocation)
  return (
    <>
      <div className="result-head" role="status">
        {invocation.outcome !== undefined && (
          <Badge tone={invocation.outcome === 'ok' ? 'ok' : 'error'}>{outcomeWord(invocation.outcome)}</Badge>
        )}
        <b>{invocation.number === 0 ? 'Call' : `Invoke ${invocation.number}`}</b>
        {invocation.cold !== undefined && (
          <span className={`chip ${invocation.cold ? 'amber' : ''}`}>{invocation.cold ? 'cold' : 'warm'}</span>
        )}
        <span className="grow" />
        {latest !== undefined && latest !== invocation && (
          <button
            type="button"
            className="link"
            onClick={() => {
              usePage.setState({ follow: true })
              show({ selected: undefined }, 'push')
            }}
          >
            latest: Invoke {latest.number} →
          </button>
        )}
        <span className="status">{invocation.status}</span>
      </div>
      {invocation.outcome === undefined && invocation.status === undefined ? <Running invocation={invocation} /> : null}
      {invocation.help !== undefined && invocation.outcome !== 'ok' && <p className="help">{invocation.help}</p>}
      {answered !== undefined &&
        (invocation.outcome === 'ok' || invocation.outcome === undefined ? (
          <BodyView body={answered.body} />
        ) : (
          <FunctionError body={answered.body} />
        ))}
      {log.length > 0 && (
        <div className="tail" aria-label="Log of this invocation" role="group">
          {log.map((line) => (
            <div key={line.seq} className={line.source}>
              {messageOf(line.text)}
            </div>
          ))}
        </div>
      )}
      <Facts invocation={invocation} />
      <Runs fn={fn} current={invocation} />
    </>
  )
}

/** Lines after the call that are looked through for an invocation's own. */
const lookThrough = 2000

/** The last five lines that its processes printed. */
function lastLines(fn: FunctionModel, { id, receivedSeq }: Invocation): ConsoleLine[] {
  const { console: lines } = fn
  let low = 0
  let high = lines.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (lines[middle]!.seq < receivedSeq) low = middle + 1
    else high = middle
  }
  const near = lines.slice(low, low + lookThrough)
  return near.filter((line) => line.invocation === id && line.source !== 'lambda').slice(-5)
}

function Running({ invocation }: { invocation: Invocation }) {
  const now = useSecond()
  const limit =
    invocation.deadline === undefined || invocation.dispatchedAt === undefined
      ? undefined
      : invocation.deadline - invocation.dispatchedAt
  const since = invocation.dispatchedAt ?? invocation.receivedAt
  return (
    <p className="running">
      {invocation.waiting?.for === 'runtime'
        ? 'Waits for a runtime to attach'
        : invocation.dispatchedAt === undefined
          ? 'Starting an environment'
          : 'Running'}{' '}
      · {elapsed(now - since)}
      {limit === undefined ? '' : ` of ${Math.round(limit / 1000)} s`}
    </p>
  )
}

function Facts({ invocation }: { invocation: Invocation }) {
  if (
    invocation.settledAt === undefined ||
    invocation.number === 0 ||
    invocation.durationMs === undefined ||
    invocation.durationMs === 0
  )
    return null
  const { durationMs, initMs, billedMs, memoryMb, peakMemoryMb } = invocation
  return (
    <dl className="facts">
      <div>
        <dt>Duration</dt>
        <dd>{duration(durationMs)}</dd>
      </div>
      {initMs !== undefined && (
        <div>
          <dt>Init</dt>
          <dd>{duration(initMs)}</dd>
        </div>
      )}
      <div>
        <dt>Billed</dt>
        <dd>{billedMs?.toLocaleString('en')} ms</dd>
      </div>
      <div>
        <dt>Memory</dt>
        <dd title="sampled">
          {peakMemoryMb === undefined ? `of ${memoryMb} MB` : `${Math.ceil(peakMemoryMb)} of ${memoryMb} MB`}
        </dd>
      </div>
    </dl>
  )
}

function Runs({ fn, current }: { fn: FunctionModel; current: Invocation }) {
  const runs = fn.order.slice(-11).flatMap((id) => fn.invocations.get(id) ?? [])
  const longest = Math.max(1, ...runs.map((run) => run.durationMs ?? 0))
  if (runs.length < 2) return null
  return (
    <div className="runs">
      {runs.map((run) => {
        const kind = run.outcome !== undefined && run.outcome !== 'ok' ? 'failed' : run.cold ? 'cold' : ''
        const label = `Invoke ${run.number}, ${run.outcome === undefined ? 'running' : outcomeWord(run.outcome)}`
        return (
          <button
            key={run.id}
            type="button"
            aria-label={label}
            title={label}
            className={`${kind} ${run === current ? 'current' : ''}`}
            onClick={() => {
              usePage.setState({ follow: false })
              show({ selected: run.receivedSeq }, 'push')
            }}
          >
            <i style={{ height: 4 + (18 * (run.durationMs ?? 0)) / longest }} />
          </button>
        )
      })}
      <span>last runs</span>
    </div>
  )
}

function Refused({ type, message }: { type: string; message: string }) {
  return (
    <p className="help" role="alert">
      <b>{type}.</b> {message}
    </p>
  )
}
