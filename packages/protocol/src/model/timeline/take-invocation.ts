// What entries of invocations do to the timeline: they wait, are served, and are over.
import type { Outcome } from '../../invocation.ts'
import type { Entry } from '../../journal.ts'
import { addPoint } from '../halving.ts'
import { mostPieces } from '../streamed.ts'
import { beginServing, openServing, trackOf, type Serving, type Timeline, type Track } from './timeline.ts'

export function takeInvocation(timeline: Timeline, { seq, of, event }: Entry, at: number): void {
  const { invocation: id } = of
  if (id === undefined) return
  switch (event.type) {
    case 'invocation.received':
      timeline.underWay.set(id, event.number)
      timeline.queue.add(id)
      return
    case 'invocation.dispatched': {
      timeline.queue.delete(id)
      if (of.environment === undefined) return
      const { deadline, cold } = event
      const number = timeline.underWay.get(id) ?? 0
      beginServing(trackOf(timeline, of.environment), { from: at, seq, id, number, cold, deadline })
      return
    }
    case 'invocation.answered': {
      const found = servingOf(timeline, id, of.environment)
      if (found !== undefined) {
        found.serving.answered = at
        conclude(found, event.outcome, at, seq)
      }
      if (!timeline.queue.delete(id)) return
      timeline.turnedAway.push({ at, seq, number: timeline.underWay.get(id) ?? 0, outcome: event.outcome })
      timeline.underWay.delete(id)
      return
    }
    case 'invocation.settled': {
      const found = servingOf(timeline, id, of.environment)
      if (found !== undefined) {
        found.serving.to = at
        conclude(found, event.outcome, at, seq)
      }
      timeline.queue.delete(id)
      timeline.underWay.delete(id)
      return
    }
    default:
      return
  }
}

/** A piece of the response came from the runtime. */
export function takePieceOf(track: Track, id: string, at: number, seq: number): void {
  const serving = openServing(track, id)
  if (serving !== undefined) addPoint((serving.pieces ??= []), { at, seq }, (a) => a, mostPieces.model)
}

/** It can still fail after its answer: the environment's work is part of it. What failed first stays. */
function conclude({ track, serving }: Found, outcome: Outcome, at: number, seq: number): void {
  if (serving.outcome !== undefined && serving.outcome !== 'ok') return
  serving.outcome = outcome
  if (outcome !== 'ok') track.failures.push({ at, seq, serving })
}

type Found = { track: Track; serving: Serving }

function servingOf(timeline: Timeline, id: string, environment: string | undefined): Found | undefined {
  const track = environment === undefined ? undefined : timeline.tracks.get(environment)
  const serving = track === undefined ? undefined : openServing(track, id)
  return track === undefined || serving === undefined ? undefined : { track, serving }
}
