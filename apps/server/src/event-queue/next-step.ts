// What becomes of an event after an attempt: pure, so that every rule of Lambda's retries can be tested by itself.
import { eventWaits, type Calling, type EventEnd } from '@playground/protocol'
import type { InvocationResult } from '../environment/invocation.ts'
import type { KeptEvent, WaitReason } from './kept-event.ts'

export type AttemptOutcome = { how: 'ok' } | { how: WaitReason; why: string }

/** `lambdaMs`: how long Lambda would wait, where that is shortened. */
export type NextStep = Pick<KeptEvent, 'attempts' | 'refusals'> &
  ({ ends: EventEnd } | { ends: undefined; waitMs: number; because: WaitReason; lambdaMs?: number })

/** A function error uses up an attempt; being refused does not. */
export function outcomeOf({ outcome, failed, errorType, help, refusal }: InvocationResult): AttemptOutcome {
  if (refusal !== undefined)
    return outcome === 'throttled'
      ? { how: 'throttled', why: 'No environment was free (429).' }
      : { how: 'service-error', why: refusal.message }
  if (!failed) return { how: 'ok' }
  const reported = `The function reported an error${errorType === undefined ? '' : ` (${errorType})`}.`
  return { how: 'function-error', why: help ?? reported }
}

export function isTooOld({ queuedAt }: KeptEvent, { maximumEventAge }: Calling['async'], now: number): boolean {
  return now - queuedAt >= maximumEventAge * 1000
}

/** `now`: epoch milliseconds. A wait does not go beyond the greatest age: then the event ends. */
export function nextStep(event: KeptEvent, outcome: AttemptOutcome, settings: Calling['async'], now: number): NextStep {
  const refused = outcome.how === 'throttled' || outcome.how === 'service-error'
  const attempts = event.attempts + (refused ? 0 : 1)
  const refusals = refused ? event.refusals + 1 : 0
  if (outcome.how === 'ok') return { attempts, refusals, ends: 'succeeded' }
  if (!refused && attempts > settings.maximumRetryAttempts) return { attempts, refusals, ends: 'retries-exhausted' }
  if (isTooOld(event, settings, now)) return { attempts, refusals, ends: 'age-exceeded' }
  const lambdaMs = refused ? afterRefusal(refusals) : eventWaits.afterErrorMs[attempts - 1]!
  const wantedMs = settings.shortWaits ? lambdaMs / eventWaits.shortPart : lambdaMs
  const leftMs = event.queuedAt + settings.maximumEventAge * 1000 - now
  return {
    attempts,
    refusals,
    ends: undefined,
    waitMs: Math.ceil(Math.min(wantedMs, leftMs)),
    because: outcome.how,
    ...(settings.shortWaits ? { lambdaMs } : {}),
  }
}

function afterRefusal(refusals: number): number {
  const { firstMs, mostMs } = eventWaits.refused
  return Math.min(firstMs * 2 ** (refusals - 1), mostMs)
}
