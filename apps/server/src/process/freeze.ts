// Stopping processes so that they neither run nor know, and letting exactly those go on.
import { statOf, type Stat } from './proc.ts'

/** Rounds of looking for what was forked while others were being stopped. */
const rounds = 10
/** How long is waited for what was told to stop, milliseconds: it does so by itself, when it next gets a processor. */
const settleMs = 4

/**
 * `processes`: all that were found, as they were after the last one was stopped; `thaw` lets what was stopped go on. `again`
 * looks once more, for what was forked in the very moment of the stop.
 */
export type Frozen = { thaw: () => void; again?: () => void; processes?: readonly Stat[] }

/**
 * Linux: each process by itself, parents first, until a look finds no other one: a process that is stopped forks no more.
 * One that had stopped by itself is left out, and so stays as it is at the thaw. The leaders are stopped before the first
 * look, so that one look is enough for an environment that has nothing else. A process has to have stopped before its children
 * are looked for: until then it may fork, and it cannot stop at all while a child that it lent itself to (vfork) is stopped.
 */
export function stopEach(leaders: readonly number[], look: () => Stat[]): Frozen {
  const stopped = new Map<number, string>()
  const seen = new Set<number>()
  const stop = (processes: readonly Stat[]) => {
    const told = processes.filter(({ pid, stopped: already }) => !seen.has(pid) && !already && signal(pid, 'SIGSTOP'))
    for (const { pid, startTime } of told) stopped.set(pid, startTime)
    for (const { pid } of processes) seen.add(pid)
    settle(told)
  }
  stop(leaders.map(statOf).filter((stat) => stat !== undefined))
  const stopOthers = () => {
    let processes = look()
    for (let round = 1; round < rounds; round += 1) {
      const others = processes.filter(({ pid }) => !seen.has(pid))
      if (others.length === 0) break
      stop(others)
      processes = look()
    }
    return processes
  }
  const frozen: Frozen = {
    thaw: () => goOn(stopped),
    again: () => void (frozen.processes = stopOthers()),
    processes: stopOthers(),
  }
  return frozen
}

/** Returns when all have stopped, or have had their time. */
function settle(told: readonly Stat[]): void {
  const until = performance.now() + settleMs
  let running = told
  do running = running.filter(({ pid }) => statOf(pid)?.stopped === false)
  while (running.length > 0 && performance.now() < until)
}

/** Children first: one that waits for its parent finds it awake. */
function goOn(stopped: ReadonlyMap<number, string>): void {
  for (const [pid, startTime] of [...stopped].toReversed())
    if (statOf(pid)?.startTime === startTime) signal(pid, 'SIGCONT')
}

/** Elsewhere: whole groups, without those that left them. */
export function stopGroups(leaders: readonly number[]): Frozen {
  const stopped = leaders.filter((leader) => signal(-leader, 'SIGSTOP'))
  const thaw = () => {
    for (const leader of stopped) signal(-leader, 'SIGCONT')
  }
  return { thaw }
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
