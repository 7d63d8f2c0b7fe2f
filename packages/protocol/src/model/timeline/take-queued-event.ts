// What entries of asynchronous events do to the timeline: they wait in the queue before each attempt.
import { attemptOf } from '../../ids.ts'
import type { Entry } from '../../journal.ts'
import { close, openBlock, type Queued, type Timeline } from './timeline.ts'

/** Events that are drawn at one time; others are counted alone. */
export const queueRows = 6

export function takeQueuedEvent(timeline: Timeline, { seq, of, event }: Entry, at: number): void {
  if (of.invocation === undefined) return
  const { requestId } = attemptOf(of.invocation)
  switch (event.type) {
    case 'event.queued':
      return beginQueued(timeline, { from: at, seq, id: requestId, attempt: (event.recovered?.attempts ?? 0) + 1 })
    case 'event.waiting':
      return beginQueued(timeline, { from: at, seq, id: requestId, attempt: event.attempt, dueAt: event.dueAt })
    case 'invocation.received':
    case 'event.ended':
      return endQueued(timeline, requestId, at)
    default:
      return
  }
}

export function beginQueued(timeline: Timeline, queued: Queued): void {
  endQueued(timeline, queued.id, queued.from)
  timeline.inQueue.set(queued.id, queued)
  timeline.mostQueued = Math.max(timeline.mostQueued, timeline.inQueue.size)
  const row = timeline.queued.find((blocks) => openBlock(blocks) === undefined)
  if (row !== undefined) row.push(queued)
  else if (timeline.queued.length < queueRows) timeline.queued.push([queued])
}

function endQueued(timeline: Timeline, id: string, at: number): void {
  const queued = timeline.inQueue.get(id)
  if (queued === undefined) return
  timeline.inQueue.delete(id)
  close([queued], at)
}
