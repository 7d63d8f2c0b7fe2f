// An invocation that is served by code which is not the newest.
import { latestVersion, versionOfEnvironment } from '../../ids.ts'
import { references } from '../references.ts'
import { firstTime, on, type Rule } from '../rule.ts'

export const staleCode: Rule = {
  id: 'stale-code',
  level: 'note',
  title: 'Served by older code',
  why: 'The code was changed after this environment was made. What the invocation shows is what the older code does; on Lambda, too, both serve for a moment after a deployment.',
  mend: 'Invoke once more: the next environment has the newest code.',
  reference: references.deployment,
  watch: () => {
    const first = firstTime()
    return on('invocation.dispatched', (_, { fn, environment, life, invocation }) => {
      // A published version is not meant to be the newest.
      if (environment !== undefined && versionOfEnvironment(environment.name) !== latestVersion) return undefined
      const [has, newest] = [environment?.codeHash, fn?.definition?.codeHash]
      if (has === undefined || newest === undefined || has === newest || life === undefined || !first(life))
        return undefined
      return {
        seen: `Environment ${environment!.number} was made with code ${has.slice(0, 8)}, and the newest is ${newest.slice(0, 8)}.`,
        expected: 'An environment that was made with the newest code.',
        points: invocation?.call?.seq,
        also: [environment!.seq],
      }
    })
  },
}
