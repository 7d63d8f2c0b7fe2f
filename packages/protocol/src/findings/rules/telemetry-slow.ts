// A subscriber that takes its telemetry slowly.
import { references } from '../references.ts'
import { firstTime, on, type Rule } from '../rule.ts'
import { inTime } from '../facts/words.ts'

/** For one batch, milliseconds. */
const longMs = 1000

export const telemetrySlow: Rule = {
  id: 'telemetry-slow',
  level: 'smell',
  title: 'Telemetry taken slowly',
  why: 'One batch is on its way at a time. While it is not acknowledged the others pile up, and beyond a bound they are dropped; at a shutdown they have one second.',
  mend: 'Put the batch into a queue and answer at once; send it on beside.',
  reference: references.telemetryApi,
  watch: () => {
    const first = firstTime()
    return on(
      'telemetry.delivered',
      ({ durationMs, problem, events }, { life, extension, environment }, { at, of }) => {
        const subject = extension ?? life
        const { from = at, to = at } = environment?.rest ?? {}
        // Nobody acknowledges anything while the environment is frozen.
        const frozenMs = Math.max(0, Math.min(to, at) - Math.max(from, at - durationMs))
        const awakeMs = durationMs - frozenMs
        if (awakeMs < longMs || problem !== undefined || subject === undefined || !first(subject)) return undefined
        return {
          seen: `${of.extension ?? 'The subscriber'} took ${inTime(awakeMs)} to acknowledge a batch of ${events} events.`,
          expected: 'An answer within some milliseconds.',
        }
      },
    )
  },
}
