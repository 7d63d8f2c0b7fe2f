// What was so at any entry: a fold of the session, with a copy every few thousand entries.
import type { Entry } from '@playground/protocol'
import { applyToState, emptyState, type State } from '@playground/protocol/model'

/** Entries between two copies. */
const step = 4096
/** Copies in memory; beyond it every second one goes, and the next is taken half as often. */
const limit = 64

export class Keyframes {
  readonly #state = emptyState()
  #kept: { seq: number; state: State }[] = [{ seq: 0, state: emptyState() }]
  #step = step
  #lastSeq = 0

  apply(entry: Entry): void {
    applyToState(this.#state, entry)
    this.#lastSeq = entry.seq
    if (entry.seq % this.#step !== 0) return
    this.#kept.push({ seq: entry.seq, state: structuredClone(this.#state) })
    if (this.#kept.length <= limit) return
    this.#step *= 2
    this.#kept = this.#kept.filter(({ seq }) => seq % this.#step === 0)
  }

  /** What is so after the last entry. */
  now(): { seq: number; state: State } {
    return { seq: this.#lastSeq, state: structuredClone(this.#state) }
  }

  /** The newest copy at or before an entry. */
  before(seq: number): { seq: number; state: State } {
    const found = this.#kept.findLast((kept) => kept.seq <= seq)!
    return { seq: found.seq, state: structuredClone(found.state) }
  }
}
