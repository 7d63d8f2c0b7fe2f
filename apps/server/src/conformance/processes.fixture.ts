// Whether a process of a test is still there.
import { readFileSync } from 'node:fs'
import { soon } from './playground.fixture.ts'

/** One that has ended and waits for its parent to notice is not alive. */
export function alive(pid: number): boolean {
  try {
    process.kill(pid, 0)
  } catch {
    return false
  }
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2, stat.lastIndexOf(')') + 3) !== 'Z'
  } catch {
    return true
  }
}

export async function gone(pid: number): Promise<void> {
  while (alive(pid)) await soon()
}
