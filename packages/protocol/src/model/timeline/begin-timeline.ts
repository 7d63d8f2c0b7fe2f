// Begins a function's timeline in the middle: what was under way before the entries that follow, since when as far as that is known.
import { isPoll } from '../../endpoints.ts'
import type { State } from '../state.ts'
import { takePieceOf } from './take-invocation.ts'
import { beginQueued } from './take-queued-event.ts'
import { beginPoll } from './take-timeline.ts'
import { beginServing, settleCounts, trackOf, workOf, type Timeline, type Track } from './timeline.ts'

export function beginTimeline(timeline: Timeline, name: string, state: State, fromSeq: number): void {
  const seq = fromSeq
  let at = 0
  const knownAt = (time: number | undefined) => (at = Math.max(at, time ?? 0))
  for (const [environment, known] of Object.entries(state.environments)) {
    if (known.function !== name) continue
    const track = trackOf(timeline, environment)
    const { number, attached, since, created, ending } = known
    Object.assign(track, { number, attached, created, ending: ending !== undefined })
    knownAt(since)
    knownAt(known.frozen)
    beginPhase(timeline, track, known, seq)
    if (known.frozen !== undefined) track.freezes.push({ from: known.frozen, seq })
    for (const [extension, { state: is, invocation }] of Object.entries(known.extensions ?? {})) {
      const work = workOf(track, extension)
      if (is !== 'Running') continue
      const told = invocation === undefined ? undefined : state.invocations[invocation]?.dispatched
      if (ending !== undefined) work.push({ from: ending.since, seq, for: 'shutdown' })
      else
        work.push({
          from: told ?? since,
          seq,
          for: 'invoke',
          ...(invocation === undefined ? {} : { invocation }),
        })
    }
  }
  for (const [id, known] of Object.entries(state.invocations)) {
    if (known.function !== name) continue
    const { number, environment, dispatched, deadline, cold, received, answered } = known
    knownAt(received)
    knownAt(dispatched)
    if (dispatched === undefined && answered !== undefined) continue
    timeline.underWay.set(id, number)
    if (dispatched === undefined) timeline.queue.add(id)
    else if (environment !== undefined) {
      const track = trackOf(timeline, environment)
      beginServing(track, { from: dispatched, seq, id, number, cold: cold ?? false, deadline: deadline ?? dispatched })
    }
  }
  for (const [id, { function: of, wait }] of Object.entries(state.events)) {
    if (of !== name || wait === undefined) continue
    knownAt(wait.from)
    const { from, attempt, due } = wait
    beginQueued(timeline, { from, seq, id, attempt, ...(due === undefined ? {} : { dueAt: due.dueAt }) })
  }
  for (const [exchange, open] of Object.entries(state.exchanges)) {
    if (open.function !== name || open.environment === undefined) continue
    knownAt(open.opened)
    for (const { at: passed, seq: told } of open.requestPieces?.pieces ?? [])
      takePieceOf(trackOf(timeline, open.environment), open.invocation ?? '', passed, told)
    knownAt(open.requestPieces?.lastAt)
    if (open.from === 'runtime' && isPoll(open.endpoint))
      beginPoll(timeline, trackOf(timeline, open.environment), Number(exchange), open.opened, open.seq)
  }
  if (at === 0) return
  timeline.from = timeline.at = at
  settleCounts(timeline, at, seq)
}

function beginPhase(
  timeline: Timeline,
  track: Track,
  { state, since }: State['environments'][string],
  seq: number,
): void {
  if (state === 'created' || state === 'ready' || state === 'invoke' || state === 'gone') return
  track.phases.push({ from: since, seq, state })
  if (state === 'init' || state === 'restoring' || state === 'shutdown') timeline.inPhase.add(track.name)
}
