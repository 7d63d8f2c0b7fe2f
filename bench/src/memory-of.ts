// How much memory a process has, as Linux tells it.
import { readFileSync } from 'node:fs'

/** Resident, MB. `peak`: the most that it ever was. */
export function residentMb(pid: number, peak = false): number {
  return read(`/proc/${pid}/status`, peak ? 'VmHWM' : 'VmRSS')
}

/** Shared pages counted once, MB. */
export function proportionalMb(pid: number): number {
  return read(`/proc/${pid}/smaps_rollup`, 'Pss')
}

function read(file: string, name: string): number {
  const found = new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(readFileSync(file, 'utf8'))
  if (found === null) throw new Error(`${file} does not tell ${name}`)
  return Number(found[1]) / 1024
}
