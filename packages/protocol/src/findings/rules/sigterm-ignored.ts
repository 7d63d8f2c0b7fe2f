// A runtime that goes on after SIGTERM, until it is killed.
import { references } from '../references.ts'
import { on, type Rule } from '../rule.ts'
import { inTime } from '../facts/words.ts'

/** Not with internal extensions alone: they are threads of the runtime, and whether it ends or is killed costs nobody else. */
export const sigtermIgnored: Rule = {
  id: 'sigterm-ignored',
  level: 'smell',
  title: 'SIGTERM not heeded',
  why: 'Where an external extension is registered, a runtime gets SIGTERM at the shutdown and is killed 300 ms later. What it takes of that is taken from the two seconds that extensions have for their own end.',
  mend: 'Handle SIGTERM: close what has to be closed, and exit at once.',
  reference: references.extensionsApi,
  watch: () =>
    on('process.exited', ({ signal }, { process, life }, { at }) => {
      const told = process?.signalled
      if (process === undefined || process.extension !== undefined) return undefined
      if (told?.signal !== 'SIGTERM' || signal !== 'SIGKILL') return undefined
      const pays = [...(life?.extensions.values() ?? [])].find(({ external }) => external)
      if (pays === undefined) return undefined
      return {
        seen: `The runtime had not ended ${inTime(at - told.at)} after SIGTERM, and was killed; ${pays.name} had as much less for its own end.`,
        expected: 'An exit soon after SIGTERM.',
        points: told.seq,
        also: [process.seq],
      }
    }),
}
