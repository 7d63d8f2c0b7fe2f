// What is in the queue of asynchronous events at a moment: the part of the state that says what waits, and for what.
import * as v from 'valibot'
import { attemptOf } from '../ids.ts'
import type { Entry } from '../journal.ts'
import { createQueuedEvent, type QueuedEvent, type QueueWait } from './queued-event.ts'
import type { State } from './state.ts'

/** Events that a state holds; those that come beyond it are told by their own entries alone. */
export const eventsInState = 1000

const waitSchema = v.object({
  from: v.number(),
  attempt: v.number(),
  due: v.optional(
    v.object({
      dueAt: v.number(),
      because: v.picklist(['function-error', 'throttled', 'service-error']),
      why: v.string(),
      lambdaMs: v.optional(v.number()),
    }),
  ),
})

/** An event that is not over. Times are epoch milliseconds. */
export const queuedEventSchema = v.object({
  function: v.string(),
  queued: v.number(),
  payloadBytes: v.number(),
  /** Attempts that may reach the function, and those that did not. */
  most: v.number(),
  refused: v.number(),
  maxAgeSeconds: v.number(),
  recovered: v.optional(v.number()),
  /** In the queue; without it an attempt is under way. */
  wait: v.optional(waitSchema),
})
type EventInState = v.InferOutput<typeof queuedEventSchema>

/** Applies one entry in place; an event that is over is dropped. */
export function applyToQueue({ events }: Pick<State, 'events'>, { at, of, event }: Entry): void {
  if (of.invocation === undefined) return
  const { requestId } = attemptOf(of.invocation)
  switch (event.type) {
    case 'event.queued': {
      if (of.function === undefined) return
      if (!(requestId in events) && Object.keys(events).length >= eventsInState) return
      const { payloadBytes, maximumRetryAttempts, maximumEventAgeSeconds, recovered } = event
      events[requestId] = {
        function: of.function,
        queued: recovered?.queuedAt ?? at,
        payloadBytes,
        most: maximumRetryAttempts + 1,
        refused: 0,
        maxAgeSeconds: maximumEventAgeSeconds,
        ...(recovered === undefined ? {} : { recovered: recovered.attempts }),
        wait: { from: at, attempt: (recovered?.attempts ?? 0) + 1 },
      }
      return
    }
    case 'invocation.received':
      if (event.attempt !== undefined && requestId in events) delete events[requestId]!.wait
      return
    case 'event.waiting': {
      const known = events[requestId]
      if (known === undefined) return
      const { attempt, dueAt, because, why, lambdaMs } = event
      if (because !== 'function-error') known.refused += 1
      known.wait = {
        from: at,
        attempt,
        due: { dueAt, because, why, ...(lambdaMs === undefined ? {} : { lambdaMs }) },
      }
      return
    }
    case 'event.ended':
      delete events[requestId]
      return
    default:
      return
  }
}

/** The same for a model that begins here, at entry `seq`. */
export function eventFromState(
  id: string,
  seq: number,
  { queued, wait, payloadBytes, most, refused, maxAgeSeconds, recovered }: EventInState,
): { event: QueuedEvent; wait: QueueWait | undefined } {
  const event = { ...createQueuedEvent(id, seq, queued), payloadBytes, most, refused, maxAgeSeconds, recovered }
  return { event, wait: wait === undefined ? undefined : { ...wait, seq } }
}
