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

  /** At most so many after one, in their order; none where the next one is no longer here. */
  after(seq: number, limit: number): Entry[] {
    const found: Entry[] = []
    for (let next = this.#entries.get(seq + 1); next !== undefined && found.length < limit;) {
      found.push(next)
      next = this.#entries.get(next.seq + 1)
    }
    return found
  }

  clear(): void {
    this.#entries.clear()
  }
}
