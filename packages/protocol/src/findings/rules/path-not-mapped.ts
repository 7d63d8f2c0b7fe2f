// A program that names a path of Lambda which is not there on this machine.
import { references } from '../references.ts'
import { firstTime, on, type Rule } from '../rule.ts'

export const pathNotMapped: Rule = {
  id: 'path-not-mapped',
  level: 'note',
  title: 'Names a path that is not mapped here',
  why: 'On Lambda the code is in /var/task, layers are in /opt, and /tmp is the function’s own. Here they are elsewhere, so that what works there may fail here, or use the machine’s own folder.',
  mend: 'Use LAMBDA_TASK_ROOT and TMPDIR, or set "realPaths" to true in function.json where the system allows it.',
  reference: references.layers,
  watch: () => {
    const first = firstTime()
    return on('process.started', ({ reachesFor = [] }, { fn }, { of }) => {
      if (reachesFor.length === 0 || fn === undefined || !first(fn.version)) return undefined
      const who = of.extension === undefined ? 'The program of the runtime' : `The extension ${of.extension}`
      return { seen: `${who} names ${reachesFor.join(' and ')}.`, expected: 'Paths from variables, or real paths.' }
    })
  },
}
