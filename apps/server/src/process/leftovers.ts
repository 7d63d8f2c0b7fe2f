// A note on disk for each leader, so that the next start can end what a killed server left behind.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from '@playground/protocol'
import * as v from 'valibot'
import { endAll } from './terminate.ts'
import type { Leader } from './tree.ts'

/** `folder`: the environment's, which marks everything that was started for it. */
const noteSchema = v.object({ pid: v.number(), startTime: v.string(), folder: v.string() })

export class Leftovers {
  readonly #folder: string

  constructor(dataFolder: string) {
    this.#folder = join(dataFolder, 'processes')
    mkdirSync(this.#folder, { recursive: true, mode: 0o700 })
  }

  note({ pid, startTime }: Leader, folder: string): void {
    if (startTime !== undefined)
      writeFileSync(this.#path(pid), JSON.stringify({ pid, startTime, folder }), { mode: 0o600 })
  }

  forget(pid: number): void {
    rmSync(this.#path(pid), { force: true })
  }

  /** Ends what is still alive; a number that belongs to another process now is left alone. Returns how many were ended. */
  async sweep(): Promise<number> {
    const names = readdirSync(this.#folder)
    const notes = names
      .map((name) => parse(noteSchema, readFileSync(join(this.#folder, name), 'utf8')))
      .flatMap((read) => (read.ok ? [read.value] : []))
    const folders = [...new Set(notes.map(({ folder }) => folder))]
    const ended = notes.length === 0 ? 0 : await endAll({ leaders: notes, folders }, 0)
    for (const name of names) rmSync(join(this.#folder, name), { force: true })
    return ended
  }

  #path(pid: number): string {
    return join(this.#folder, `${pid}.json`)
  }
}
