// The result of an invocation: how it went, what came back, and what it took.
import { findRow, type FunctionModel, type Invocation } from '@playground/protocol/model'
import { outcomeWord } from '../../model/figures.ts'
import { usePage } from '../../store.ts'
import { Badge } from '../../ui/badge.tsx'
import { BodyView } from '../../ui/body-view.tsx'
import { useEntry } from '../../ui/use-entry.ts'
import { show } from '../../url-state.ts'
import { Facts } from './facts.tsx'
import { FunctionError } from './function-error.tsx'
import { LogTail } from './log-tail.tsx'
import { Running } from './running.tsx'
import { Runs } from './runs.tsx'
import { Take } from './take.tsx'
import './result.css'

export type ResultProps = {
  refused: { status: number; type: string; message: string } | undefined
  /** Ends the call of an invocation where this page waits for it; undefined where it does not. */
  hangUpOf: (invocation: string) => (() => void) | undefined
  /** Opens a file of the function at a line. */
  onOpen: (path: string, line: number | undefined) => void
  onReplay: (invocation: string, edit: boolean) => void
}

export function Result({ refused, ...does }: ResultProps) {
  const { session, function: name, selected, follow } = usePage()
  const fn = name === undefined ? undefined : session.functions.get(name)
  const latest = fn?.invocations.get(fn.order.at(-1) ?? '')
  const chosen =
    fn === undefined || follow || selected === undefined ? undefined : fn.rows[findRow(fn, selected)]?.invocation
  const shown = (chosen === undefined ? undefined : fn?.invocations.get(chosen)) ?? latest
  return (
    <section className="result" aria-label="Result" tabIndex={-1}>
      {refused !== undefined && refused.status === 0 && (
        <p className="help" role="alert">
          <b>{refused.type}.</b> {refused.message}
        </p>
      )}
      {shown === undefined || fn === undefined ? (
        <p className="hint">The result of the last invocation appears here.</p>
      ) : (
        <Shown invocation={shown} latest={latest} fn={fn} {...does} />
      )}
    </section>
  )
}

type ShownProps = Omit<ResultProps, 'refused'> & {
  invocation: Invocation
  latest: Invocation | undefined
  fn: FunctionModel
}

function Shown({ invocation, latest, fn, hangUpOf, onOpen, onReplay }: ShownProps) {
  const answered = useEntry(invocation.answerSeq, 'exchange.answered')
  const { outcome, status } = invocation
  return (
    <>
      <div className="result-head" role="status">
        {outcome !== undefined && <Badge tone={outcome === 'ok' ? 'ok' : 'error'}>{outcomeWord(outcome)}</Badge>}
        <b>
          {invocation.number === 0
            ? invocation.type === 'DryRun'
              ? 'Dry run'
              : 'Call'
            : `Invoke ${invocation.number}`}
        </b>
        {invocation.cold !== undefined && (
          <span className={`chip ${invocation.cold ? 'amber' : ''}`}>{invocation.cold ? 'cold' : 'warm'}</span>
        )}
        <span className="grow" />
        {latest !== undefined && latest !== invocation && <ToLatest latest={latest} />}
        {status !== undefined && (
          <span className="status" title="HTTP status that the caller got">
            {status}
          </span>
        )}
        <Take invocation={invocation} onReplay={onReplay} />
      </div>
      <div className="result-body">
        {outcome === undefined && status === undefined && (
          <Running invocation={invocation} onHangUp={hangUpOf(invocation.id)} />
        )}
        {invocation.help !== undefined && outcome !== 'ok' && !sameAsBody(invocation.help, answered?.body.preview) && (
          <p className="help">{invocation.help}</p>
        )}
        {answered !== undefined &&
          (outcome === 'ok' || outcome === undefined ? (
            <BodyView body={answered.body} />
          ) : (
            <FunctionError body={answered.body} onOpen={onOpen} />
          ))}
      </div>
      <LogTail fn={fn} invocation={invocation} />
      <Facts invocation={invocation} />
      <Runs fn={fn} current={invocation} />
    </>
  )
}

/** What the answer says already is not said twice. */
function sameAsBody(help: string, body: string | undefined): boolean {
  return body !== undefined && body.includes(JSON.stringify(help))
}

function ToLatest({ latest: { number, outcome } }: { latest: Invocation }) {
  const back = () => {
    usePage.setState({ follow: true })
    show({ selected: undefined }, 'push')
  }
  return (
    <button type="button" className="link" onClick={back}>
      latest: Invoke {number} {outcome === undefined ? 'running' : outcomeWord(outcome)} →
    </button>
  )
}
