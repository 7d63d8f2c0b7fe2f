// What entries of invocations do: the band's number, how it went, and the sentence that leads when it failed.
import type { Entry } from '../journal.ts'
import { addRow, insertAfter, leavePlace, takePlace, type FunctionModel } from './function-model.ts'
import type { Invocation } from './invocation.ts'
import { messageOf } from './log-line.ts'

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
      })
      const head = fn.heads.get(invocation.id)
      if (head !== undefined) head.label = `Invoke ${event.number}`
      return
    }
    case 'invocation.waiting':
      invocation.waiting = {
        for: event.for,
        since: at,
        ...(event.limitMs === undefined ? {} : { limitMs: event.limitMs }),
      }
      if (event.for === 'init') return
      invocation.waited = true
      addRow(fn, {
        seq,
        at,
        kind: 'note',
        label: event.for === 'runtime' ? 'waits for a runtime to attach' : 'waits for a free runtime',
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
    case 'invocation.settled':
      invocation.settledAt = at
      invocation.durationMs = event.durationMs
      invocation.billedMs = event.billedMs
      invocation.memoryMb = event.memoryMb
      if (event.initMs !== undefined) invocation.initMs = event.initMs
      if (event.peakMemoryMb !== undefined) invocation.peakMemoryMb = event.peakMemoryMb
      // It can still fail after its answer: the environment's work is part of it.
      if (event.outcome !== invocation.outcome && event.outcome !== 'ok') {
        const head = fn.heads.get(invocation.id)
        if (head !== undefined)
          insertAfter(fn, head, {
            seq: head.seq,
            at: head.at,
            kind: 'cause',
            label: afterAnswer(event.outcome),
            invocation: invocation.id,
            tone: 'error',
          })
      }
      fn.settled += 1
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
  const span = invocation.environment === undefined ? undefined : fn.lanes.get(environment?.lane ?? '')?.spans.at(-1)
  if (span !== undefined && span.to === undefined && span.kind === 'busy' && invocation.outcome !== 'error')
    span.kind = 'failed'
  insertAfter(fn, head, {
    seq: head.seq,
    at: head.at,
    kind: 'cause',
    label: causeOf(invocation, environment?.lastLine, at),
    invocation: invocation.id,
    tone: 'error',
  })
}

function causeOf(
  { outcome, help, deadline, dispatchedAt, errorType, reported }: Invocation,
  lastLine: { text: string; at: number } | undefined,
  at: number,
): string {
  if (outcome === 'timeout' && dispatchedAt !== undefined) {
    const seconds = Math.round((at - dispatchedAt) / 100) / 10
    const sign =
      lastLine !== undefined && lastLine.at >= dispatchedAt
        ? ` Last sign of life: “${clip(messageOf(lastLine.text))}”, ${(((deadline ?? at) - lastLine.at) / 1000).toFixed(3)} s before the deadline.`
        : ''
    return `No answer within ${seconds} s.${sign === '' ? ` ${help ?? ''}` : sign}`
  }
  if (outcome === 'error' && reported?.message !== undefined)
    return `The function reported an error: ${reported.type === undefined ? '' : `${reported.type}: `}${clip(reported.message)}. The caller gets it with status 200.`
  if (outcome === 'error')
    return `The function reported an error${errorType === undefined || errorType === 'Runtime.Unknown' ? '' : ` (${errorType})`}. The caller gets it with status 200.`
  return help ?? `It ended with ${errorType ?? 'an error'}.`
}

function afterAnswer(outcome: string): string {
  if (outcome === 'timeout')
    return 'It was answered, but the runtime did not ask for the next event before the deadline.'
  return 'It was answered, and then the runtime ended instead of asking for the next event.'
}

function clip(text: string): string {
  const line = text.split('\n', 1)[0]!
  return line.length > 60 ? `${line.slice(0, 59)}…` : line.replace(/\.$/, '')
}
