// What an invocation is called wherever it is named: by its number, and where it is a retry by its attempt.
import { attemptOf } from '@playground/protocol'
import type { Invocation, QueuedEvent } from '@playground/protocol/model'
import { attemptsOf } from '@playground/protocol/model'
import { shortId } from './format.ts'

/** `Invoke 3`, `Invoke 3 · attempt 2`; a call without a number ran nothing, or not yet. */
export function invocationWord({ number, type, attempt = 1 }: Pick<Invocation, 'number' | 'type' | 'attempt'>): string {
  if (number === 0) return type === 'DryRun' ? 'Dry run' : type === 'Event' ? 'Event' : 'Call'
  return attempt > 1 ? `Invoke ${number} · attempt ${attempt}` : `Invoke ${number}`
}

/** The request id behind an invocation’s name, and the attempt from the second on. */
export function idWord(id: string, how: (requestId: string) => string = shortId): string {
  const { requestId, attempt } = attemptOf(id)
  return attempt > 1 ? `${how(requestId)} · attempt ${attempt}` : how(requestId)
}

/** `attempt 2 of 3`; none for what is no attempt. */
export function attemptWord({ attempt }: Pick<Invocation, 'attempt'>, event: QueuedEvent | undefined): string[] {
  if (attempt === undefined) return []
  const of = event === undefined ? undefined : attemptsOf(event)
  return [of === undefined || of < attempt ? `attempt ${attempt}` : `attempt ${attempt} of ${of}`]
}
