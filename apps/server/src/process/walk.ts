// The processes of one environment, found from its leaders on: cheap enough for each freeze and each sample. Linux alone.
import { childrenOf, statOf, type Stat } from './proc.ts'

/** Processes of one environment that are looked at. */
const processLimit = 1000

/** Those that are alive, each once, parents before their children. */
export function walk(from: readonly number[]): Stat[] {
  const found = new Map<number, Stat>()
  const waiting = [...from]
  for (let pid = waiting.shift(); pid !== undefined && found.size < processLimit; pid = waiting.shift()) {
    if (found.has(pid)) continue
    const stat = statOf(pid)
    if (stat === undefined) continue
    found.set(pid, stat)
    waiting.push(...childrenOf(pid))
  }
  return [...found.values()]
}
