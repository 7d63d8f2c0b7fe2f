// What entries of asynchronous events do to a function's rows: an event comes into the queue, waits there, is tried, and ends.
import { attemptOf } from '../ids.ts'
import type { Entry, EventOf } from '../journal.ts'
import { addGap, addRow, explain, type FunctionModel, type NewRow } from './function-model.ts'
import { setLane } from './lanes.ts'
import { attemptsKept, createQueuedEvent, waitOf, type QueuedEvent, type QueueWait } from './queued-event.ts'
import { endLabel, queueMeanings, waitLabel } from './queue-words.ts'
import type { Row } from './rows.ts'
import type { Session } from './session.ts'

export function applyQueuedEvent(session: Session, fn: FunctionModel, entry: Entry): void {
  const { seq, at, of, event: told } = entry
  if (of.invocation === undefined) return
  const { requestId } = attemptOf(of.invocation)
  switch (told.type) {
    case 'event.queued':
      queued(fn, eventAt(fn, requestId, entry), entry, told)
      break
    case 'invocation.received': {
      if (told.attempt === undefined) return
      const event = eventAt(fn, requestId, entry)
      // The wait ends above the attempt's band.
      if (waitOf(event) !== undefined) addGap(fn, seq, at)
      endWait(fn, event, at)
      if (event.attempts.at(-1) !== of.invocation) keep(event.attempts, of.invocation)
      break
    }
    case 'event.waiting': {
      const { attempt, dueAt, because, why, lambdaMs } = told
      const event = eventAt(fn, requestId, entry)
      if (because !== 'function-error') event.refused += 1
      const due = { dueAt, because, why, ...(lambdaMs === undefined ? {} : { lambdaMs }) }
      beginWait(fn, event, { seq, from: at, attempt, due })
      const row = note(fn, { seq, at, label: waitLabel(told, at) }, requestId)
      explain(fn, because === 'function-error' ? 'retry' : 'retry-refused', queueMeanings[because] ?? '', row)
      break
    }
    case 'event.ended':
      ended(session, fn, eventAt(fn, requestId, entry), entry, told)
      break
    case 'event.destined':
      destined(session, fn, requestId, entry, told)
      break
    default:
      return
  }
  showQueue(fn)
}

/** An event that was in the queue before what is known begins. */
export function beginQueuedEvent(fn: FunctionModel, event: QueuedEvent, wait: QueueWait | undefined): void {
  fn.events.set(event.id, event)
  if (wait !== undefined) {
    beginWait(fn, event, wait)
    const label =
      wait.due === undefined ? 'event in the queue' : waitLabel({ ...wait.due, attempt: wait.attempt }, wait.from)
    note(fn, { seq: event.seq, at: wait.from, label }, event.id)
  }
  showQueue(fn)
}

function eventAt(fn: FunctionModel, id: string, { seq, at }: Entry): QueuedEvent {
  let event = fn.events.get(id)
  if (event === undefined) fn.events.set(id, (event = createQueuedEvent(id, fn.heads.get(id)?.seq ?? seq, at)))
  return event
}

function queued(fn: FunctionModel, event: QueuedEvent, { seq, at }: Entry, told: EventOf<'event.queued'>): void {
  const { payloadBytes, maximumRetryAttempts, maximumEventAgeSeconds, recovered } = told
  Object.assign(event, { payloadBytes, most: maximumRetryAttempts + 1, maxAgeSeconds: maximumEventAgeSeconds })
  event.queuedAt = recovered?.queuedAt ?? at
  beginWait(fn, event, { seq, from: at, attempt: (recovered?.attempts ?? 0) + 1 })
  if (recovered !== undefined) {
    event.recovered = recovered.attempts
    const before = recovered.attempts === 1 ? '1 attempt before' : `${recovered.attempts} attempts before`
    event.row = note(fn, { seq, at, label: `event recovered · ${before}` }, event.id)
    explain(fn, 'recovered', queueMeanings.recovered, event.row)
  } else if (!fn.heads.has(event.id)) event.row = note(fn, { seq, at, label: 'event queued' }, event.id)
}

function ended(
  session: Session,
  fn: FunctionModel,
  event: QueuedEvent,
  { seq, at }: Entry,
  told: EventOf<'event.ended'>,
): void {
  const { how, attempts, ageMs } = told
  endWait(fn, event, at)
  const failed = how === 'retries-exhausted' || how === 'age-exceeded'
  const { onSuccess, onFailure } = session.state.functions[fn.name]?.calling.async ?? {}
  const dropped = failed && onFailure === undefined
  event.ended = { how, attempts, ageMs, at, seq, ...(dropped ? { dropped } : {}) }
  const label = endLabel(told, dropped)
  const row = note(fn, { seq, at, label, tone: failed ? 'error' : 'quiet' }, event.id)
  if (dropped) explain(fn, 'dropped', queueMeanings.dropped, row)
  // Where there is a destination, that is what is to be explained.
  else if (how === 'succeeded' && onSuccess === undefined) explain(fn, 'event-done', queueMeanings.succeeded ?? '', row)
}

/** An event that ended before what is known begins is not made anew by its record: it would never end. */
function destined(
  { functions }: Session,
  fn: FunctionModel,
  id: string,
  { seq, at }: Entry,
  { on, destination, record, invocation, problem }: EventOf<'event.destined'>,
): void {
  const event = fn.events.get(id)
  if (event !== undefined) {
    event.destined = {
      on,
      destination,
      record: { bytes: record.bytes },
      seq,
      ...(invocation === undefined ? {} : { invocation }),
      ...(problem === undefined ? {} : { problem }),
    }
  }
  const failed = problem === undefined ? {} : { tone: 'error' as const }
  const label = `${problem === undefined ? 'record' : 'no record'} → ${destination}`
  const row = note(fn, { seq, at, label, ...failed }, id)
  explain(fn, 'destination', queueMeanings.destination, row)
  const to = invocation === undefined ? undefined : functions.get(destination.slice('function:'.length))
  const begun = to?.events.get(invocation ?? '')
  if (begun === undefined) return
  begun.recordOf = { function: fn.name, event: id }
  if (begun.row !== undefined) begun.row.label = `event queued · record of ${fn.name}`
}

function note(fn: FunctionModel, row: Omit<NewRow, 'kind'>, invocation: string): Row {
  return addRow(fn, { ...row, kind: 'note', from: 'lambda', invocation })
}

function beginWait(fn: FunctionModel, event: QueuedEvent, wait: QueueWait): void {
  endWait(fn, event, wait.from)
  keep(event.waits, wait)
  fn.queue.add(event.id)
}

function endWait(fn: FunctionModel, event: QueuedEvent, at: number): void {
  const wait = waitOf(event)
  if (wait !== undefined) wait.to = at
  fn.queue.delete(event.id)
}

function keep<T>(list: T[], item: T): void {
  list.push(item)
  if (list.length > attemptsKept) list.shift()
}

/** Lambda's lane waits while it has events for later. */
function showQueue(fn: FunctionModel): void {
  if (fn.queue.size > 0) setLane(fn, 'lambda', { kind: 'waiting' })
  else if (fn.lanes.has('lambda')) setLane(fn, 'lambda', undefined)
}
