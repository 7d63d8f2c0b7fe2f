// Invocations: under way from the caller's request until the environment is done with them, and remembered for a while.
import type { Entry } from '../../journal.ts'
import type { FunctionFact, InvocationFact } from './facts.ts'
import { callKey } from './apply-exchange.ts'
import type { FactsFold } from './facts-fold.ts'

/** Invocations of one function under way: more than may wait in its line and be at work. */
const mostUnderWay = 4000
/** Those of one function that are over and remembered. */
const mostRecent = 32

export function applyInvocation(facts: FactsFold, { seq, at, of, event }: Entry): void {
  const { fn, life } = facts
  if (fn === undefined || of.invocation === undefined) return
  if (event.type === 'invocation.received') {
    const call = facts.calls.get(callKey(of))
    facts.calls.delete(callKey(of))
    const invocation: InvocationFact = {
      seq,
      at,
      id: of.invocation,
      number: event.number,
      type: event.invocationType,
      payloadBytes: event.payloadBytes,
      ...(event.streams === undefined ? {} : { streams: event.streams }),
      fn,
      ...(call === undefined ? {} : { call }),
      printed: 0,
    }
    fn.underWay.set(of.invocation, invocation)
    facts.invocation = invocation
    if (fn.underWay.size > mostUnderWay) fn.underWay.delete(fn.underWay.keys().next().value!)
    return
  }
  const { invocation } = facts
  if (invocation === undefined) return
  if (life !== undefined) invocation.life = life
  switch (event.type) {
    case 'invocation.dispatched': {
      const { deadline, cold, initInside } = event
      invocation.dispatched = { seq, at, deadline, cold, initInside }
      return
    }
    case 'invocation.answered':
      invocation.answered = { seq, at, outcome: event.outcome, by: event.by }
      return
    case 'invocation.runtime-done': {
      const { overheadMs } = event
      invocation.runtimeDone = { seq, at, ...(overheadMs === undefined ? {} : { overheadMs }) }
      return
    }
    case 'invocation.settled':
      settle(fn, invocation, { seq, at, outcome: event.outcome })
  }
}

function settle(fn: FunctionFact, invocation: InvocationFact, settled: NonNullable<InvocationFact['settled']>): void {
  invocation.settled = settled
  fn.underWay.delete(invocation.id)
  fn.recent.push(invocation)
  if (fn.recent.length > mostRecent) fn.recent.shift()
  const { life } = invocation
  if (life === undefined) return
  life.served += 1
  life.environment.last = invocation
}
