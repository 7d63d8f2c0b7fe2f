// What answers do to a function's rows: an event that a poll gets, a result that a caller gets, a refusal that bounces.
import { endpoints } from '../endpoints.ts'
import type { Entry, EventOf } from '../journal.ts'
import { askerOf, laneOf, over } from './asker.ts'
import {
  addGap,
  addRow,
  belongsTo,
  environmentOf,
  exchangeRow,
  explain,
  invocationAt,
  leavePlace,
  type FunctionModel,
} from './function-model.ts'
import { showCaller, showEnvironment } from './lanes.ts'
import { answeredMeaning, refusedCaller } from './caller-words.ts'
import type { Exchange, Row } from './rows.ts'

export function answered(
  fn: FunctionModel,
  { seq, at }: Entry,
  event: EventOf<'exchange.answered'>,
  exchange: Exchange,
): void {
  Object.assign(exchange, { answeredAt: at, answeredSeq: seq, answerBytes: event.body.bytes, status: event.status })
  if (event.refusal !== undefined) exchange.refusal = event.refusal
  if (event.delivers !== undefined) exchange.delivers = event.delivers
  if (event.again) exchange.again = true
  if (event.streams) exchange.streams = true
  if (event.delivers !== undefined) return delivered(fn, seq, at, event, exchange)
  if (event.status === 200 && exchange.endpoint === 'event-next') return shutDown(fn, seq, at, event, exchange)
  if (event.status === 200 && exchange.endpoint === 'restore-next') return restored(fn, seq, at, exchange)
  // The caller's lane ends with the row of its answer, behind what was idle before it.
  if (exchange.from === 'caller') addGap(fn, seq, at)
  if (!event.streams) over(fn, exchange)
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
    if (!event.streams) invocation.tookMs = at - exchange.openedAt
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
  // What becomes of an event is nothing that its caller is told.
  const result = exchange.asynchronous ? undefined : invocation?.outcome
  const refused = refusedCaller(exchange)
  const failed = refused !== undefined || (result !== undefined && result !== 'ok')
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
  if (event.streams) fn.receiving.add(exchange.id)
  if (event.refusal !== undefined) row.label = `${event.status} ${event.refusal.errorType}`
  const explanation = refused ?? answeredMeaning(exchange, invocation)
  if (explanation !== undefined) explain(fn, explanation.topic, explanation.text, row)
  showCaller(fn)
}

function delivered(
  fn: FunctionModel,
  seq: number,
  at: number,
  event: EventOf<'exchange.answered'>,
  exchange: Exchange,
): void {
  const toExtension = exchange.endpoint === 'event-next'
  const label = toExtension ? 'INVOKE' : event.again ? 'event again' : 'event'
  const row = addArrow(fn, seq, at, label, exchange)
  row.invocation = event.delivers!
  const asker = askerOf(fn, exchange)
  if (asker !== undefined) {
    asker.polls.delete(exchange.id)
    asker.busyWith = event.delivers!
    if ('buffered' in asker) asker.busySince = at
    showEnvironment(fn, environmentOf(fn, exchange.environment!))
  }
  const told = fn.invocations.get(event.delivers!)
  if (toExtension && told !== undefined) told.extensions = true
  if (toExtension) explain(fn, 'INVOKE', invokeMeaning, row)
  else explain(fn, 'event', endpoints.next.answer, row)
}

const invokeMeaning =
  'Each extension that wants INVOKE is told of the invocation. It is over when they have asked again as well.'

/** A SHUTDOWN event: the extension has until its deadline to end by itself. */
function shutDown(
  fn: FunctionModel,
  seq: number,
  at: number,
  event: EventOf<'exchange.answered'>,
  exchange: Exchange,
): void {
  exchange.shutdown = shutdownIn(event.body.preview)
  const { reason } = exchange.shutdown
  const row = addArrow(fn, seq, at, reason === '' ? 'SHUTDOWN' : `SHUTDOWN · ${reason}`, exchange)
  const asker = askerOf(fn, exchange)
  if (asker !== undefined) {
    asker.polls.delete(exchange.id)
    delete asker.busyWith
    asker.atWork = true
    if ('buffered' in asker) asker.busySince = at
    showEnvironment(fn, environmentOf(fn, exchange.environment!))
  }
  explain(fn, 'SHUTDOWN', shutdownMeaning, row)
}

const shutdownMeaning =
  'The extension finishes what it has to, and exits. What is left at the end of the budget is killed.'

/** What a SHUTDOWN event says; without a reason where it is none of Lambda's. */
function shutdownIn(body: string): { reason: string; deadline?: number } {
  try {
    const { shutdownReason, deadlineMs } = JSON.parse(body) as { shutdownReason?: unknown; deadlineMs?: unknown }
    return {
      reason: typeof shutdownReason === 'string' ? shutdownReason : '',
      ...(typeof deadlineMs === 'number' ? { deadline: deadlineMs } : {}),
    }
  } catch {
    return { reason: '' }
  }
}

function restored(fn: FunctionModel, seq: number, at: number, exchange: Exchange): void {
  const row = addArrow(fn, seq, at, 'restored', exchange)
  const environment = environmentOf(fn, exchange.environment!)
  environment.polls.delete(exchange.id)
  environment.atWork = true
  showEnvironment(fn, environment)
  explain(fn, 'restored', endpoints['restore-next'].answer, row)
}

/** An arrow from Lambda that gives a poll what it waited for; the first after a thaw tells of it. */
function addArrow(fn: FunctionModel, seq: number, at: number, label: string, exchange: Exchange): Row {
  const row = addRow(fn, {
    seq,
    at,
    kind: 'answer',
    label,
    from: 'lambda',
    to: laneOf(fn, exchange),
    ...exchangeRow(exchange),
    ...belongsTo(exchange.invocation ?? invocationAt(fn, exchange.environment)),
  })
  const environment = exchange.environment === undefined ? undefined : environmentOf(fn, exchange.environment)
  if (environment?.thaw !== undefined) {
    row.thaws = environment.thaw
    row.label += ' · thaws'
    delete environment.thaw
  }
  return row
}
