// An environment whose memory grows with each invocation.
import { references } from '../references.ts'
import type { Life } from '../facts/facts.ts'
import { firstTime, on, type Rule } from '../rule.ts'
import { inMegabytes } from '../facts/words.ts'

/** Invocations in a row with growth, the least growth of each in MB, and of all in parts of the memory size. */
const inARow = 10
const stepMb = 0.5
const wholePart = 0.15

/** What was used last before each invocation is compared. A heap that fills up until it is collected falls in between. */
export const memoryGrowing: Rule = {
  id: 'memory-growing',
  level: 'smell',
  title: 'Memory grows with each invocation',
  why: 'An environment serves thousands of invocations. What each of them leaves behind adds up until Lambda kills the process in the middle of one.',
  mend: 'Look for what lives outside the handler and is only ever added to: lists, caches, listeners, clients made for each event.',
  reference: references.lifecycle,
  watch: () => {
    const first = firstTime()
    const rows = new WeakMap<Life, { sampledAt: number; used: number[] }>()
    return on('invocation.dispatched', (_, { fn, life, invocation }) => {
      if (fn === undefined || life?.sample === undefined || life.memoryMb === undefined) return undefined
      const { sample } = life
      const row = rows.get(life) ?? { sampledAt: 0, used: [] }
      rows.set(life, row)
      if (sample.at === row.sampledAt) return undefined
      row.sampledAt = sample.at
      const last = row.used.at(-1)
      if (last !== undefined && sample.memoryMb < last + stepMb) row.used = []
      row.used.push(sample.memoryMb)
      if (row.used.length > inARow + 1) row.used.shift()
      const grownMb = sample.memoryMb - row.used[0]!
      if (row.used.length <= inARow || grownMb < life.memoryMb * wholePart || !first(fn.version)) return undefined
      return {
        seen: `Over ${inARow} invocations in a row the memory of the environment grew each time, by ${inMegabytes(grownMb)} to ${inMegabytes(sample.memoryMb)} of ${life.memoryMb} MB.`,
        expected: 'Memory that stays about the same from one invocation to the next.',
        points: invocation?.call?.seq,
      }
    })
  },
}
