// A caller that sends what has failed again and again, without a pause.
import { attemptOf } from '../../ids.ts'
import { references } from '../references.ts'
import type { FunctionFact, InvocationFact } from '../facts/facts.ts'
import { firstTime, on, type Rule } from '../rule.ts'
import { inTime } from '../facts/words.ts'

/** So many failures of the same event, or so many refusals at the limit, within so many milliseconds. */
const manyAlike = 5
const manyThrottled = 20
const withinMs = 10_000

type Failure = { seq: number; at: number; event: string; throttled: boolean }

/** Not during a run: there somebody asked for just that. Nor where Lambda tries an asynchronous event again: it waits before it does. */
export const retryStorm: Rule = {
  id: 'retry-storm',
  level: 'smell',
  title: 'Retry storm',
  why: 'Whoever tries again at once adds load where there is too much of it already, and an event that cannot succeed does not succeed by repetition.',
  mend: 'Wait longer before each attempt, with some chance in it, and give up after a few; send what cannot succeed to a dead-letter queue.',
  reference: references.retries,
  watch: () => {
    const first = firstTime()
    const failures = new WeakMap<FunctionFact, Failure[]>()
    return on('invocation.answered', ({ outcome }, { fn, invocation }, { at }) => {
      if (fn === undefined || invocation === undefined || outcome === 'ok' || fn.runs.size > 0) return undefined
      const throttled = outcome === 'throttled'
      if (attemptOf(invocation.id).attempt > 1 || (throttled && invocation.type === 'Event')) return undefined
      const event = eventOf(invocation)
      const all = [...(failures.get(fn) ?? []).slice(1 - manyThrottled), { seq: invocation.seq, at, event, throttled }]
      failures.set(fn, all)
      const lately = all.filter((failure) => at - failure.at <= withinMs)
      const refused = lately.filter((failure) => failure.throttled)
      const alike = event === '' ? [] : lately.filter((failure) => !failure.throttled && failure.event === event)
      const storm =
        refused.length >= manyThrottled ? refused : alike.length >= manyAlike && !throttled ? alike : undefined
      if (storm === undefined || !first(fn.version)) return undefined
      const what = storm === refused ? 'calls were refused at the limit' : 'calls with the same event failed'
      return {
        seen: `${storm.length} ${what} within ${inTime(at - storm[0]!.at)}.`,
        expected: 'Pauses between attempts that grow, and an end of them.',
        points: invocation.call?.seq ?? invocation.seq,
        also: storm.slice(0, -1).map(({ seq }) => seq),
      }
    })
  },
}

/** As far as an entry carries it; two large ones that begin alike and are as long count as the same. */
function eventOf({ call, event }: InvocationFact): string {
  const body = call?.request ?? event
  return body === undefined ? '' : `${body.bytes} ${body.preview}`
}
