// Exchanges: who asked for what, what it carried, how it was answered, and how it ended.
import type { Belongs } from '../../ids.ts'
import type { Entry, EventOf } from '../../journal.ts'
import type { ExchangeFact } from './facts.ts'
import type { FactsFold } from './facts-fold.ts'

export function applyExchange(facts: FactsFold, entry: Entry): void {
  const { seq, at, event } = entry
  if (event.type === 'exchange.opened') return opened(facts, entry, event)
  const { exchange } = facts
  if (exchange === undefined) return
  if (event.type === 'exchange.received') {
    exchange.request = event.body
    if (event.tooLarge) exchange.tooLarge = true
  } else if (event.type === 'exchange.answered') {
    const { status, delivers, again } = event
    exchange.answered = {
      seq,
      at,
      status,
      ...(delivers === undefined ? {} : { delivers }),
      ...(again === undefined ? {} : { again }),
    }
    if (event.streams) exchange.streams = true
    else ends(facts, exchange)
    if (exchange.endpoint === 'init-error' && status === 202 && exchange.life !== undefined)
      exchange.life.initError = exchange
    if (delivers === undefined || exchange.endpoint !== 'next' || facts.invocation === undefined) return
    facts.invocation.delivery ??= exchange
    facts.invocation.event ??= event.body
  } else if (event.type === 'exchange.sent') {
    delete exchange.streams
    ends(facts, exchange)
  } else if (event.type === 'exchange.closed') {
    exchange.closed = { seq, at, how: event.how }
    ends(facts, exchange)
  }
}

function opened(facts: FactsFold, { seq, at, of }: Entry, event: EventOf<'exchange.opened'>): void {
  const { endpoint, from, method, target, heads, reused, ends } = event
  const { life, invocation } = facts
  const exchange: ExchangeFact = {
    seq,
    at,
    id: of.exchange ?? 0,
    endpoint,
    from,
    method,
    target,
    heads,
    reused,
    ...(life === undefined ? {} : { life }),
    ...(of.extension === undefined ? {} : { extension: of.extension }),
    ...(ends === undefined ? {} : { ends }),
  }
  facts.exchange = exchange
  facts.open.set(exchange.id, exchange)
  if (from === 'caller' && of.invocation !== undefined) facts.calls.set(callKey(of), exchange)
  if (life === undefined) return
  if (from === 'runtime') life.sign = { seq, at, call: exchange }
  if (endpoint === 'next' || endpoint === 'restore-next') life.firstNext ??= exchange
  if (endpoint === 'next') life.polls.add(exchange)
  if (endpoint !== 'response' && endpoint !== 'error') return
  life.posts.add(exchange)
  // What is refused is not the answer: the first that is taken is.
  if (invocation !== undefined && invocation.settled === undefined) invocation.answer ??= exchange
}

/** The key of a call that may become an invocation. */
export function callKey({ function: name, invocation }: Belongs): string {
  return `${name} ${invocation}`
}

/** It is remembered a while longer. */
function ends(facts: FactsFold, exchange: ExchangeFact): void {
  facts.open.delete(exchange.id)
  facts.over.set(exchange.id, exchange)
  exchange.life?.polls.delete(exchange)
  exchange.life?.posts.delete(exchange)
}
