// The steps of an asynchronous event from its 202 to its end, in the order in which they came: attempts, and the waits between them.
import {
  waitTime,
  type FunctionModel,
  type Invocation,
  type QueuedEvent,
  type QueueWait,
} from '@playground/protocol/model'
import { dueWord, elapsed } from './format.ts'

export type EventStep = { kind: 'attempt'; invocation: Invocation } | { kind: 'wait'; wait: QueueWait }

/** Waits that Lambda did not mean are left out, once they are over: an event is hardly ever tried at once. */
export function stepsOf({ invocations }: FunctionModel, { attempts, waits }: QueuedEvent): EventStep[] {
  const tried = attempts
    .flatMap((name) => invocations.get(name) ?? [])
    .map((invocation): [number, EventStep] => [invocation.receivedAt, { kind: 'attempt', invocation }])
  const waited = waits
    .filter(({ due, to }) => due !== undefined || to === undefined)
    .map((wait): [number, EventStep] => [wait.from, { kind: 'wait', wait }])
  return [...tried, ...waited].toSorted(([a], [b]) => a - b).map(([, step]) => step)
}

/** A wait in a line. `now` in epoch milliseconds. */
export function waitWords({ from, to, attempt, due }: QueueWait, now: number): string {
  if (due === undefined) return `in the queue for ${elapsed(now - from)}`
  const lambda = due.lambdaMs === undefined ? '' : ` · Lambda: ${waitTime(due.lambdaMs)}`
  if (to !== undefined) return `waited ${waitTime(to - from)}${lambda}`
  return `attempt ${attempt} ${dueWord(due.dueAt, now)}${lambda}`
}

/** How it ended, in a sentence; undefined while it has not. */
export function endSentence({ ended, maxAgeSeconds, recordOf }: QueuedEvent): string | undefined {
  if (ended === undefined) return undefined
  const after = `${waitTime(ended.ageMs)} after ${recordOf === undefined ? 'its 202' : 'it came'}`
  const attempts = `${ended.attempts} ${ended.attempts === 1 ? 'attempt' : 'attempts'}`
  const lost = ended.dropped ? ' No onFailure destination is set: nothing is left of it.' : ''
  switch (ended.how) {
    case 'succeeded':
      return `Done with ${attempts}, ${after}.`
    case 'retries-exhausted':
      return `Retries exhausted: it failed at ${attempts}, the last ${after}.${lost}`
    case 'age-exceeded':
      return `Too old: an event may be ${maxAgeSeconds === undefined ? 'so' : waitTime(maxAgeSeconds * 1000)} old, and Lambda gave it up after ${attempts}.${lost}`
    case 'deleted':
      return 'Its function was removed, and the event with it.'
  }
}
