// A note on disk for each child, so that the next start can end what a killed server left behind.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from '@playground/protocol'
import * as v from 'valibot'
import { startTimeOf } from '../process-start.ts'
import { endAll } from './terminate.ts'
import { processesOf } from './tree.ts'

const noteSchema = v.object({ pid: v.number(), startTime: v.string(), logStream: v.string() })

export class Leftovers {
  readonly #folder: string

  constructor(dataFolder: string) {
    this.#folder = join(dataFolder, 'processes')
    mkdirSync(this.#folder, { recursive: true, mode: 0o700 })
  }

  note(pid: number, logStream: string): void {
    const startTime = startTimeOf(pid)
    if (startTime !== undefined)
      writeFileSync(this.#path(pid), JSON.stringify({ pid, startTime, logStream }), { mode: 0o600 })
  }

  forget(pid: number): void {
    rmSync(this.#path(pid), { force: true })
  }

  /** Ends what is still alive; a number that belongs to another process now is left alone. Returns how many were ended. */
  async sweep(): Promise<number> {
    let ended = 0
    for (const name of readdirSync(this.#folder)) {
      const read = parse(noteSchema, readFileSync(join(this.#folder, name), 'utf8'))
      if (read.ok) {
        const { pid, startTime, logStream } = read.value
        const now = startTimeOf(pid)
        // When its leader is gone, what is left of its group still carries its mark; when the number is another's, only the mark counts.
        const leader = now === undefined || now === startTime ? pid : 2 ** 30
        const alive = await processesOf(leader, logStream)
        ended += alive.length
        if (alive.length > 0) await endAll(leader, logStream, 0)
      }
      rmSync(join(this.#folder, name), { force: true })
    }
    return ended
  }

  #path(pid: number): string {
    return join(this.#folder, `${pid}.json`)
  }
}
