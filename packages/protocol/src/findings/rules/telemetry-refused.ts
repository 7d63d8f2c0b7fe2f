// A subscriber that does not take the telemetry it asked for.
import { references } from '../references.ts'
import { firstTime, on, type Rule } from '../rule.ts'

export const telemetryRefused: Rule = {
  id: 'telemetry-refused',
  level: 'breach',
  title: 'Telemetry not taken',
  why: 'A batch is tried a few times and dropped then. Metrics and logs that the extension is there for are missing without a trace.',
  mend: 'Listen before the subscription, on the port that it names, and answer each batch with 200 before it is worked on.',
  reference: references.telemetryApi,
  watch: () => {
    const first = firstTime()
    return on(
      'telemetry.delivered',
      ({ status, problem, retry, attempt, events, uri }, { life, extension }, { of }) => {
        if (retry !== undefined || life?.ending !== undefined) return undefined
        if (problem === undefined && (status === undefined || status < 400)) return undefined
        const subject = extension ?? life
        if (subject === undefined || !first(subject)) return undefined
        const why = problem === undefined ? `answered with ${status}` : `failed: ${problem.replace(/\.$/, '')}`
        return {
          seen: `A batch of ${events} events for ${of.extension ?? uri} was given up after ${attempt} ${attempt === 1 ? 'attempt' : 'attempts'}; the last ${why}.`,
          expected: 'A status below 400 for each batch.',
        }
      },
    )
  },
}
