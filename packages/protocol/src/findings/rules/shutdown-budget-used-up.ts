// An extension that has not ended when the time of the shutdown is over.
import { references } from '../references.ts'
import { firstTime, on, type Rule } from '../rule.ts'
import { inTime } from '../facts/words.ts'

export const shutdownBudgetUsedUp: Rule = {
  id: 'shutdown-budget-used-up',
  level: 'smell',
  title: 'Shutdown budget used up',
  why: 'All of a shutdown may take two seconds, the runtime’s end among them. What is left then is killed, and whatever an extension had not sent is lost.',
  mend: 'Send what is gathered as soon as SHUTDOWN comes, within what deadlineMs leaves, and exit.',
  reference: references.extensionsApi,
  watch: () => {
    const first = firstTime()
    return on('deadline.fired', (event, { life }, { at, of }) => {
      if (event.for !== 'shutdown' || life === undefined) return undefined
      const alive = [...life.processes.values()].filter(
        ({ extension, exited }) => extension !== undefined && exited === undefined,
      )
      const after = life.ending === undefined ? 'at its end' : `${inTime(at - life.ending.at)} after its beginning`
      return alive.filter(first).map(({ extension = '', seq }) => ({
        seen: `${extension} ${life.extensions.get(extension)?.state === 'Ready' ? 'asked for another event' : 'was still at work'} in the shutdown; ${after} it was killed.`,
        expected: 'An exit soon after SHUTDOWN.',
        points: seq,
        of: { ...of, extension },
      }))
    })
  },
}
