// How much time and memory the processes of an environment use, seen from outside.
import { execFile, execFileSync } from 'node:child_process'
import { promisify } from 'node:util'
import { commandOf, memoryKbOf, statusKb, type Stat } from './proc.ts'
import { processesOf, type Leader } from './tree.ts'

/** CPU time in milliseconds, memory in MB, and how many processes there are. */
export type Sample = { cpuMs: number; memoryMb: number; processes: number }

/** One process at a sample. `mark`: tells it from another of its number, and from what it was before an exec. */
export type Seen = {
  pid: number
  parent: number
  mark: string
  state: 'running' | 'sleeping' | 'stopped'
  memoryMb: number
  command: () => string
}
export type Looked = { sample: Sample; seen: readonly Seen[] }

const run = promisify(execFile)

/** Linux. Undefined where nothing is left to look at. Memory is PSS: shared pages count once. */
export function lookAt(processes: readonly Stat[]): Looked | undefined {
  return lookedAt(
    processes.map(({ pid, parent, startTime, name, running, stopped, cpuMs }) => ({
      pid,
      parent,
      mark: `${pid} ${startTime} ${name}`,
      state: stopped ? 'stopped' : running ? 'running' : 'sleeping',
      memoryMb: memoryKbOf(pid) / 1024,
      cpuMs,
      command: () => commandOf(pid) || `[${name}]`,
    })),
  )
}

/** Elsewhere, by `ps`; memory is resident: shared pages count each time. */
export async function lookByPs(leaders: readonly Leader[]): Promise<Looked | undefined> {
  const pids = (await processesOf({ leaders, folders: [] })).map(({ pid }) => pid)
  if (pids.length === 0) return undefined
  const fields = 'pid=,ppid=,stat=,rss=,time=,command='
  const { stdout } = await run('ps', ['-ww', '-o', fields, '-p', pids.join(',')]).catch(() => ({ stdout: '' }))
  return lookedAt(stdout.split('\n').flatMap((line) => readPs(line)))
}

function readPs(line: string): (Seen & { cpuMs: number })[] {
  const [, pid, parent, state, rss, time, command] =
    /^\s*(\d+)\s+(\d+)\s+(\S+)\s+(\d+)\s+([\d:.-]+)\s+(.*)$/.exec(line) ?? []
  if (command === undefined) return []
  return [
    {
      pid: Number(pid),
      parent: Number(parent),
      mark: `${pid} ${command}`,
      state: state!.startsWith('T') ? 'stopped' : state!.startsWith('R') ? 'running' : 'sleeping',
      memoryMb: Number(rss) / 1024,
      cpuMs: cpuTimeMs(time!),
      command: () => command,
    },
  ]
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

function lookedAt(seen: readonly (Seen & { cpuMs: number })[]): Looked | undefined {
  if (seen.length === 0) return undefined
  const sample = {
    cpuMs: seen.reduce((sum, { cpuMs }) => sum + cpuMs, 0),
    memoryMb: seen.reduce((sum, { memoryMb }) => sum + memoryMb, 0),
    processes: seen.length,
  }
  return { sample, seen }
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
