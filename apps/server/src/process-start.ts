// When a process started, so that a number that was given again to another process is told apart.
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

/** An opaque text that is the same as long as the process lives; undefined where there is no such process. */
export function startTimeOf(pid: number): string | undefined {
  try {
    if (process.platform === 'linux') {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
      // The command's name may hold spaces and brackets; the fields after it do not. Field 22 is the start time.
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
      return fields[0] === 'Z' ? undefined : fields[19]
    }
    return (
      execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      }).trim() || undefined
    )
  } catch {
    return undefined
  }
}
