// An asynchronous event that Lambda gave up, and that nobody keeps.
import { references } from '../references.ts'
import { on, type Rule } from '../rule.ts'
import { inTime } from '../facts/words.ts'

export const eventDropped: Rule = {
  id: 'event-dropped',
  level: 'note',
  title: 'Event dropped for good',
  why: 'Its caller had a 202 and is told nothing more. After the last attempt the event is gone: nobody can look at it, and nobody can send it again.',
  mend: 'Name an onFailure destination in the function’s settings, so that a record of each event that fails is kept.',
  reference: references.asynchronous,
  watch: () =>
    on('event.ended', ({ how, attempts, ageMs }, { fn }) => {
      if (how !== 'retries-exhausted' && how !== 'age-exceeded') return undefined
      if (fn?.definition === undefined || fn.definition.calling.async.onFailure !== undefined) return undefined
      const after = `${attempts} ${attempts === 1 ? 'attempt' : 'attempts'}`
      const why =
        how === 'retries-exhausted'
          ? `failed ${attempts === 1 ? 'at' : 'at all'} ${after}`
          : `was too old after ${after}`
      return {
        seen: `The event ${why}, ${inTime(ageMs)} after its 202, and no destination takes a record of it.`,
        expected: 'An onFailure destination.',
      }
    }),
}
