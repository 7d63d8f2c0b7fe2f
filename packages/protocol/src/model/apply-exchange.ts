// What entries of exchanges do to a function's rows: arrows to Lambda, what they wait for, and how they ended.
import { endpoints, invokingEndpoints, type EndpointId } from '../endpoints.ts'
import type { Heads } from '../exchange.ts'
import type { Entry, EventOf } from '../journal.ts'
import { answered } from './apply-answer.ts'
import { answersWith, sent, takePieceOf } from './apply-stream.ts'
import { askerOf, laneOf, over } from './asker.ts'
import {
  addGap,
  addRow,
  belongsTo,
  environmentOf,
  exchangeRow,
  explain,
  invocationAt,
  takePlace,
  type FunctionModel,
} from './function-model.ts'
import type { Invocation } from './invocation.ts'
import { showCaller, showEnvironment } from './lanes.ts'
import { callMeaning, isAsynchronous } from './queue-words.ts'
import { reportedError, reportedInTrailer } from './reported-error.ts'
import type { Exchange, Row } from './rows.ts'
import type { Session } from './session.ts'
import { saysStreaming } from './stream-mode.ts'
import { isUnanswered } from './under-way.ts'

export function applyExchange(session: Session, fn: FunctionModel, entry: Entry): void {
  const { event, of } = entry
  if (of.exchange === undefined) return
  if (event.type === 'exchange.opened') return opened(session, fn, entry, event)
  const exchange = session.exchanges.get(of.exchange)
  if (exchange === undefined) return
  if (of.invocation !== undefined) exchange.invocation ??= of.invocation
  switch (event.type) {
    case 'exchange.piece':
      answersWith(fn, exchange)
      return takePieceOf(fn, entry, event, exchange)
    case 'exchange.received':
      answersWith(fn, exchange)
      exchange.receivedAt = entry.at
      exchange.receivedSeq = entry.seq
      exchange.requestBytes = event.body.bytes
      if (event.trailers !== undefined) trailed(fn, exchange, event.trailers)
      if (invokingEndpoints.has(exchange.endpoint))
        ofInvocation(fn, exchange, (invocation) => (invocation.requestSeq = entry.seq))
      else if (exchange.endpoint === 'error' || exchange.endpoint === 'init-error')
        ofInvocation(fn, exchange, (invocation) => (invocation.reported = reportedError(event.body.preview)))
      return
    case 'exchange.answered':
      return answered(fn, entry, event, exchange)
    case 'exchange.sent':
      return sent(fn, entry, event, exchange)
    case 'exchange.flushed':
      exchange.flushedMs = event.durationMs
      return
    case 'exchange.closed':
      exchange.closed = event.how
      exchange.closedAt = entry.at
      exchange.closedSeq = entry.seq
      // A poll that ends with its process is no fact of its own.
      if (isUnanswered(exchange) && event.how !== 'server-stopped')
        addRow(fn, {
          seq: entry.seq,
          at: entry.at,
          kind: 'note',
          label: closedLabel(exchange, event.how),
          from: laneOf(fn, exchange),
          tone: 'quiet',
          ...exchangeRow(exchange),
        })
      return over(fn, exchange)
    case 'runtime.changed':
    case 'extension.changed':
      if (exchange.states.length === 0 && event.from !== undefined) exchange.states.push(event.from)
      exchange.states.push(event.to)
      return
    case 'runtime.refused':
    case 'extension.refused':
      exchange.refused = event
      return
    default:
      return
  }
}

function opened(session: Session, fn: FunctionModel, { seq, at, of }: Entry, event: EventOf<'exchange.opened'>): void {
  const environment = of.environment ?? session.connections.get(of.connection ?? -1)?.environment
  if (of.environment !== undefined && of.connection !== undefined && event.from !== 'caller')
    session.connections.set(of.connection, { function: fn.name, environment: of.environment })
  const exchange: Exchange = {
    id: of.exchange!,
    function: fn.name,
    endpoint: event.endpoint,
    from: event.from,
    method: event.method,
    target: event.target,
    reused: event.reused,
    openedAt: at,
    openedSeq: seq,
    states: [],
    ...(saysStreaming(event.heads) ? { streaming: true as const } : {}),
    ...(environment === undefined ? {} : { environment }),
    ...(of.extension === undefined ? {} : { extension: of.extension }),
    ...(of.invocation === undefined ? {} : { invocation: of.invocation }),
    ...(of.connection === undefined ? {} : { connection: of.connection }),
    ...(event.ends === undefined ? {} : { ends: event.ends }),
    ...(event.from === 'caller' && isAsynchronous(event.endpoint, event.heads) ? { asynchronous: true } : {}),
  }
  session.exchanges.set(exchange.id, exchange)
  if (invokingEndpoints.has(exchange.endpoint)) beginInvocation(fn, exchange)
  const row = addRow(fn, {
    seq,
    at,
    kind: 'request',
    label: labelOf(exchange),
    from: laneOf(fn, exchange),
    to: 'lambda',
    ...exchangeRow(exchange),
    ...belongsTo(exchange.ends ?? exchange.invocation ?? invocationAt(fn, exchange.environment)),
  })
  const caller = fn.invocations.get(exchange.invocation ?? '')
  if (exchange.streaming) explain(fn, 'streaming', caller?.streams ? passedOn : collected, row)
  else explain(fn, exchange.asynchronous ? 'invoke-event' : exchange.endpoint, callMeaning(exchange), row)
  if (exchange.from === 'caller') {
    fn.callers.add(exchange.id)
    return showCaller(fn)
  }
  const asker = askerOf(fn, exchange)
  if (asker === undefined) return
  const model = environmentOf(fn, exchange.environment!)
  asker.polls.add(exchange.id)
  asker.pollingSince = at
  model.activeAt = at
  delete asker.atWork
  if (exchange.ends !== undefined && asker.busyWith === exchange.ends) delete asker.busyWith
  showEnvironment(fn, model)
}

const passedOn = 'The runtime streams: each tick is a piece, and Lambda passes it on to the caller at once.'
const collected = 'The runtime streams, but this caller takes the result whole: Lambda collects the pieces.'

/** The call comes first: its band is opened before it is known whether it will be accepted. */
export function beginInvocation(fn: FunctionModel, exchange: Exchange): void {
  const id = exchange.invocation
  if (id === undefined || fn.invocations.has(id)) return
  const { openedAt: at, openedSeq: seq } = exchange
  fn.invocations.set(id, {
    id,
    function: fn.name,
    number: 0,
    type: exchange.asynchronous ? 'Event' : 'RequestResponse',
    payloadBytes: 0,
    receivedAt: at,
    receivedSeq: seq,
    exchange: exchange.id,
  })
  fn.order.push(id)
  addGap(fn, seq, at)
  takePlace(fn, id)
  fn.heads.set(id, addRow(fn, { seq, at, kind: 'invocation', label: 'Invoke', invocation: id }))
}

function ofInvocation(fn: FunctionModel, exchange: Exchange, apply: (invocation: Invocation) => void): void {
  const invocation = exchange.invocation === undefined ? undefined : fn.invocations.get(exchange.invocation)
  if (invocation !== undefined) apply(invocation)
}

/** An error in the middle of a response comes after it (Developer Guide, runtimes-custom: response streaming). */
function trailed(fn: FunctionModel, exchange: Exchange, trailers: Heads): void {
  exchange.trailers = trailers.length
  const body = trailers.find(([name]) => name.toLowerCase() === 'lambda-runtime-function-error-body')?.[1]
  if (body !== undefined) ofInvocation(fn, exchange, (invocation) => (invocation.reported = reportedInTrailer(body)))
}

function labelOf({ endpoint, method, target }: Exchange): Row['label'] {
  // What calls a route is told apart by it.
  if (endpoint === 'http-api') return `${method} ${clipped(target.split('?')[0]!)}`
  return endpoints[endpoint as EndpointId]?.label ?? `${method} ${target.split('?')[0]!.split('/').slice(-2).join('/')}`
}

function clipped(path: string): string {
  return path.length > 40 ? `${path.slice(0, 39)}…` : path
}

function closedLabel({ endpoint, method }: Exchange, how: EventOf<'exchange.closed'>['how']): string {
  const what = endpoints[endpoint as EndpointId]?.label ?? method
  return how === 'truncated' ? `${what} · broke off` : `${what} · hung up`
}
