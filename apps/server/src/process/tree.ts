// Which processes belong to an environment: its groups, their children, and those that left both but carry its mark.
import { execFile } from 'node:child_process'
import { readdir, readFile } from 'node:fs/promises'
import { promisify } from 'node:util'

export type ProcessRow = { pid: number; parent: number; group: number }

const run = promisify(execFile)

/** All processes of this user that can be seen. */
async function table(): Promise<ProcessRow[]> {
  if (process.platform === 'linux') {
    const names = (await readdir('/proc')).filter((name) => /^\d+$/.test(name))
    const rows = await Promise.all(
      names.map(async (name) =>
        rowOf(Number(name), await readFile(`/proc/${name}/stat`, 'utf8').catch(() => undefined)),
      ),
    )
    return rows.filter((row) => row !== undefined)
  }
  const { stdout } = await run('ps', ['-A', '-o', 'pid=,ppid=,pgid=,stat='])
  return stdout.split('\n').flatMap((line) => {
    const [pid, parent, group, state] = line.trim().split(/\s+/)
    return pid === undefined || pid === '' || state?.startsWith('Z')
      ? []
      : [{ pid: Number(pid), parent: Number(parent), group: Number(group) }]
  })
}

function rowOf(pid: number, stat: string | undefined): ProcessRow | undefined {
  if (stat === undefined) return undefined
  const [state, parent, group] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return state === 'Z' || state === 'X' ? undefined : { pid, parent: Number(parent), group: Number(group) }
}

/**
 * The processes of an environment that are alive: in the group of `leader`, below one that is, or, on Linux, with `mark` among
 * their variables, which a process keeps when it leaves its group and its parent ends.
 */
export async function processesOf(leader: number, mark: string): Promise<number[]> {
  const rows = await table()
  const own = new Set(rows.filter(({ pid, group }) => pid === leader || group === leader).map(({ pid }) => pid))
  if (process.platform === 'linux') {
    const marked = await Promise.all(
      rows.map(async ({ pid }) => (!own.has(pid) && (await carries(pid, mark)) ? pid : undefined)),
    )
    for (const pid of marked) if (pid !== undefined) own.add(pid)
  }
  for (let grown = true; grown;) {
    grown = false
    for (const { pid, parent } of rows) {
      if (own.has(pid) || !own.has(parent)) continue
      own.add(pid)
      grown = true
    }
  }
  own.delete(process.pid)
  return [...own]
}

async function carries(pid: number, mark: string): Promise<boolean> {
  const variables = await readFile(`/proc/${pid}/environ`, 'latin1').catch(() => '')
  return variables.includes(`AWS_LAMBDA_LOG_STREAM_NAME=${mark}`)
}
