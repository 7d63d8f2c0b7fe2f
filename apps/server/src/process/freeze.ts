// Stopping processes so that they neither run nor know, and letting exactly those go on.
import { statOf, type Stat } from './proc.ts'

/** Rounds of looking for what was forked while others were being stopped. */
const rounds = 10

/** Lets what was stopped go on. */
export type Thaw = () => void

/**
 * Linux: each process by itself, parents first, until a look finds no other one: a process that is stopped forks no more.
 * One that had stopped by itself is left out, and so stays as it is at the thaw.
 */
export function stopEach(look: () => Stat[]): Thaw {
  const stopped = new Map<number, string>()
  const seen = new Set<number>()
  for (let round = 0; round < rounds; round += 1) {
    const others = look().filter(({ pid }) => !seen.has(pid))
    if (others.length === 0) break
    for (const { pid, startTime, stopped: already } of others) {
      seen.add(pid)
      if (!already && signal(pid, 'SIGSTOP')) stopped.set(pid, startTime)
    }
  }
  return () => {
    // Children first: one that waits for its parent finds it awake.
    for (const [pid, startTime] of [...stopped].toReversed())
      if (statOf(pid)?.startTime === startTime) signal(pid, 'SIGCONT')
  }
}

/** Elsewhere: whole groups, without those that left them. */
export function stopGroups(leaders: readonly number[]): Thaw {
  const stopped = leaders.filter((leader) => signal(-leader, 'SIGSTOP'))
  return () => {
    for (const leader of stopped) signal(-leader, 'SIGCONT')
  }
}

/** Whether there was somebody to take it. */
function signal(target: number, name: NodeJS.Signals): boolean {
  try {
    process.kill(target, name)
    return true
  } catch {
    return false
  }
}
