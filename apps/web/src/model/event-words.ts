// What becomes of an asynchronous event, in few words: what it waits for, and where it ended.
import { waitOf, type QueuedEvent } from '@playground/protocol/model'
import { dueWord } from './format.ts'

export type Fate = { text: string; tone: '' | 'error' }

/** Undefined while an attempt is under way, and where the outcome of its only attempt says all. `now` in epoch milliseconds. */
export function fateOf(event: QueuedEvent, now: number): Fate | undefined {
  const { ended, destined } = event
  const wait = waitOf(event)
  if (ended !== undefined) {
    const to = destined === undefined ? '' : ` → ${destined.destination}`
    const failed = ended.how !== 'succeeded' || destined?.problem !== undefined
    if (to === '' && ended.how === 'succeeded' && ended.attempts < 2) return undefined
    return { text: `${endWord(event)}${to}`, tone: failed ? 'error' : '' }
  }
  if (wait?.due !== undefined) return { text: `attempt ${wait.attempt} ${dueWord(wait.due.dueAt, now)}`, tone: '' }
  return wait === undefined ? undefined : { text: 'in the queue', tone: '' }
}

/** How it ended, as the head of a band says it. */
export function endWord({ ended, attempts }: QueuedEvent): string {
  if (ended === undefined) return ''
  const times = `${ended.attempts} ${ended.attempts === 1 ? 'attempt' : 'attempts'}`
  const lost = ended.dropped ? ' · dropped' : ''
  switch (ended.how) {
    case 'succeeded':
      return ended.attempts === 1 && attempts.length < 2 ? 'event done' : `event done after ${times}`
    case 'retries-exhausted':
      return `failed after ${times}${lost}`
    case 'age-exceeded':
      return `too old${lost}`
    case 'deleted':
      return 'deleted with its function'
  }
}
