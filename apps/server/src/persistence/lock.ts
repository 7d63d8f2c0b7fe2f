// One server per data directory: a lock that names its owner, and outlives neither it nor a kill.
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as v from 'valibot'
import { parse } from '@playground/protocol'
import { StartProblem } from '../config.ts'
import { startTimeOf } from '../process-start.ts'

const lockSchema = v.object({
  pid: v.number(),
  startTime: v.string(),
  ports: v.optional(
    v.object({ people: v.number(), runtimeApi: v.number(), functionUrls: v.number(), apis: v.number() }),
  ),
  token: v.optional(v.string()),
})
type LockContent = v.InferOutput<typeof lockSchema>

export type ListenerPorts = { people: number; runtimeApi: number; functionUrls: number; apis: number }

export type Lock = {
  announce(ports: ListenerPorts, token: string | undefined): void
  release(): void
}

/** Takes the lock, also from an owner that is gone; throws a StartProblem while a playground uses the directory. */
export function takeLock(folder: string): Lock {
  const path = join(folder, 'lock')
  const own: LockContent = { pid: process.pid, startTime: startTimeOf(process.pid) ?? '' }
  const temporary = `${path}.${process.pid}`
  const write = (content: LockContent) => writeFileSync(temporary, JSON.stringify(content), { mode: 0o600 })
  write(own)
  try {
    for (let attempt = 0; ; attempt += 1) {
      if (tryLink(temporary, path)) break
      const owner = readOwner(path)
      const alive = owner !== undefined && startTimeOf(owner.pid) === owner.startTime
      if (alive || attempt > 10) {
        const who = owner === undefined ? 'another playground' : `the playground with process id ${owner.pid}`
        throw new StartProblem(
          `The data directory ${folder} is in use by ${who}. Stop it, or choose another directory with --data-dir DIR.`,
        )
      }
      setAside(path, owner)
    }
  } finally {
    rmSync(temporary, { force: true })
  }
  return {
    announce(ports, token) {
      write({ ...own, ports, ...(token === undefined ? {} : { token }) })
      renameSync(temporary, path)
    },
    release() {
      if (readOwner(path)?.pid === process.pid) rmSync(path, { force: true })
    },
  }
}

/** A link is made whole or not at all, and never over a file that is there. */
function tryLink(temporary: string, path: string): boolean {
  try {
    linkSync(temporary, path)
    return true
  } catch (problem) {
    if ((problem as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw problem
  }
}

function readOwner(path: string): LockContent | undefined {
  try {
    const read = parse(lockSchema, readFileSync(path, 'utf8'))
    return read.ok ? read.value : undefined
  } catch {
    return undefined
  }
}

/** Moves a dead owner's lock away; one that came in its place meanwhile is put back. */
function setAside(path: string, dead: LockContent | undefined): void {
  const aside = `${path}.dead.${process.pid}`
  try {
    renameSync(path, aside)
  } catch {
    return
  }
  const moved = readOwner(aside)
  if (moved?.pid !== dead?.pid || moved?.startTime !== dead?.startTime) tryLink(aside, path)
  rmSync(aside, { force: true })
}
