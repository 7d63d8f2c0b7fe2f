// What entries of invocations do: the band's number, how it went, and the sentence that leads when it failed.
import { attemptOf } from '../ids.ts'
import type { Entry, EventOf } from '../journal.ts'
import { causeAfterAnswer, causeOf, type Cause } from './causes.ts'
import { addGap, addRow, belongsTo, insertAfter, leavePlace, takePlace, type FunctionModel } from './function-model.ts'
import type { Invocation } from './invocation.ts'
import { markFailed } from './lanes.ts'
import type { Row } from './rows.ts'

/** What it waits for, where that is told by a row. */
const waitLabels = {
  build: 'waits for the build',
  runtime: 'waits for a runtime to attach',
  'free-runtime': 'waits for a free runtime',
} as const

export function applyInvocation(fn: FunctionModel, entry: Entry): void {
  const { seq, at, of, event } = entry
  if (of.invocation === undefined || !event.type.startsWith('invocation.')) return
  const invocation = fn.invocations.get(of.invocation) ?? begin(fn, entry)
  switch (event.type) {
    case 'invocation.received': {
      Object.assign(invocation, {
        number: event.number,
        type: event.invocationType,
        payloadBytes: event.payloadBytes,
        receivedAt: at,
        receivedSeq: seq,
        ...(event.attempt === undefined ? {} : { attempt: event.attempt }),
      })
      if (event.streams) invocation.streams = true
      if (event.via) invocation.via = event.via
      // Its caller had a 202 before, and it was in the queue.
      if (!fn.places.includes(invocation.id)) takePlace(fn, invocation.id)
      const head = fn.heads.get(invocation.id)
      if (head !== undefined) head.label = `Invoke ${event.number}`
      return
    }
    case 'invocation.waiting':
      if (event.for === 'build') invocation.built = true
      invocation.waiting = {
        for: event.for,
        since: at,
        ...(event.limitMs === undefined ? {} : { limitMs: event.limitMs }),
      }
      if (event.for === 'init' || event.for === 'restore') return
      invocation.waited = true
      addRow(fn, {
        seq,
        at,
        kind: 'note',
        label: waitLabels[event.for],
        from: 'lambda',
        invocation: invocation.id,
      })
      return
    case 'invocation.dispatched':
      delete invocation.waiting
      invocation.dispatchedAt = at
      invocation.deadline = event.deadline
      invocation.cold = event.cold
      if (of.environment !== undefined) invocation.environment = of.environment
      return
    case 'invocation.answered': {
      delete invocation.waiting
      invocation.answeredAt = at
      invocation.outcome = event.outcome
      invocation.by = event.by
      if (event.errorType !== undefined) invocation.errorType = event.errorType
      if (event.help !== undefined) invocation.help = event.help
      if (event.outcome !== 'ok') fail(fn, invocation, at)
      return
    }
    case 'invocation.runtime-done':
      invocation.runtimeDoneAt = at
      invocation.runtimeMs = event.durationMs
      return
    case 'invocation.settled':
      invocation.settledAt = at
      invocation.durationMs = event.durationMs
      invocation.billedMs = event.billedMs
      invocation.memoryMb = event.memoryMb
      if (event.initMs !== undefined) invocation.initMs = event.initMs
      if (event.restoreMs !== undefined) invocation.restoreMs = event.restoreMs
      if (event.peakMemoryMb !== undefined) invocation.peakMemoryMb = event.peakMemoryMb
      // It can still fail after its answer: the environment's work is part of it.
      if (event.outcome !== invocation.outcome && event.outcome !== 'ok') failAfter(fn, invocation, event)
      // All attempts at an event are one thing that somebody has seen.
      if (attemptOf(invocation.id).attempt === 1) fn.settled += 1
      return leavePlace(fn, invocation.id)
    default:
      return
  }
}

/** An invocation whose call is not in what is known of the session. */
function begin(fn: FunctionModel, { seq, at, of }: Entry): Invocation {
  const id = of.invocation!
  const invocation: Invocation = {
    id,
    function: fn.name,
    number: 0,
    type: 'RequestResponse',
    payloadBytes: 0,
    receivedAt: at,
    receivedSeq: seq,
  }
  fn.invocations.set(id, invocation)
  fn.order.push(id)
  addGap(fn, seq, at)
  takePlace(fn, id)
  fn.heads.set(id, addRow(fn, { seq, at, kind: 'invocation', label: 'Invoke', invocation: id }))
  return invocation
}

function fail(fn: FunctionModel, invocation: Invocation, at: number): void {
  const head = fn.heads.get(invocation.id)
  if (head === undefined) return
  head.tone = 'error'
  fn.failures.push(head)
  const environment = invocation.environment === undefined ? undefined : fn.environments.get(invocation.environment)
  if (environment !== undefined && invocation.outcome !== 'error') markFailed(fn, environment.lane)
  const cause = causeOf(fn, invocation, at)
  if (cause.offer !== undefined) invocation.help = cause.label
  lead(fn, head, cause)
}

function failAfter(
  fn: FunctionModel,
  invocation: Invocation,
  { outcome, errorType }: EventOf<'invocation.settled'>,
): void {
  invocation.after = outcome
  const head = fn.heads.get(invocation.id)
  if (head === undefined) return
  head.tone = 'error'
  fn.failures.push(head)
  lead(fn, head, causeAfterAnswer(fn, invocation, outcome, errorType))
}

/** The sentence that a band begins with. */
function lead(fn: FunctionModel, head: Row, cause: Cause): void {
  const { seq, at, invocation } = head
  insertAfter(fn, head, { seq, at, kind: 'cause', ...cause, ...belongsTo(invocation), tone: 'error' })
}
