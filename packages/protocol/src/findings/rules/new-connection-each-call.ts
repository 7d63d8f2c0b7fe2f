// A runtime that opens a connection for every call.
import { references } from '../references.ts'
import type { Life } from '../facts/facts.ts'
import { firstTime, on, type Rule } from '../rule.ts'
import { callsByProgram, isShared } from '../facts/questions.ts'

/** Calls after which it is told; four invocations. */
const enough = 8

/**
 * Not for a shell with curl: it starts a program for each call, and no option of it would keep a connection. Nor where several
 * workers of one environment have each a connection of their own.
 */
export const newConnectionEachCall: Rule = {
  id: 'new-connection-each-call',
  level: 'smell',
  title: 'New connection for every call',
  why: 'Each invocation pays for two connections, inside the time that is billed, and the ports that they leave behind run out under load.',
  mend: 'Use one HTTP client for the life of the process, with keep-alive, and read each answer to its end so that its connection is free again.',
  reference: references.practices,
  watch: () => {
    const first = firstTime()
    const calls = new WeakMap<Life, { all: number; fresh: number }>()
    return on('exchange.opened', ({ from, reused }, { fn, life, exchange }) => {
      if (from !== 'runtime' || fn === undefined || life === undefined || exchange === undefined) return undefined
      const count = calls.get(life) ?? { all: 0, fresh: 0 }
      count.all += 1
      if (reused === 0) count.fresh += 1
      calls.set(life, count)
      if (count.all < enough || count.fresh < count.all || count.all > enough) return undefined
      if (isShared(fn) || callsByProgram(exchange) || !first(fn.version)) return undefined
      return {
        seen: `The runtime’s first ${count.all} calls came over ${count.fresh} connections.`,
        expected: 'One connection that is used again.',
      }
    })
  },
}
