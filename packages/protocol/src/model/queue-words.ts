// The queue of asynchronous events in words: for rows, and for who has never heard of one.
import { endpoints, type Endpoint, type EndpointId } from '../endpoints.ts'
import type { Heads } from '../exchange.ts'
import type { EventOf } from '../journal.ts'
import type { EventEnd } from '../queued-event.ts'
import { longTime } from './words.ts'

/** Whether a call hands over an event and waits for no result. */
export function isAsynchronous(endpoint: string, heads: Heads): boolean {
  if (endpoint === 'invoke-async') return true
  return heads.some(([name, value]) => name.toLowerCase() === 'x-amz-invocation-type' && value === 'Event')
}

type Call = { endpoint: string; asynchronous?: true }

/** What a call means; empty for a path of no API. */
export function callMeaning({ endpoint, asynchronous }: Call): string {
  return asynchronous === true && endpoint === 'invoke'
    ? 'A caller hands over an event for the function, and waits for no result: an asynchronous invocation.'
    : (wordsOf(endpoint).meaning ?? '')
}

/** The same of its answer. */
export function answerMeaning({ endpoint, asynchronous }: Call): string {
  return asynchronous === true
    ? 'Lambda keeps the event in a queue, and says so with 202. What becomes of it, this caller is not told.'
    : (wordsOf(endpoint).answer ?? '')
}

function wordsOf(endpoint: string): Partial<Endpoint> {
  return endpoints[endpoint as EndpointId] ?? {}
}

/** What somebody should know who sees it for the first time, in a row. */
export const queueMeanings: Partial<Record<EventOf<'event.waiting'>['because'] | EventEnd, string>> &
  Record<'recovered' | 'destination' | 'dropped', string> = {
  'function-error': 'Nobody waits for an answer, so Lambda tries the event again: a retry, with the same request id.',
  throttled: 'No environment was free: the event stays in the queue, and is tried again, ever more slowly.',
  'service-error': 'The function was not reached: the event stays in the queue, and is tried again, ever more slowly.',
  recovered: 'The queue is on disk: what was in it when the playground stopped goes on where it was.',
  succeeded: 'The event leaves the queue. Nobody gets the result: an onSuccess destination would have got it.',
  dropped: 'Lambda gives the event up. An onFailure destination would have kept a record of it.',
  destination:
    'A destination gets a record of what became of the event: the event, the result, and how often it was tried.',
}

/** `waits 1 s before attempt 2 (Lambda: 60 s)`. `from`: epoch milliseconds. */
export function waitLabel(
  { attempt, dueAt, because, lambdaMs }: Pick<EventOf<'event.waiting'>, 'attempt' | 'dueAt' | 'because' | 'lambdaMs'>,
  from: number,
): string {
  const lambda = lambdaMs === undefined ? '' : ` (Lambda: ${waitTime(lambdaMs)})`
  const wait = waitTime(dueAt - from)
  return because === 'throttled'
    ? `throttled · tries again in ${wait}${lambda}`
    : `waits ${wait} before attempt ${attempt}${lambda}`
}

/** `1 s`, `2.5 s`, `2 min` */
export function waitTime(ms: number): string {
  return longTime(Math.max(0, ms)).replace('.0 ', ' ')
}

/** `dropped`: nothing is left of it. */
export function endLabel(
  { how, attempts }: Pick<EventOf<'event.ended'>, 'how' | 'attempts'>,
  dropped: boolean,
): string {
  const lost = dropped ? ' · event dropped' : ''
  switch (how) {
    case 'succeeded':
      return attempts === 1 ? 'event done' : `event done after ${attempts} attempts`
    case 'retries-exhausted':
      return `retries exhausted${lost}`
    case 'age-exceeded':
      return `too old${lost}`
    case 'deleted':
      return 'event deleted with its function'
  }
}
