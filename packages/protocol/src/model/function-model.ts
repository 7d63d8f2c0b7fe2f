// What happened to one function: its rows, invocations, environments and log, and the steps by which they grow.
import type { TelemetryEvent } from '../telemetry/events.ts'
import { createEnvironment, type EnvironmentModel } from './environment-model.ts'
import type { Invocation } from './invocation.ts'
import type { QueuedEvent } from './queued-event.ts'
import { emptyOverview, type Overview } from './overview.ts'
import { createPool, type PoolModel } from './pool.ts'
import { emptyTimeline, type Timeline } from './timeline/index.ts'
import { longTime } from './words.ts'
import type { Exchange, Lane, LaneModel, Row, RowKind } from './rows.ts'

export type ConsoleLine = {
  seq: number
  at: number
  source: 'lambda' | 'stdout' | 'stderr' | 'telemetry'
  text: string
  invocation?: string
  environment?: string
  extension?: string
  /** What a frame of the log says of itself. */
  level?: string
}

/** An event of telemetry, and the entry that it comes from. */
export type ToldEvent = { seq: number; environment: string; event: TelemetryEvent }

export type FunctionModel = {
  name: string
  rows: Row[]
  /** Where rows were put in between, in the order in which that was done: indexes from there on moved by one. */
  insertions: number[]
  invocations: Map<string, Invocation>
  /** Names of invocations in the order in which the calls came, and attempts were made. */
  order: string[]
  /** Asynchronous events by their request ids, and which of them are in the queue now. */
  events: Map<string, QueuedEvent>
  queue: Set<string>
  environments: Map<string, EnvironmentModel>
  pool: PoolModel
  /** Which environment has a lane, or had it last. */
  occupants: Map<Lane, EnvironmentModel>
  /** Lanes of extensions beside an environment's, in the order in which they came. */
  companions: Map<Lane, Lane[]>
  /** Lanes whose environments are gone. */
  freeLanes: Lane[]
  console: ConsoleLine[]
  /** Telemetry as the journal tells it, the newest last; those before were forgotten. */
  told: ToldEvent[]
  toldForgotten: number
  lanes: Map<Lane, LaneModel>
  /** Rows that explain something, by index. */
  explains: number[]
  explained: Set<string>
  settled: number
  /** Calls whose callers wait, and those of them that have the beginning of an answer. */
  callers: Set<number>
  receiving: Set<number>
  /** When a piece of a body passed last. */
  pieceAt?: number
  /** Which invocation has which place among those under way. */
  places: readonly (string | undefined)[]
  /** Where history on hand begins in the middle: the first entry that is known. */
  beginsAt?: number
  /** As many as were ever under way at once. */
  mostAtOnce: number
  /** Environments whose Init is under way. */
  starting: Set<string>
  heads: Map<string, Row>
  failures: Row[]
  /** All of it in brief. */
  overview: Overview
  /** All of it by time. */
  timeline: Timeline
  /** The run that ended last. */
  ranLast?: { run: string; sent: number; failed: number; why: 'finished' | 'stopped'; tookMs: number }
}

/** Idle time between two rows that is worth a row of its own, milliseconds. */
const gapMs = 1000

export function createFunctionModel(name: string): FunctionModel {
  return {
    name,
    rows: [],
    insertions: [],
    invocations: new Map(),
    order: [],
    events: new Map(),
    queue: new Set(),
    environments: new Map(),
    pool: createPool(),
    occupants: new Map(),
    companions: new Map(),
    freeLanes: [],
    console: [],
    told: [],
    toldForgotten: 0,
    lanes: new Map(),
    explains: [],
    explained: new Set(),
    settled: 0,
    callers: new Set(),
    receiving: new Set(),
    places: [],
    mostAtOnce: 0,
    starting: new Set(),
    heads: new Map(),
    failures: [],
    overview: emptyOverview(),
    timeline: emptyTimeline(),
  }
}

/** The environment of a name; a new one where it is not known, because history may begin after its creation. */
export function environmentOf(fn: FunctionModel, name: string): EnvironmentModel {
  let environment = fn.environments.get(name)
  if (environment === undefined) {
    environment = createEnvironment(name, fn.freeLanes.shift() ?? name, fn.environments.size + 1)
    fn.environments.set(name, environment)
    fn.occupants.set(environment.lane, environment)
  }
  return environment
}

/** Nothing is left of an environment: its lane is free for the next. */
export function leaveLane(fn: FunctionModel, { lane, name }: EnvironmentModel): void {
  if (fn.occupants.get(lane)?.name === name && !fn.freeLanes.includes(lane)) fn.freeLanes.push(lane)
}

export type NewRow = Omit<Row, 'stripes' | 'inits'> & { kind: RowKind }

/** Adds a row at the end, with a row for the idle time before it where there was much. */
export function addRow(fn: FunctionModel, row: NewRow): Row {
  if (row.kind !== 'explain') addGap(fn, row.seq, row.at)
  return push(fn, row)
}

/** Writes down how long nothing happened, if that was long. */
export function addGap(fn: FunctionModel, seq: number, at: number): void {
  const last = fn.rows.at(-1)
  // How long it was before the first row of what is known, nobody can tell.
  if (last === undefined || last.seq === fn.beginsAt || at - last.at < gapMs) return
  const frozenMs = frozenFor(fn, at)
  const meanwhile = fn.places.length === 0 ? 'idle' : (fn.pieceAt ?? 0) > last.at ? 'of streaming' : 'without a sign'
  const idle = `${longTime(at - last.at)} ${meanwhile}`
  const label = frozenMs === undefined ? idle : `frozen for ${longTime(frozenMs)}`
  const row = push(fn, { seq, at, kind: 'gap', label })
  if (frozenMs !== undefined) explain(fn, 'frozen', frozenMeaning, row)
}

const frozenMeaning =
  'Nobody needs them, so Lambda stops all processes of the environment. Timers that were due fire late.'

/** How long all environments have stood still; undefined where one of them has not. */
function frozenFor(fn: FunctionModel, at: number): number | undefined {
  const live = [...fn.occupants.values()].filter(({ state }) => state !== 'gone')
  const since = live.map(({ frozenAt }) => frozenAt ?? Number.POSITIVE_INFINITY)
  const ms = at - Math.max(...since)
  return live.length === 0 || ms < gapMs / 2 ? undefined : ms
}

function push(fn: FunctionModel, row: NewRow): Row {
  const added: Row = { ...row, stripes: fn.places, inits: initsOf(fn) }
  if (row.environment !== undefined && row.kind !== 'init' && fn.starting.has(row.environment)) {
    const init = fn.environments.get(row.environment)?.init
    if (init !== undefined) added.during = init
  }
  fn.rows.push(added)
  return added
}

/** Puts a row right after another that is there already; what lies behind it moves on by one. */
export function insertAfter(fn: FunctionModel, before: Row, row: NewRow): Row {
  const index = fn.rows.lastIndexOf(before) + 1
  const inserted: Row = { ...row, stripes: before.stripes, inits: before.inits }
  fn.rows.splice(index, 0, inserted)
  fn.insertions.push(index)
  const move = (at: number) => (at >= index ? at + 1 : at)
  for (const lane of fn.lanes.values()) {
    for (let place = lane.spans.length - 1; place >= 0; place -= 1) {
      const span = lane.spans[place]!
      if (span.to !== undefined && span.to < index) break
      span.from = move(span.from)
      if (span.to !== undefined) span.to = move(span.to)
    }
    for (let place = lane.deaths.length - 1; place >= 0 && lane.deaths[place]! >= index; place -= 1)
      lane.deaths[place]! += 1
  }
  fn.explains = fn.explains.map(move)
  return inserted
}

/** Explains a kind of row the first time it occurs, as long as few invocations are over. */
export function explain(fn: FunctionModel, kind: string, text: string, after: Row): void {
  if (text === '' || fn.explained.has(kind) || fn.settled >= 3) return
  fn.explained.add(kind)
  fn.explains.push(fn.rows.length)
  addRow(fn, { seq: after.seq, at: after.at, kind: 'explain', label: firstSentences(text), from: kind })
}

/** As many sentences as fit into one row. */
function firstSentences(text: string): string {
  const sentences = text.split(/(?<=\.) /)
  let short = sentences[0]!
  for (const sentence of sentences.slice(1)) {
    if (short.length + sentence.length > 105) break
    short += ` ${sentence}`
  }
  return short
}

/** Gives an invocation the first free place among those under way. Rows share the list, so that it is never changed in place. */
export function takePlace(fn: FunctionModel, invocation: string): void {
  const free = fn.places.indexOf(undefined)
  fn.places = free < 0 ? [...fn.places, invocation] : fn.places.with(free, invocation)
  fn.mostAtOnce = Math.max(fn.mostAtOnce, fn.places.length)
}

export function leavePlace(fn: FunctionModel, invocation: string): void {
  const places = fn.places.map((place) => (place === invocation ? undefined : place))
  while (places.length > 0 && places.at(-1) === undefined) places.pop()
  fn.places = places
}

export function exchangeRow(exchange: Exchange): Pick<Row, 'exchange' | 'invocation' | 'environment' | 'extension'> {
  return {
    exchange: exchange.id,
    ...(exchange.invocation === undefined ? {} : { invocation: exchange.invocation }),
    ...(exchange.environment === undefined ? {} : { environment: exchange.environment }),
    ...(exchange.extension === undefined ? {} : { extension: exchange.extension }),
  }
}

/** The invocation under way that an environment is at: the one it serves, or whose Init it is. */
export function invocationAt(fn: FunctionModel, environment: string | undefined): string | undefined {
  if (environment === undefined) return undefined
  const there = fn.places.filter((id) => id !== undefined && fn.invocations.get(id)?.environment === environment)
  // Where it serves several at one time, what says no id is about none of them in particular.
  return there.length === 1 ? there[0] : undefined
}

export function belongsTo(invocation: string | undefined): Pick<Row, 'invocation'> {
  return invocation === undefined ? {} : { invocation }
}

function initsOf(fn: FunctionModel): number {
  let bits = 0
  for (const environment of fn.starting) {
    const place = fn.places.findIndex((id) => id !== undefined && fn.invocations.get(id)?.environment === environment)
    if (place >= 0 && place <= 30) bits |= 1 << place
  }
  return bits
}
