// One invocation: how it went, what came back, and what it took.
import { eventOf, type Exchange, type FunctionModel, type Invocation } from '@playground/protocol/model'
import { Suspense } from 'react'
import { outcomeWord } from '../../model/figures.ts'
import { invocationWord } from '../../model/invocation-words.ts'
import { usePage } from '../../store.ts'
import { Badge } from '../../ui/badge.tsx'
import { EventStory } from '../../ui/event-story.tsx'
import { ResponseBody } from '../../ui/response-body.tsx'
import { useEntry } from '../../ui/use-entry.ts'
import { show } from '../../url-state.ts'
import { Facts } from './facts.tsx'
import { FunctionError } from './function-error.tsx'
import { LogTail } from './log-tail.tsx'
import { Running } from './running.tsx'
import { Runs } from './runs.tsx'
import { Take } from './take.tsx'
import { later } from '../../ui/later.ts'
import './shown.css'

const StreamedResult = later(async () => (await import('./streamed-result.tsx')).StreamedResult)

export type ShownProps = {
  invocation: Invocation
  latest: Invocation | undefined
  fn: FunctionModel
  /** Ends the call of an invocation where this page waits for it; undefined where it does not. */
  hangUpOf: (invocation: string) => (() => void) | undefined
  /** Opens a file of the function at a line. */
  onOpen: (path: string, line: number | undefined) => void
  onReplay: (invocation: string, edit: boolean) => void
  /** Goes to the settings, where there are some to change. */
  onSettings: (() => void) | undefined
}

export function Shown({ invocation, latest, fn, hangUpOf, onOpen, onReplay, onSettings }: ShownProps) {
  const answered = useEntry(invocation.answerSeq, 'exchange.answered')
  const { outcome, status } = invocation
  const posts = usePage((page) => page.session.exchanges.get(invocation.posted ?? -1))
  const event = eventOf(fn, invocation.id)
  const asynchronous = invocation.type === 'Event' && (status ?? 202) === 202
  const isDryRun = invocation.type === 'DryRun'
  const streams = invocation.streams === true || (posts?.streaming === true && status === undefined && !asynchronous)
  const isOpen = streams ? invocation.tookMs === undefined && status === 200 : status === undefined
  return (
    <>
      <div className="result-head" role="status">
        {outcome !== undefined && (
          <Badge tone={outcome === 'ok' ? 'ok' : 'error'}>{isDryRun ? 'checked' : outcomeWord(outcome)}</Badge>
        )}
        <b>{isDryRun && invocation.number === 0 ? 'Dry run' : invocationWord(invocation)}</b>
        {invocation.cold !== undefined && (
          <span
            className={`chip ${invocation.cold ? 'amber' : ''}`}
            title={
              invocation.cold
                ? 'No environment was free: one was started for it, and the caller waited for its Init'
                : 'An environment was there already, and waited for work'
            }
          >
            {invocation.cold ? 'cold' : 'warm'}
          </span>
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
        {outcome === undefined && (status === undefined || isOpen || (asynchronous && invocation.number > 0)) && (
          <Running fn={fn} invocation={invocation} onHangUp={hangUpOf(invocation.id)} />
        )}
        {invocation.help !== undefined && outcome !== 'ok' && !sameAsBody(invocation.help, answered?.body.preview) && (
          <p className="help">{invocation.help}</p>
        )}
        {outcome === 'timeout' && onSettings !== undefined && (
          <p className="remedy">
            <button type="button" className="link" onClick={onSettings}>
              Change the time-out
            </button>
          </p>
        )}
        {event !== undefined && <EventStory fn={fn} event={event} current={invocation.id} />}
        {asynchronous && <Posted exchange={posts} failed={outcome !== 'ok'} onOpen={onOpen} />}
        {isDryRun && outcome === 'ok' && (
          <p className="hint">
            Checked, not run: the function is there, and this event is one that it could be given. No environment was
            asked, and nothing is billed.
          </p>
        )}
        {streams && (
          <Suspense fallback={null}>
            <StreamedResult invocation={invocation} onOpen={onOpen} />
          </Suspense>
        )}
        {answered !== undefined &&
          !answered.streams &&
          !isDryRun &&
          !asynchronous &&
          (outcome === 'ok' || outcome === undefined ? (
            <ResponseBody body={answered.body} posted={posts} />
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

/** What the function answered, which no caller gets. */
function Posted({
  exchange,
  failed,
  onOpen,
}: { exchange: Exchange | undefined; failed: boolean } & Pick<ShownProps, 'onOpen'>) {
  const posted = useEntry(exchange?.receivedSeq, 'exchange.received')
  if (posted === undefined) return null
  return (
    <>
      <p className="to-nobody">What the function answered; no caller gets it</p>
      {failed ? (
        <FunctionError body={posted.body} onOpen={onOpen} />
      ) : (
        <ResponseBody body={posted.body} posted={exchange} />
      )}
    </>
  )
}

/** What the answer says already is not said twice. */
function sameAsBody(help: string, body: string | undefined): boolean {
  return body !== undefined && body.includes(JSON.stringify(help))
}

function ToLatest({ latest }: { latest: Invocation }) {
  const back = () => {
    usePage.setState({ follow: true })
    show({ selected: undefined }, 'push')
  }
  return (
    <button type="button" className="link" onClick={back}>
      latest: {invocationWord(latest)} {latest.outcome === undefined ? 'running' : outcomeWord(latest.outcome)} →
    </button>
  )
}
