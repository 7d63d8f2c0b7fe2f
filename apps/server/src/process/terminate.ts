// Ending all processes of an environment, also those that hide from their group.
import { setTimeout as wait } from 'node:timers/promises'
import { processesOf } from './tree.ts'

/** Looks again this often, milliseconds, and gives up after so many rounds: a process in the kernel cannot be ended. */
const roundMs = 20
const rounds = 250

/** Sends a signal to the group and to each process; one that is gone already is no matter. */
export function signalAll(leader: number, pids: readonly number[], signal: NodeJS.Signals): void {
  for (const target of [-leader, ...pids]) {
    try {
      process.kill(target, signal)
    } catch {
      // It ended by itself.
    }
  }
}

/** Resolves when none is left. With `graceMs` over 0, SIGTERM comes first and SIGKILL after that time. */
export async function endAll(leader: number, mark: string, graceMs: number): Promise<void> {
  if (graceMs > 0) {
    signalAll(leader, await processesOf(leader, mark), 'SIGTERM')
    const until = performance.now() + graceMs
    while (performance.now() < until && (await processesOf(leader, mark)).length > 0) await wait(roundMs)
  }
  signalAll(leader, [], 'SIGKILL')
  for (let round = 0; round < rounds; round += 1) {
    const left = await processesOf(leader, mark)
    if (left.length === 0) return
    signalAll(leader, left, 'SIGKILL')
    await wait(roundMs)
  }
}
