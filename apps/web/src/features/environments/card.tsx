// One environment: what it is at, its figures, its processes and memory, and what can be done to it.
import { environmentTransitions } from '@playground/protocol'
import type { EnvironmentModel, FunctionModel } from '@playground/protocol/model'
import { environmentWords, shortHash, staleness } from '../../model/environment-words.ts'
import { elapsed, environmentWord } from '../../model/format.ts'
import { usePage } from '../../store.ts'
import { Chevron } from '../../ui/chevron.tsx'
import { Actions } from './actions.tsx'
import { AtWork } from './at-work.tsx'
import { Figure } from './figure.tsx'
import { Memory } from './memory.tsx'
import { Processes } from './processes.tsx'

type Props = {
  fn: FunctionModel
  environment: EnvironmentModel
  now: number
  /** Why nothing can be done to it at all. */
  unable: string | undefined
  open: boolean
  onTurn: () => void
}

export function Card({ fn, environment, now, unable, open, onTurn }: Props) {
  const definition = usePage((page) => page.session.state.functions[fn.name])
  const { name, state, figures, createdAt, codeHash, attached, frozenAt } = environment
  const words = environmentWords(fn, environment, now)
  const stale = staleness(environment, definition)
  const called = sentence(environmentWord(name))
  const frozenMs = figures === undefined ? undefined : figures.frozenMs + (frozenAt === undefined ? 0 : now - frozenAt)
  return (
    <li className="env-one" aria-label={`${called}, ${words.word}`}>
      <div className="env-head">
        <button type="button" className="env-name" aria-expanded={open} onClick={onTurn} title={name}>
          <Chevron open={open} size={12} />
          <b>{called}</b>
        </button>
        <span className="env-state" data-tone={words.tone} title={environmentTransitions[state].meaning}>
          {words.word}
        </span>
        <span className="env-doing">
          <AtWork fn={fn} environment={environment} doing={words.doing} />
        </span>
        {!open && figures !== undefined && (
          <span className="env-brief">
            served {figures.served}
            {figures.sample !== undefined && ` · ${figures.sample.memoryMb.toFixed(1)} MB`}
          </span>
        )}
        {!open && stale !== undefined && (
          <span className="badge init" title={stale}>
            stale
          </span>
        )}
        <Actions fn={fn} environment={environment} unable={unable} />
      </div>
      {open && (
        <>
          <dl className="env-figures">
            <div title="The version of the code that it runs: the beginning of the hash of the function’s files.">
              <dt>code</dt>
              <dd>
                <span className="mono">{shortHash(codeHash)}</span>
                {stale !== undefined && <span className="badge init">stale</span>}
              </dd>
            </div>
            <Figure name="served" title="Invocations that it was given.">
              {figures?.served ?? '—'}
            </Figure>
            <Figure
              name="cold starts"
              title={
                attached
                  ? 'It was started outside of the playground, which did not see its Init.'
                  : 'How often its Init ran: at its start, and after each reset.'
              }
            >
              {attached ? '—' : (figures?.coldStarts ?? '—')}
            </Figure>
            <Figure
              name="freezes"
              title={
                attached
                  ? 'Processes that were started outside of the playground are not frozen.'
                  : 'How often all of its processes were stopped, and how long they were in all.'
              }
            >
              {attached ? '—' : (figures?.freezes ?? '—')}
              {!attached && frozenMs !== undefined && frozenMs > 0 && (
                <span className="quiet"> · {elapsed(frozenMs)}</span>
              )}
            </Figure>
            <Figure name="age">{createdAt === undefined ? '—' : elapsed(now - createdAt)}</Figure>
            <Figure name="address" title="Its own Runtime API: AWS_LAMBDA_RUNTIME_API of its processes.">
              <span className="mono">{environment.port === 0 ? '—' : `:${environment.port}`}</span>
            </Figure>
          </dl>
          {stale !== undefined && <p className="env-stale">{stale}</p>}
          <div className="env-body">
            <Processes environment={environment} />
            {!attached && <Memory environment={environment} limitMb={definition?.memoryMb} now={now} />}
          </div>
        </>
      )}
    </li>
  )
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
