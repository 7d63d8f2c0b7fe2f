// What each lane does from one row to the next: it waits, works, has failed, or is frozen.
import type { EnvironmentModel } from './environment-model.ts'
import type { FunctionModel } from './function-model.ts'
import type { Lane, Span } from './rows.ts'

/** A runtime or an extension, as far as its lane shows it. */
export type Participant = {
  lane: Lane
  /** Requests for work that are open. */
  polls: Set<number>
  /** The invocation whose event it has. */
  busyWith?: string
  /** It is at work for no invocation: a restore, or a shutdown that it was told of. */
  atWork?: true
  /** How its process ended, in words, while there is no other. */
  ended?: string
}

/** All lanes but the caller's and Lambda's: each environment's runtime, and its extensions beside it. */
export function lanesOf(fn: FunctionModel): Lane[] {
  return [...fn.occupants.keys()].flatMap((lane) => [lane, ...(fn.companions.get(lane) ?? [])])
}

/** Sets what a lane does from the last row on. */
export function setLane(fn: FunctionModel, lane: Lane, doing: Omit<Span, 'from' | 'to'> | undefined): void {
  let model = fn.lanes.get(lane)
  if (model === undefined) fn.lanes.set(lane, (model = { spans: [], deaths: [] }))
  const row = lastFact(fn)
  const open = model.spans.at(-1)
  if (open !== undefined && open.to === undefined) {
    if (open.kind === doing?.kind && open.invocation === doing.invocation && open.frozen === doing.frozen) return
    if (open.from === row) model.spans.pop()
    else open.to = row
  }
  if (doing !== undefined) model.spans.push({ ...doing, from: row })
}

/** The caller waits, or has the beginning of an answer and takes the rest. */
export function showCaller(fn: FunctionModel): void {
  if (fn.callers.size > 0) setLane(fn, 'caller', { kind: fn.receiving.size > 0 ? 'busy' : 'waiting' })
}

export function markDeath(fn: FunctionModel, lane: Lane): void {
  setLane(fn, lane, undefined)
  fn.lanes.get(lane)?.deaths.push(lastFact(fn))
}

/** What a lane is at ended in failure: its open bar says so. */
export function markFailed(fn: FunctionModel, lane: Lane): void {
  const span = fn.lanes.get(lane)?.spans.at(-1)
  if (span !== undefined && span.to === undefined && span.kind === 'busy') span.kind = 'failed'
}

/** What the lanes of an environment show follows from what it and its extensions are at. */
export function showEnvironment(fn: FunctionModel, environment: EnvironmentModel): void {
  const frozen = environment.frozenAt !== undefined
  for (const participant of [environment, ...environment.extensions.values()]) show(fn, participant, frozen)
}

function show(fn: FunctionModel, { lane, busyWith, atWork, polls, ended }: Participant, frozen: boolean): void {
  const busy = busyWith !== undefined || atWork === true
  const kind = busy ? 'busy' : polls.size > 0 ? 'waiting' : frozen && ended === undefined ? 'idle' : undefined
  const open = fn.lanes.get(lane)?.spans.at(-1)
  if (kind === 'busy' && open?.kind === 'failed' && open.to === undefined) return
  if (kind === undefined) return setLane(fn, lane, undefined)
  setLane(fn, lane, {
    kind,
    ...(busyWith === undefined ? {} : { invocation: busyWith }),
    ...(frozen ? { frozen: true as const } : {}),
  })
}

/** The last row at which something happened; a row that explains is none. */
function lastFact(fn: FunctionModel): number {
  const last = fn.rows.length - 1
  return Math.max(0, fn.rows[last]?.kind === 'explain' ? last - 1 : last)
}
