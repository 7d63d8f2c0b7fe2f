// All processes of environments, found in one pass over everything that runs: for endings, which may take their time.
import { execFile } from 'node:child_process'
import { readdir, readFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import { inCommon } from './in-common.ts'
import { carries, marksIn } from './mark.ts'
import { parseStat } from './proc.ts'

/** A process that leads a group. */
export type Leader = { pid: number; startTime: string | undefined }
type Row = { pid: number; parent: number; group: number; startTime: string }
/** `folders`: of environments whose marked processes count too. */
export type Sought = { leaders: readonly Leader[]; folders: readonly string[] }

const run = promisify(execFile)

/**
 * The processes that are alive: leaders, in a group of theirs, below one that is, found before (`known`), or, on Linux, with
 * an environment's mark, which a process keeps when it leaves its group and its parent ends.
 */
export async function processesOf({ leaders, folders }: Sought, known: readonly Row[] = []): Promise<Row[]> {
  const { rows, variablesOf } = await look()
  const byPid = new Map(rows.map((row) => [row.pid, row]))
  // When its leader is gone, the number may be another's by now; then nothing of that group is ours.
  const groups = new Set(
    leaders
      .filter(({ pid, startTime }) => {
        const now = byPid.get(pid)
        return now === undefined || startTime === undefined || now.startTime === startTime
      })
      .map(({ pid }) => pid),
  )
  const own = new Set(rows.filter(({ pid, group }) => groups.has(pid) || groups.has(group)))
  for (const { pid, startTime } of known) {
    const now = byPid.get(pid)
    if (now?.startTime === startTime) own.add(now)
  }
  if (process.platform === 'linux' && folders.length > 0) {
    await Promise.all(
      rows.map(async (row) => {
        if (own.has(row)) return
        const variables = await variablesOf(row.pid)
        if (variables !== '' && folders.some((folder) => carries(variables, folder))) own.add(row)
      }),
    )
  }
  const ownPids = new Set([...own].map(({ pid }) => pid))
  for (let grown = true; grown;) {
    grown = false
    for (const row of rows) {
      if (own.has(row) || !ownPids.has(row.parent)) continue
      own.add(row)
      ownPids.add(row.pid)
      grown = true
    }
  }
  return [...own].filter(({ pid }) => pid !== process.pid)
}

/** Environments that end at one time look at the same table, and ask each process for its variables once. */
const look = inCommon(async () => {
  const asked = new Map<number, Promise<string>>()
  const variablesOf = (pid: number): Promise<string> => {
    let variables = asked.get(pid)
    if (variables === undefined) {
      variables = readFile(`/proc/${pid}/environ`, 'latin1').then(marksIn, () => '')
      asked.set(pid, variables)
    }
    return variables
  }
  return { rows: await table(), variablesOf }
})

/** All processes that can be seen and are alive. */
async function table(): Promise<Row[]> {
  if (process.platform === 'linux') {
    const names = (await readdir('/proc')).filter((name) => /^\d+$/.test(name))
    const rows = await Promise.all(
      names.map(async (name) => {
        const text = await readFile(`/proc/${name}/stat`, 'utf8').catch(() => undefined)
        return text === undefined ? undefined : parseStat(Number(name), text)
      }),
    )
    return rows.filter((row) => row !== undefined)
  }
  const { stdout } = await run('ps', ['-A', '-o', 'pid=,ppid=,pgid=,stat=,lstart='])
  return stdout.split('\n').flatMap((line) => {
    const [, pid, parent, group, state, startTime] = /^\s*(\d+)\s+(\d+)\s+(\d+)\s+(\S+)\s+(.*\S)/.exec(line) ?? []
    return startTime === undefined || state!.startsWith('Z')
      ? []
      : [{ pid: Number(pid), parent: Number(parent), group: Number(group), startTime }]
  })
}
