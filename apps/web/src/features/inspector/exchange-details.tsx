// Everything about an exchange: what it means, both ends of it, and every byte that is kept.
import { endpoints, type EndpointId, type ManagementEndpointId } from '@playground/protocol'
import { managementWords } from '@playground/protocol/management-words'
import {
  answerMeaning,
  callMeaning,
  findRow,
  isUnanswered,
  refusedCaller,
  type Exchange,
  type FunctionModel,
  type Row,
  type Thaw,
} from '@playground/protocol/model'
import { useState } from 'react'
import { duration, environmentWord, shortId, since } from '../../model/format.ts'
import { waits } from '../../model/figures.ts'
import { invocationWord } from '../../model/invocation-words.ts'
import { placeOf } from '../../model/place.ts'
import { refusalSentence } from '../../model/refusal.ts'
import { Badge } from '../../ui/badge.tsx'
import { Tabs } from '../../ui/tabs.tsx'
import { show } from '../../url-state.ts'
import { InvocationBudget } from './budget.tsx'
import { AnswerPane, RequestPane } from './panes.tsx'
import { Place } from './place.tsx'
import { RawPane } from './raw-pane.tsx'
import { TakeExchange } from './take-exchange.tsx'
import { Timing } from './timing.tsx'
import './details.css'

const tabs = ['Request', 'Answer', 'Timing', 'Raw'] as const
type Tab = (typeof tabs)[number]

type Props = {
  row: Row
  exchange: Exchange
  fn: FunctionModel
  start: number
  onReplay: (invocation: string, edit: boolean) => void
}

export function ExchangeDetails({ row, exchange, fn, start, onReplay }: Props) {
  // Each arrow opens with its own half; times and bytes stay in sight from one arrow to the next.
  const [chosen, setChosen] = useState<{ seq: number; tab: Tab } | undefined>()
  const own: Tab = row.kind === 'answer' ? 'Answer' : 'Request'
  const tab =
    chosen !== undefined && (chosen.seq === row.seq || chosen.tab === 'Timing' || chosen.tab === 'Raw')
      ? chosen.tab
      : own
  const setTab = (next: Tab) => setChosen({ seq: row.seq, tab: next })
  const invocation = exchange.delivers ?? exchange.invocation
  const callOf = invocation === undefined ? undefined : fn.invocations.get(invocation)
  return (
    <>
      <Head row={row} exchange={exchange} fn={fn} start={start} />
      <Tabs label="Exchange" tabs={tabs} current={tab} onChange={setTab}>
        <TakeExchange exchange={exchange} />
      </Tabs>
      <div className="inspector-body">
        {exchange.from === 'caller' && callOf !== undefined && tab !== 'Raw' && (
          <InvocationBudget invocation={callOf} fn={fn} />
        )}
        {tab === 'Answer' && <AnswerPane exchange={exchange} fn={fn} />}
        {tab === 'Request' && <RequestPane exchange={exchange} fn={fn} />}
        {tab === 'Timing' && <Timing exchange={exchange} />}
        {tab === 'Raw' && <RawPane exchange={exchange} />}
      </div>
      {invocation !== undefined && (
        <footer className="inspector-foot">
          <button type="button" className="link" onClick={() => onReplay(invocation, false)}>
            Replay
          </button>
          <button type="button" className="link" onClick={() => onReplay(invocation, true)}>
            Edit and replay
          </button>
          <button
            type="button"
            className="link"
            title="As the caller saw it beside what the runtime saw  b"
            onClick={() => show({ both: invocation }, 'push')}
          >
            Both ends
          </button>
        </footer>
      )}
    </>
  )
}

function Head({ row, exchange, fn, start }: { row: Row; exchange: Exchange; fn: FunctionModel; start: number }) {
  const isAnswer = row.kind === 'answer'
  const other =
    fn.rows[findRow(fn, (isAnswer ? exchange.openedSeq : (exchange.answeredSeq ?? exchange.closedSeq)) ?? 0)]
  const invocation = exchange.delivers ?? exchange.invocation
  const waited =
    isAnswer && waits(exchange) && exchange.answeredAt !== undefined
      ? duration(exchange.answeredAt - exchange.openedAt)
      : undefined
  const about = invocation === undefined ? undefined : fn.invocations.get(invocation)
  return (
    <header className="inspector-head">
      <h2>
        {exchange.status !== undefined && (
          <Badge tone={exchange.status < 400 ? 'ok' : 'error'}>{exchange.status}</Badge>
        )}
        <span>
          {exchange.method} {shortTarget(exchange.target)}
        </span>
      </h2>
      <p>
        {waited !== undefined && (
          <>
            {exchange.from === 'extension' ? 'The extension asked for its next event' : 'The runtime asked for work'}{' '}
            and waited <b>{waited}</b>.{' '}
          </>
        )}
        {sentenceOf(exchange, isAnswer, row.seq === exchange.sentSeq)}{' '}
        {other !== undefined && (
          <button type="button" className="link" onClick={() => show({ selected: other.seq }, 'push')}>
            {isAnswer ? '↑ asked' : '↓ answered'} at {since(other.at, start)}
          </button>
        )}
      </p>
      {exchange.refusal !== undefined && (
        <p className="refusal">
          <b>Refused: {exchange.refusal.errorType}.</b>{' '}
          {exchange.refused === undefined ? exchange.refusal.message : refusalSentence(exchange.refused)}
        </p>
      )}
      {row.thaws !== undefined && <Thawed thaw={row.thaws} />}
      {exchange.closed !== undefined && isUnanswered(exchange) && (
        <Ended how={exchange.closed} poll={waits(exchange)} begun={exchange.streams === true} />
      )}
      <div className="chips">
        <span className={`chip ${exchange.from === 'extension' ? 'violet' : 'blue'}`}>
          {directionOf(exchange, isAnswer)}
        </span>
        {about !== undefined && about.number > 0 && <span className="chip">{invocationWord(about)}</span>}
        {exchange.environment !== undefined && <span className="chip">{environmentWord(exchange.environment)}</span>}
        {invocation !== undefined && <span className="chip mono">{shortId(invocation)}</span>}
      </div>
      <Place of={exchange.from === 'caller' ? 'Invocation' : whoIs(exchange)} steps={placeOf(exchange, about)} />
    </header>
  )
}

function whoIs({ from, extension }: Exchange): string {
  if (from === 'extension') return extension ?? 'Extension'
  return from === 'caller' ? 'Caller' : 'Runtime'
}

/** What it means for an environment that it stood still until this came. */
function Thawed({ thaw: { frozenMs, reason } }: { thaw: Thaw }) {
  return (
    <p className="thawed">
      All processes of the environment were stopped for <b>{duration(frozenMs)}</b>, with their requests open, and go on
      with this ({reason}). Timers that were due meanwhile fire now.
    </p>
  )
}

function directionOf(exchange: Exchange, isAnswer: boolean): string {
  const who = whoIs(exchange)
  return isAnswer ? `Lambda → ${who}` : `${who} → Lambda`
}

/** Why there was no answer; that an environment ends with its poll open is nobody's mistake. */
function Ended({ how, poll, begun }: { how: NonNullable<Exchange['closed']>; poll: boolean; begun: boolean }) {
  if (how === 'server-stopped') return <p className="states">Its environment ended while this request was open.</p>
  return (
    <p className="refusal">
      The client closed the connection before {begun ? 'it had all of the answer' : 'there was an answer'}.
      {poll && ' Nothing was lost: the next poll gets what there is.'}
    </p>
  )
}

function sentenceOf(exchange: Exchange, isAnswer: boolean, isLast: boolean): string {
  const endpoint = endpoints[exchange.endpoint as EndpointId]
  if (endpoint === undefined) return 'This path is not part of Lambda’s APIs.'
  const words = managementWords[exchange.endpoint as ManagementEndpointId] as
    | { meaning: string; answer: string }
    | undefined
  if (!isAnswer) return exchange.streaming ? streamingMeaning : (words?.meaning ?? callMeaning(exchange))
  if (exchange.shutdown !== undefined) return shutdownSentence(exchange)
  if (isLast) return lastSentence(exchange)
  if (exchange.from !== 'caller' && (exchange.status ?? 0) >= 400) return 'Lambda refused this call.'
  return refusedCaller(exchange)?.text ?? words?.answer ?? answerMeaning(exchange)
}

const streamingMeaning =
  'The runtime posts the result of the invocation in pieces, without knowing how long it will be. A caller who takes pieces has each of them at once; for any other Lambda collects them. An error in the middle comes in trailers, after the body.'

function lastSentence({ endpoint, openedAt, sentAt = openedAt }: Exchange): string {
  const took = `The caller had the last byte ${duration(sentAt - openedAt)} after its call.`
  return endpoint === 'invoke-stream'
    ? `The last frame says how it went, since the status was sent with the first: InvokeComplete names the error, if there was one. ${took}`
    : took
}

function shutdownSentence({ shutdown, answeredAt }: Exchange): string {
  const left =
    shutdown?.deadline === undefined || answeredAt === undefined
      ? ''
      : ` It has ${duration(Math.max(0, shutdown.deadline - answeredAt))} to end by itself; then it is killed.`
  return `Lambda tells the extension that the environment shuts down${reasons[shutdown?.reason ?? ''] ?? ''}.${left}`
}

const reasons: Record<string, string> = {
  spindown: ', because it is not needed any more',
  timeout: ', because an invocation timed out',
  failure: ', because something in it failed',
}

function shortTarget(target: string): string {
  const parts = target.split('?')[0]!.split('/')
  return parts.length > 4
    ? `…/${parts
        .slice(-2)
        .map((part) => shortId(part))
        .join('/')}`
    : target
}
