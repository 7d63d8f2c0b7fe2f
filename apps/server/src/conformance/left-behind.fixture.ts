// What a playground leaves behind once it is closed; nothing of it may be there.
import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { join } from 'node:path'
import { entrySchema } from '@playground/protocol'
import * as v from 'valibot'
import { statOf } from '../process/proc.ts'

/** In words: processes with the mark of its environments, their folders and notes, and listeners in this process on ports that it had. */
export function leftBehind(dataFolder: string, ports: readonly number[]): string[] {
  const had = new Set([...ports, ...environmentPorts(dataFolder)])
  return [
    ...markedWith(join(dataFolder, 'environments')).map((pid) => `process ${pid}`),
    ...namesIn(join(dataFolder, 'environments')).map((name) => `the folder of environment ${name}`),
    ...namesIn(join(dataFolder, 'processes')).map((name) => `the note of process ${name}`),
    ...listeningPorts()
      .filter((port) => had.has(port))
      .map((port) => `a listener on port ${port}`),
  ]
}

/** Linux: processes whose variables at their start name the folder. */
function markedWith(folder: string): number[] {
  return namesIn('/proc')
    .map(Number)
    .filter(
      (pid) =>
        pid > 0 &&
        pid !== process.pid &&
        textOf(`/proc/${pid}/environ`).includes(`${folder}/`) &&
        statOf(pid) !== undefined,
    )
}

/** The ports of Runtime APIs that environments had, as its journals tell. */
function environmentPorts(dataFolder: string): number[] {
  const files = namesIn(join(dataFolder, 'sessions'), true).filter((name) => name.endsWith('.ndjson'))
  return files
    .flatMap((name) => textOf(join(dataFolder, 'sessions', name)).split('\n'))
    .filter((line) => line.includes('"environment.created"'))
    .map((line) => v.parse(entrySchema, JSON.parse(line)).event)
    .flatMap((event) => (event.type === 'environment.created' && !event.attached ? [event.port] : []))
}

/** Linux: ports on which this very process listens. */
function listeningPorts(): number[] {
  const own = new Set(namesIn('/proc/self/fd').map((name) => linkOf(`/proc/self/fd/${name}`)))
  return ['/proc/self/net/tcp', '/proc/self/net/tcp6'].flatMap((table) =>
    textOf(table)
      .split('\n')
      .slice(1)
      .map((line) => line.trim().split(/\s+/))
      .filter(([, , , state, , , , , , inode]) => state === '0A' && own.has(`socket:[${inode}]`))
      .map(([, local]) => Number.parseInt(local!.slice(local!.lastIndexOf(':') + 1), 16)),
  )
}

function namesIn(folder: string, recursive = false): string[] {
  try {
    return readdirSync(folder, { recursive }) as string[]
  } catch {
    return []
  }
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'latin1')
  } catch {
    return ''
  }
}

function linkOf(path: string): string {
  try {
    return readlinkSync(path)
  } catch {
    return ''
  }
}
