// What Linux tells of one process: small reads that never touch a disk, cheaper in one go than by the thread pool.
import { closeSync, openSync, readdirSync, readFileSync, readSync } from 'node:fs'

/** A process that is alive. `startTime`: opaque, tells it from another of the same number. */
export type Stat = {
  pid: number
  parent: number
  group: number
  startTime: string
  /** Short: another after each exec. */
  name: string
  running: boolean
  /** It does not run because it was stopped. */
  stopped: boolean
  /** CPU time, its ended children's included, milliseconds. */
  cpuMs: number
}

/** Kernel ticks per second as `/proc/PID/stat` counts them. */
const ticksPerSecond = 100

/** Undefined where there is none, or only what is left of an ended one. */
export function statOf(pid: number): Stat | undefined {
  try {
    return parseStat(pid, readFileSync(`/proc/${pid}/stat`, 'utf8'))
  } catch {
    return undefined
  }
}

export function parseStat(pid: number, text: string): Stat | undefined {
  // The command's name may hold spaces and brackets; the fields after it do not.
  const bracket = text.lastIndexOf(')')
  const fields = text.slice(bracket + 2).split(' ')
  const state = fields[0]!
  if (state === 'Z' || state === 'X') return undefined
  const ticks = Number(fields[11]) + Number(fields[12]) + Number(fields[13]) + Number(fields[14])
  return {
    pid,
    parent: Number(fields[1]),
    group: Number(fields[2]),
    startTime: fields[19]!,
    name: text.slice(text.indexOf('(') + 1, bracket),
    running: state === 'R',
    stopped: state === 'T' || state === 't',
    cpuMs: (ticks * 1000) / ticksPerSecond,
  }
}

/** Children are kept by the thread that forked them. */
export function childrenOf(pid: number): number[] {
  try {
    return readdirSync(`/proc/${pid}/task`).flatMap((thread) => childrenOfThread(pid, thread))
  } catch {
    return []
  }
}

/** Those that its first thread forked, or took in. */
export function childrenOfThread(pid: number, thread: number | string = pid): number[] {
  try {
    const text = readFileSync(`/proc/${pid}/task/${thread}/children`, 'latin1')
    return text === ''
      ? []
      : text
          .split(' ')
          .filter((one) => one !== '')
          .map(Number)
  } catch {
    return []
  }
}

/** The variables that it was started with, each followed by a NUL; nothing where they may not be read. */
export function startVariablesOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'latin1')
  } catch {
    return ''
  }
}

/** Bytes of a command that are read. */
const commandBytes = 4096

/** Its arguments, those within the first 4 KiB; empty where it has none, or is gone. */
export function commandOf(pid: number): string {
  try {
    const file = openSync(`/proc/${pid}/cmdline`, 'r')
    try {
      const buffer = Buffer.alloc(commandBytes)
      const text = buffer.toString('utf8', 0, readSync(file, buffer, 0, commandBytes, 0))
      // An argument that is not there to its end is left out: half a secret would not be known again.
      return text.slice(0, text.lastIndexOf('\0')).replaceAll('\0', ' ')
    } finally {
      closeSync(file)
    }
  } catch {
    return ''
  }
}

/** KB, shared pages counted once (PSS), where the kernel tells; resident else. */
export function memoryKbOf(pid: number): number {
  try {
    const pss = /^Pss:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))
    if (pss !== null) return Number(pss[1])
  } catch {
    // A kernel without it still has the resident size.
  }
  return statusKb(pid, 'VmRSS') ?? 0
}

/** One of the sizes of `/proc/PID/status`, KB. */
export function statusKb(pid: number, name: 'VmRSS' | 'VmHWM'): number | undefined {
  try {
    const found = new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(readFileSync(`/proc/${pid}/status`, 'utf8'))
    return found === null ? undefined : Number(found[1])
  } catch {
    return undefined
  }
}
