// What entries of invocations do to the timeline: they wait, are served, and are over.
import type { Entry } from '../../journal.ts'
import { beginServing, openServing, trackOf, type Timeline } from './timeline.ts'

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
      const serving = servingOf(timeline, id, of.environment)
      if (serving !== undefined) Object.assign(serving, { answered: at, outcome: event.outcome })
      if (!timeline.queue.delete(id)) return
      timeline.turnedAway.push({ at, seq, number: timeline.underWay.get(id) ?? 0, outcome: event.outcome })
      timeline.underWay.delete(id)
      return
    }
    case 'invocation.settled': {
      const serving = servingOf(timeline, id, of.environment)
      if (serving !== undefined) {
        serving.to = at
        if (serving.outcome === undefined || serving.outcome === 'ok') serving.outcome = event.outcome
      }
      timeline.queue.delete(id)
      timeline.underWay.delete(id)
      return
    }
    default:
      return
  }
}

function servingOf(timeline: Timeline, id: string, environment: string | undefined) {
  const track = environment === undefined ? undefined : timeline.tracks.get(environment)
  return track === undefined ? undefined : openServing(track, id)
}
