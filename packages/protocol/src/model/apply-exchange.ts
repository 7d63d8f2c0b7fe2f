// What entries of exchanges do to a function's rows: arrows, what they wait for, and how they ended.
import { endpoints, type EndpointId } from '../endpoints.ts'
import type { Entry, EventOf } from '../journal.ts'
import {
  addGap,
  addRow,
  belongsTo,
  environmentOf,
  exchangeRow,
  explain,
  invocationAt,
  leavePlace,
  setLane,
  showEnvironment,
  takePlace,
  type FunctionModel,
} from './function-model.ts'
import type { Invocation } from './invocation.ts'
import { reportedError } from './reported-error.ts'
import type { Exchange, Lane, Row } from './rows.ts'
import type { Session } from './session.ts'

export function applyExchange(session: Session, fn: FunctionModel, entry: Entry): void {
  const { event, of } = entry
  if (of.exchange === undefined) return
  if (event.type === 'exchange.opened') return opened(session, fn, entry, event)
  const exchange = session.exchanges.get(of.exchange)
  if (exchange === undefined) return
  if (of.invocation !== undefined) exchange.invocation ??= of.invocation
  switch (event.type) {
    case 'exchange.received':
      exchange.receivedAt = entry.at
      exchange.receivedSeq = entry.seq
      exchange.requestBytes = event.body.bytes
      if (exchange.endpoint === 'invoke')
        ofInvocation(fn, exchange, (invocation) => (invocation.requestSeq = entry.seq))
      else if (exchange.endpoint === 'error' || exchange.endpoint === 'init-error')
        ofInvocation(fn, exchange, (invocation) => (invocation.reported = reportedError(event.body.preview)))
      return
    case 'exchange.answered':
      return answered(fn, entry, event, exchange)
    case 'exchange.flushed':
      exchange.flushedMs = event.durationMs
      return
    case 'exchange.closed':
      exchange.closed = event.how
      exchange.closedAt = entry.at
      exchange.closedSeq = entry.seq
      // A poll that ends with its process is no fact of its own.
      if (exchange.answeredAt === undefined && event.how !== 'server-stopped')
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
      if (exchange.states.length === 0) exchange.states.push(event.from)
      exchange.states.push(event.to)
      return
    case 'runtime.refused':
      exchange.refused = event
      return
    default:
      return
  }
}

function opened(session: Session, fn: FunctionModel, { seq, at, of }: Entry, event: EventOf<'exchange.opened'>): void {
  const environment = of.environment ?? session.connections.get(of.connection ?? -1)?.environment
  if (of.environment !== undefined && of.connection !== undefined && event.from === 'runtime')
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
    ...(environment === undefined ? {} : { environment }),
    ...(of.invocation === undefined ? {} : { invocation: of.invocation }),
    ...(of.connection === undefined ? {} : { connection: of.connection }),
    ...(event.ends === undefined ? {} : { ends: event.ends }),
  }
  session.exchanges.set(exchange.id, exchange)
  if (exchange.endpoint === 'invoke') beginInvocation(fn, exchange)
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
  const endpoint = endpoints[exchange.endpoint as EndpointId]
  if (endpoint !== undefined) explain(fn, exchange.endpoint, endpoint.meaning, row)
  if (exchange.from === 'caller') {
    fn.callers.add(exchange.id)
    setLane(fn, 'caller', 'waiting')
  } else if (exchange.endpoint === 'next' && exchange.environment !== undefined) {
    const environment = environmentOf(fn, exchange.environment)
    environment.polls.add(exchange.id)
    environment.pollingSince = at
    environment.activeAt = at
    if (exchange.ends !== undefined && environment.busyWith === exchange.ends) delete environment.busyWith
    showEnvironment(fn, environment)
  }
}

/** The call comes first: its band is opened before it is known whether it will be accepted. */
function beginInvocation(fn: FunctionModel, exchange: Exchange): void {
  const id = exchange.invocation
  if (id === undefined || fn.invocations.has(id)) return
  const { openedAt: at, openedSeq: seq } = exchange
  fn.invocations.set(id, {
    id,
    function: fn.name,
    number: 0,
    type: 'RequestResponse',
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

function answered(
  fn: FunctionModel,
  { seq, at }: Entry,
  event: EventOf<'exchange.answered'>,
  exchange: Exchange,
): void {
  Object.assign(exchange, { answeredAt: at, answeredSeq: seq, answerBytes: event.body.bytes, status: event.status })
  if (event.refusal !== undefined) exchange.refusal = event.refusal
  if (event.delivers !== undefined) exchange.delivers = event.delivers
  if (event.again) exchange.again = true
  if (event.delivers !== undefined) return delivered(fn, seq, at, event, exchange)
  over(fn, exchange)
  if (exchange.from === 'caller') return answeredCaller(fn, seq, at, event, exchange)
  // An uneventful answer is the figure of its request's row; a refusal is an arrow back.
  if (event.status < 400) return
  const label = `${event.status} ${event.refusal?.errorType ?? (event.status === 404 ? 'no such path' : 'wrong method')}`
  const row = addRow(fn, {
    seq,
    at,
    kind: 'answer',
    label,
    from: 'lambda',
    to: laneOf(fn, exchange),
    tone: 'error',
    ...exchangeRow(exchange),
    ...belongsTo(exchange.invocation ?? invocationAt(fn, exchange.environment)),
  })
  explain(fn, 'refused', 'Lambda refused this call. Select it to see which rule forbids it.', row)
}

function answeredCaller(
  fn: FunctionModel,
  seq: number,
  at: number,
  event: EventOf<'exchange.answered'>,
  exchange: Exchange,
): void {
  const invocation = exchange.invocation === undefined ? undefined : fn.invocations.get(exchange.invocation)
  if (invocation !== undefined) {
    invocation.status = event.status
    invocation.tookMs = at - exchange.openedAt
    invocation.answerSeq = seq
    if (event.refusal !== undefined && invocation.number === 0) {
      invocation.outcome ??= 'stopped'
      invocation.errorType = event.refusal.errorType
      invocation.help = event.refusal.message
    }
    if (invocation.number === 0 && event.status === 204) {
      // A dry run: what can be checked without running anything was.
      invocation.outcome = 'ok'
      invocation.type = 'DryRun'
      const head = fn.heads.get(invocation.id)
      if (head !== undefined) head.label = 'Dry run'
    }
    if (invocation.number === 0) leavePlace(fn, invocation.id)
  }
  const failed = event.status >= 400 || (invocation?.outcome !== undefined && invocation.outcome !== 'ok')
  const row = addRow(fn, {
    seq,
    at,
    kind: 'answer',
    label: String(event.status),
    from: 'lambda',
    to: 'caller',
    ...exchangeRow(exchange),
    ...(failed ? { tone: 'error' as const } : {}),
  })
  if (event.refusal !== undefined) row.label = `${event.status} ${event.refusal.errorType}`
  if (event.status >= 400)
    explain(fn, 'call-refused', 'Lambda refused the call before anything ran. An SDK throws this as an exception.', row)
  else if (failed)
    explain(fn, 'result-failed', 'A function error is a 200 as well: X-Amz-Function-Error tells them apart.', row)
  else explain(fn, 'result', endpoints.invoke.answer, row)
}

function delivered(
  fn: FunctionModel,
  seq: number,
  at: number,
  event: EventOf<'exchange.answered'>,
  exchange: Exchange,
): void {
  const lane = laneOf(fn, exchange)
  const row = addRow(fn, {
    seq,
    at,
    kind: 'answer',
    label: event.again ? 'event again' : 'event',
    from: 'lambda',
    to: lane,
    ...exchangeRow(exchange),
    invocation: event.delivers!,
  })
  if (exchange.environment !== undefined) {
    const environment = environmentOf(fn, exchange.environment)
    environment.polls.delete(exchange.id)
    environment.busyWith = event.delivers!
    showEnvironment(fn, environment)
  }
  explain(fn, 'event', endpoints.next.answer, row)
}

/** Nobody waits for it any more. */
function over(fn: FunctionModel, exchange: Exchange): void {
  if (exchange.from === 'caller') {
    fn.callers.delete(exchange.id)
    if (fn.callers.size === 0) queueLane(fn)
  } else if (exchange.environment !== undefined) {
    const environment = environmentOf(fn, exchange.environment)
    if (environment.polls.delete(exchange.id)) showEnvironment(fn, environment)
  }
}

/** The caller's lane ends with the row of its answer, which is the next to come. */
function queueLane(fn: FunctionModel): void {
  const open = fn.lanes.get('caller')?.spans.at(-1)
  if (open !== undefined && open.to === undefined) open.to = fn.rows.length
}

function ofInvocation(fn: FunctionModel, exchange: Exchange, apply: (invocation: Invocation) => void): void {
  const invocation = exchange.invocation === undefined ? undefined : fn.invocations.get(exchange.invocation)
  if (invocation !== undefined) apply(invocation)
}

function labelOf({ endpoint, method, target }: Exchange): Row['label'] {
  return endpoints[endpoint as EndpointId]?.label ?? `${method} ${target.split('?')[0]!.split('/').slice(-2).join('/')}`
}

function closedLabel({ endpoint, method }: Exchange, how: EventOf<'exchange.closed'>['how']): string {
  const what = endpoints[endpoint as EndpointId]?.label ?? method
  return how === 'truncated' ? `${what} · broke off` : `${what} · hung up`
}

function laneOf(fn: FunctionModel, { from, environment }: Exchange): Lane {
  if (from === 'caller') return 'caller'
  return environment === undefined ? 'runtime' : environmentOf(fn, environment).lane
}
