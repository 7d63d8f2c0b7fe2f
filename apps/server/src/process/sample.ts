// How much time and memory the processes of an environment use, seen from outside.
import { execFile, execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { promisify } from 'node:util'
import { processesOf } from './tree.ts'

/** CPU time in milliseconds, memory in MB, and how many processes there are. */
export type Sample = { cpuMs: number; memoryMb: number; processes: number }

const run = promisify(execFile)
/** Kernel ticks per second as `/proc/PID/stat` counts them. */
const ticksPerSecond = 100
/** Processes of one environment that are looked at. */
const processLimit = 200

/**
 * The process and its descendants; undefined where nothing is left to look at. Memory is PSS on Linux (shared pages counted
 * once), RSS elsewhere. On Linux a handful of small reads that never touch a disk: cheaper in one go than by the thread pool.
 */
export async function sampleOf(leader: number, mark: string): Promise<Sample | undefined> {
  const samples = process.platform === 'linux' ? linuxSamples(leader) : await psSamples(await processesOf(leader, mark))
  if (samples.length === 0) return undefined
  return {
    cpuMs: samples.reduce((sum, { cpuMs }) => sum + cpuMs, 0),
    memoryMb: samples.reduce((sum, { memoryMb }) => sum + memoryMb, 0),
    processes: samples.length,
  }
}

/** The most memory that one process has used so far, MB: a single cheap look, for a run that was over before its first sample. */
export function peakMemoryOf(pid: number): number | undefined {
  try {
    if (process.platform !== 'linux') {
      const kb = Number(
        execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], {
          encoding: 'utf8',
          stdio: ['ignore', 'pipe', 'ignore'],
        }),
      )
      return kb > 0 ? kb / 1024 : undefined
    }
    const found = /^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))
    return found === null ? undefined : Number(found[1]) / 1024
  } catch {
    return undefined
  }
}

function linuxSamples(leader: number): { cpuMs: number; memoryMb: number }[] {
  const samples: { cpuMs: number; memoryMb: number }[] = []
  const waiting = [leader]
  for (let pid = waiting.pop(); pid !== undefined && samples.length < processLimit; pid = waiting.pop()) {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
      const cpuMs = ((Number(fields[11]) + Number(fields[12])) * 1000) / ticksPerSecond
      samples.push({ cpuMs, memoryMb: memoryKb(pid) / 1024 })
      waiting.push(
        ...readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
          .split(' ')
          .filter((text) => text !== '')
          .map(Number),
      )
    } catch {
      // It ended while it was looked at.
    }
  }
  return samples
}

function memoryKb(pid: number): number {
  try {
    const pss = /^Pss:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))
    if (pss !== null) return Number(pss[1])
  } catch {
    // A kernel without it still has the resident size.
  }
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0)
}

async function psSamples(pids: number[]): Promise<{ cpuMs: number; memoryMb: number }[]> {
  if (pids.length === 0) return []
  const { stdout } = await run('ps', ['-o', 'rss=,time=', '-p', pids.join(',')]).catch(() => ({ stdout: '' }))
  return stdout
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter((fields) => fields.length === 2)
    .map(([rss, time]) => ({ memoryMb: Number(rss) / 1024, cpuMs: cpuTimeMs(time!) }))
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
