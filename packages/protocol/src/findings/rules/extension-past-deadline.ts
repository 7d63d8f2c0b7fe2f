// An extension that is still at work on an invocation when its time is over.
import { references } from '../references.ts'
import { on, type Rule } from '../rule.ts'
import { inTime } from '../facts/words.ts'

export const extensionPastDeadline: Rule = {
  id: 'extension-past-deadline',
  level: 'breach',
  title: 'Extension past the deadline',
  why: 'The time-out covers the extensions as well. The caller has its answer, but the invocation is reported as timed out, billed to the end, and the whole environment is ended.',
  mend: 'Give whatever the extension waits for a time-out of its own; the deadline is in its event, as deadlineMs.',
  reference: references.extensionsApi,
  watch: () =>
    on('deadline.fired', (event, { life, invocation }, { at, of }) => {
      const done = invocation?.runtimeDone
      if (event.for !== 'invoke' || done === undefined || life === undefined) return undefined
      return [...life.extensions.values()]
        .filter(({ state, events }) => state === 'Running' && events.includes('INVOKE'))
        .map(({ name, seq }) => ({
          seen: `${name} had not asked for its next event ${inTime(at - done.at)} after the runtime was done, when the deadline passed.`,
          expected: 'GET event/next before the deadline.',
          points: seq,
          of: { ...of, extension: name },
        }))
    }),
}
