// A session as its entries tell it: the state now, and for each function what happened. Grows entry by entry, in place.
import { invokingEndpoints } from '../endpoints.ts'
import type { Entry } from '../journal.ts'
import { applyEnvironment, endingOf } from './apply-environment.ts'
import { applyExchange, beginInvocation } from './apply-exchange.ts'
import { applyExtension } from './apply-extension.ts'
import { applyFigures, countInPool } from './apply-figures.ts'
import { applyInvocation } from './apply-invocation.ts'
import { applyProcess } from './apply-process.ts'
import { joinInvocation, loadStream } from './apply-stream.ts'
import { applyQueuedEvent, beginQueuedEvent } from './apply-queued-event.ts'
import { askerOf } from './asker.ts'
import { extensionOf } from './extension-model.ts'
import { addRow, createFunctionModel, environmentOf, takePlace, type FunctionModel } from './function-model.ts'
import { showCaller, showEnvironment } from './lanes.ts'
import { takeMoves } from './moves.ts'
import { takeOverview } from './overview.ts'
import { eventFromState } from './queue-state.ts'
import { eventOf } from './queued-event.ts'
import type { Exchange } from './rows.ts'
import { applyToState } from './apply-to-state.ts'
import { emptyState, type State } from './state.ts'

import { beginTimeline, takeTimeline } from './timeline/index.ts'

/** The type-only seam between the folds: `session.ts` calls them, they fill it. */
export type Session = {
  state: State
  firstSeq: number
  lastSeq: number
  /** Epoch milliseconds of the first entry of the session. */
  startedAt: number | undefined
  /** Of the last entry that was applied. */
  lastAt: number | undefined
  functions: Map<string, FunctionModel>
  exchanges: Map<number, Exchange>
  /** Whose runtime a connection was last used by. */
  connections: Map<number, { function: string; environment: string }>
  /** The session before this one ended while the page looked on. */
  follows: boolean
}

/** `follows`: it comes after another that the page had open, and its functions begin with a boundary. */
export function createSession(follows = false): Session {
  return {
    state: emptyState(),
    firstSeq: 1,
    lastSeq: 0,
    startedAt: undefined,
    lastAt: undefined,
    functions: new Map(),
    exchanges: new Map(),
    connections: new Map(),
    follows,
  }
}

/** Begins in the middle: what was so before the entries that follow. */
export function loadState(session: Session, state: State, fromSeq: number): void {
  session.state = state
  session.firstSeq = fromSeq
  session.lastSeq = fromSeq - 1
  session.startedAt = state.startedAt
  for (const name of Object.keys(state.functions)) modelOf(session, name)
  for (const [name, count] of Object.entries(state.counts)) {
    if (count === 0) continue
    const fn = modelOf(session, name)
    fn.beginsAt = fromSeq
    fn.settled = count
    const label = 'the page holds the session from here on; what was before is kept on disk'
    addRow(fn, { seq: fromSeq, at: 0, kind: 'boundary', label })
  }
  // The state goes on growing beside the model: each has figures of its own.
  for (const [name, pool] of Object.entries(state.pools)) modelOf(session, name).pool.figures = { ...pool }
  for (const [name, known] of Object.entries(state.environments)) {
    const fn = modelOf(session, known.function)
    const environment = environmentOf(fn, name)
    Object.assign(environment, {
      number: known.number,
      port: known.port,
      attached: known.attached,
      incarnation: known.incarnation,
      state: known.state,
      runtime: known.runtime,
      path: known.path,
      activeAt: known.since,
      createdAt: known.created,
      figures: { ...known.figures },
      ...(known.codeHash === undefined ? {} : { codeHash: known.codeHash }),
      ...(known.peer === undefined ? {} : { peer: known.peer }),
    })
    if (known.busyWith !== undefined) environment.busyWith = known.busyWith
    if (known.pid !== undefined) environment.pid = known.pid
    if (known.frozen !== undefined) environment.frozenAt = known.frozen
    const { sample } = known.figures
    if (sample !== undefined) environment.memory.push([sample.at, sample.memoryMb, sample.cpuMs])
    countInPool(fn, environment, known.since)
    for (const [extensionName, one] of Object.entries(known.extensions ?? {})) {
      const extension = extensionOf(fn, environment, extensionName)
      const { state: extensionState, external, events, invocation } = one
      Object.assign(extension, { state: extensionState, external, events })
      if (invocation !== undefined) extension.busyWith = invocation
    }
    if (known.ending !== undefined)
      environment.ending = endingOf(environment, known.ending.since, known.ending.deadline)
  }
  for (const [id, known] of Object.entries(state.events)) {
    const { event, wait } = eventFromState(id, fromSeq, known)
    beginQueuedEvent(modelOf(session, known.function), event, wait)
  }
  for (const [id, known] of Object.entries(state.invocations)) {
    const fn = modelOf(session, known.function)
    fn.order.push(id)
    eventOf(fn, id)?.attempts.push(id)
    fn.invocations.set(id, {
      id,
      function: known.function,
      number: known.number,
      type: known.attempt === undefined ? 'RequestResponse' : 'Event',
      payloadBytes: 0,
      receivedAt: known.received,
      receivedSeq: fromSeq,
      ...(known.attempt === undefined ? {} : { attempt: known.attempt }),
      ...(known.environment === undefined ? {} : { environment: known.environment }),
      ...(known.deadline === undefined ? {} : { deadline: known.deadline }),
      ...(known.dispatched === undefined ? {} : { dispatchedAt: known.dispatched }),
      ...(known.runtimeDone === undefined ? {} : { runtimeDoneAt: known.runtimeDone }),
      ...(known.streams ? { streams: true as const } : {}),
      ...(known.via ? { via: known.via } : {}),
    })
    takePlace(fn, id)
    const { number, received: at } = known
    fn.heads.set(id, addRow(fn, { seq: fromSeq, at, kind: 'invocation', label: `Invoke ${number}`, invocation: id }))
  }
  for (const [id, open] of Object.entries(state.exchanges)) {
    const exchange: Exchange = {
      id: Number(id),
      function: open.function ?? '',
      endpoint: open.endpoint,
      from: open.from,
      method: '',
      target: '',
      reused: 0,
      openedAt: open.opened,
      openedSeq: open.seq,
      states: [],
    }
    if (open.environment !== undefined) exchange.environment = open.environment
    if (open.extension !== undefined) exchange.extension = open.extension
    if (open.invocation !== undefined) exchange.invocation = open.invocation
    loadStream(exchange, open)
    session.exchanges.set(exchange.id, exchange)
    if (open.function === undefined) continue
    const fn = modelOf(session, open.function)
    if (open.from === 'caller') fn.callers.add(exchange.id)
    // Its head is here, and not yet that it was received.
    if (invokingEndpoints.has(open.endpoint) && !fn.invocations.has(open.invocation ?? ''))
      beginInvocation(fn, exchange)
    joinInvocation(fn, exchange)
    const asker = askerOf(fn, exchange)
    asker?.polls.add(exchange.id)
    if (asker === undefined) continue
    asker.pollingSince = open.opened
  }
  for (const fn of session.functions.values()) {
    beginTimeline(fn.timeline, fn.name, state, fromSeq)
    showCaller(fn)
    for (const environment of fn.environments.values()) showEnvironment(fn, environment)
  }
}

/** Applies the next entry. What cannot be placed is passed over; nothing throws. */
export function applyEntry(session: Session, entry: Entry): void {
  session.lastSeq = entry.seq
  session.lastAt = entry.at
  session.startedAt ??= entry.at
  endRun(session, entry)
  applyToState(session.state, entry)
  const name = entry.of.function ?? functionOf(session, entry)
  if (name === undefined) return
  // A call to a function that does not exist is still something that happened to that name.
  const fn = modelOf(session, name, entry)
  takeOverview(fn.overview, entry)
  takeTimeline(fn.timeline, entry)
  applyExchange(session, fn, entry)
  applyQueuedEvent(session, fn, entry)
  applyInvocation(fn, entry)
  applyFigures(fn, entry)
  applyEnvironment(fn, entry)
  if (entry.of.environment !== undefined) takeMoves(environmentOf(fn, entry.of.environment).moves, entry)
  if (entry.event.type === 'environment.created') sharePath(session, fn, entry)
  const environment = entry.of.environment === undefined ? undefined : fn.environments.get(entry.of.environment)
  if (environment !== undefined) countInPool(fn, environment, entry.at)
  applyProcess(fn, entry)
  applyExtension(fn, entry)
}

/** One record of the path serves both folds, and outlives the environment in this one. */
function sharePath({ state }: Session, fn: FunctionModel, { of }: Entry): void {
  const known = of.environment === undefined ? undefined : state.environments[of.environment]
  if (known !== undefined) environmentOf(fn, of.environment!).path = known.path
}

/** Before the state forgets it. */
function endRun(session: Session, { at, of, event }: Entry): void {
  if (event.type !== 'run.ended' || of.function === undefined) return
  const started = session.state.runs[event.run]?.started ?? at
  const { run, sent, failed, why } = event
  modelOf(session, of.function).ranLast = { run, sent, failed, why, tookMs: at - started }
}

function modelOf(session: Session, name: string, entry?: Entry): FunctionModel {
  let fn = session.functions.get(name)
  if (fn === undefined) {
    fn = createFunctionModel(name)
    session.functions.set(name, fn)
    if (session.follows && entry !== undefined) {
      fn.rows.push({
        seq: entry.seq,
        at: entry.at,
        kind: 'boundary',
        label: 'the playground was started again; what was before is kept as a session of its own',
        stripes: [],
        inits: 0,
      })
    }
  }
  return fn
}

/** A call to no endpoint names no function: its connection does, or the beginning of its path on the address for attaching. */
function functionOf(session: Session, { of, event }: Entry): string | undefined {
  const known = of.exchange === undefined ? undefined : session.exchanges.get(of.exchange)
  if (known !== undefined) return known.function
  const carried = of.connection === undefined ? undefined : session.connections.get(of.connection)
  if (carried !== undefined) return carried.function
  if (event.type !== 'exchange.opened') return undefined
  const named = event.target.split('/')[1] ?? ''
  return session.functions.has(named) || named in session.state.functions ? named : undefined
}
