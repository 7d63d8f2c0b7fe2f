// Ending processes for good, also those that hide from their group.
import { setTimeout as wait } from 'node:timers/promises'
import { processesOf, type Sought } from './tree.ts'

/** Looks again this often, milliseconds, and gives up after so many rounds: a process in the kernel cannot be ended. */
const roundMs = 20
const rounds = 250

/** Resolves with how many there were, when none is left. With `graceMs` over 0, SIGTERM comes first and SIGKILL after that time. */
export async function endAll(sought: Sought, graceMs: number): Promise<number> {
  // What was found once stays found: it may leave its group, and its parent, because of the signal.
  let left = await processesOf(sought)
  const found = new Set(left.map(({ pid }) => pid))
  const look = async () => {
    left = await processesOf(sought, left)
    for (const { pid } of left) found.add(pid)
  }
  if (graceMs > 0) {
    signalAll(sought, left, 'SIGTERM')
    const until = performance.now() + graceMs
    while (performance.now() < until && left.length > 0) {
      await wait(Math.min(roundMs, Math.max(0, until - performance.now())))
      await look()
    }
  }
  for (let round = 0; round < rounds && left.length > 0; round += 1) {
    signalAll(sought, left, 'SIGKILL')
    await wait(round === 0 ? 1 : roundMs)
    await look()
  }
  return found.size
}

/** Groups first: nobody in one can fork his way out meanwhile. One that is gone already is no matter. */
function signalAll({ leaders }: Sought, rows: readonly { pid: number; group: number }[], signal: NodeJS.Signals): void {
  const own = new Set([...leaders, ...rows].map(({ pid }) => pid))
  const groups = new Set(rows.map(({ group }) => group).filter((group) => own.has(group)))
  const others = rows.filter(({ group }) => !groups.has(group)).map(({ pid }) => pid)
  for (const target of [...[...groups].map((group) => -group), ...others]) {
    try {
      process.kill(target, signal)
    } catch {
      // It ended by itself.
    }
  }
}
