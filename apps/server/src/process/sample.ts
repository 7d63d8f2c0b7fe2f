// How much time and memory the processes of an environment use, seen from outside.
import { execFile, execFileSync } from 'node:child_process'
import { promisify } from 'node:util'
import { memoryKbOf, statusKb, type Stat } from './proc.ts'
import { processesOf, type Leader } from './tree.ts'

/** CPU time in milliseconds, memory in MB, and how many processes there are. */
export type Sample = { cpuMs: number; memoryMb: number; processes: number }

const run = promisify(execFile)

/** Linux. Undefined where nothing is left to look at. Memory is PSS: shared pages count once. */
export function sampleOf(processes: readonly Stat[]): Sample | undefined {
  return totalOf(processes.map(({ pid, cpuMs }) => ({ cpuMs, memoryMb: memoryKbOf(pid) / 1024 })))
}

/** Elsewhere, by `ps`; memory is resident: shared pages count each time. */
export async function sampleByPs(leaders: readonly Leader[]): Promise<Sample | undefined> {
  const pids = (await processesOf({ leaders, folders: [] })).map(({ pid }) => pid)
  if (pids.length === 0) return undefined
  const { stdout } = await run('ps', ['-o', 'rss=,time=', '-p', pids.join(',')]).catch(() => ({ stdout: '' }))
  return totalOf(
    stdout
      .split('\n')
      .map((line) => line.trim().split(/\s+/))
      .filter((fields) => fields.length === 2)
      .map(([rss, time]) => ({ memoryMb: Number(rss) / 1024, cpuMs: cpuTimeMs(time!) })),
  )
}

/** The most memory that one process has used so far, MB: a single cheap look, for a run that was over before its first sample. */
export function peakMemoryOf(pid: number): number | undefined {
  if (process.platform === 'linux') {
    const peakKb = statusKb(pid, 'VmHWM')
    return peakKb === undefined ? undefined : peakKb / 1024
  }
  try {
    const kb = Number(
      execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      }),
    )
    return kb > 0 ? kb / 1024 : undefined
  } catch {
    return undefined
  }
}

function totalOf(each: readonly { cpuMs: number; memoryMb: number }[]): Sample | undefined {
  if (each.length === 0) return undefined
  return {
    cpuMs: each.reduce((sum, { cpuMs }) => sum + cpuMs, 0),
    memoryMb: each.reduce((sum, { memoryMb }) => sum + memoryMb, 0),
    processes: each.length,
  }
}

/** `[[DD-]HH:]MM:SS.ss` */
function cpuTimeMs(text: string): number {
  return (
    text
      .split(/[-:]/)
      .reduce(
        (total, part, index, parts) => (parts.length === 4 && index === 1 ? total * 24 : total * 60) + Number(part),
        0,
      ) * 1000
  )
}
