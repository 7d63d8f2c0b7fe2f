// A runtime that reported that it cannot initialise, and did not end.
import { references } from '../references.ts'
import { firstTime, onAny, type Rule } from '../rule.ts'
import { inTime } from '../facts/words.ts'

export const initErrorLivedOn: Rule = {
  id: 'init-error-lived-on',
  level: 'breach',
  title: 'Lived on after init/error',
  why: 'After init/error Lambda waits for the process to end. Until it does nothing else can happen: every call is refused, and the caller waits until a limit passes.',
  mend: 'Exit, with a status that is not 0, as soon as init/error was answered.',
  reference: references.runtimeApi,
  watch: () => {
    const first = firstTime()
    return onAny(['deadline.fired', 'environment.init-ended', 'runtime.refused'], ({ at, event }, { life }) => {
      const { initError } = life ?? {}
      if (life === undefined || initError === undefined || life.runtime?.exited !== undefined) return undefined
      const shows =
        event.type === 'runtime.refused'
          ? event.state === 'InitError' && event.call === 'next'
          : event.type === 'environment.init-ended'
            ? event.status === 'timeout'
            : event.type === 'deadline.fired' && (event.for === 'invoke' || event.for === 'init')
      if (!shows || !first(life)) return undefined
      const did = event.type === 'runtime.refused' ? 'asked for work' : 'was still there'
      return {
        seen: `The runtime ${did} ${inTime(at - initError.at)} after it had reported init/error.`,
        expected: 'An exit right after init/error.',
        also: [initError.seq],
      }
    })
  },
}
