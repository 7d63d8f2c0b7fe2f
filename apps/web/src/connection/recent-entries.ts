// The newest entries as they came, bounded; older ones are asked of the server.
import type { Entry } from '@playground/protocol'

/** Entries that are kept. */
const limit = 20_000

export class RecentEntries {
  readonly #entries = new Map<number, Entry>()

  add(entry: Entry): void {
    this.#entries.set(entry.seq, entry)
    if (this.#entries.size > limit) this.#entries.delete(this.#entries.keys().next().value!)
  }

  get(seq: number): Entry | undefined {
    return this.#entries.get(seq)
  }

  clear(): void {
    this.#entries.clear()
  }
}
