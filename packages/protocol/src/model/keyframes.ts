// What was so at any entry: a copy of the state every few thousand entries, so that any moment is one copy and a short fold.
import { emptyState, type State } from './state.ts'

/** Entries between two copies. */
const step = 4096
/** Copies in memory; beyond it every second one goes, and the next is taken half as often. */
const limit = 256

export type Keyframe = { seq: number; state: State }

export class Keyframes {
  #kept: Keyframe[]
  #step = step

  /** `first`: where what is known begins. */
  constructor(first: Keyframe = { seq: 0, state: emptyState() }) {
    this.#kept = [copy(first)]
  }

  /** The first entry after which a moment can be told. */
  get firstSeq(): number {
    return this.#kept[0]!.seq
  }

  /** Takes a copy of what is so after an entry, where it is time for one. */
  offer(seq: number, state: State): void {
    if (seq % this.#step !== 0) return
    this.#kept.push(copy({ seq, state }))
    if (this.#kept.length <= limit) return
    this.#step *= 2
    this.#kept = this.#kept.filter((kept, index) => index === 0 || kept.seq % this.#step === 0)
  }

  /** The newest copy at or before an entry; the first one where there is none. */
  before(seq: number): Keyframe {
    const found = this.#kept.findLast((kept) => kept.seq <= seq) ?? this.#kept[0]!
    return copy(found)
  }
}

/** A state is what JSON can say. */
function copy(keyframe: Keyframe): Keyframe {
  return JSON.parse(JSON.stringify(keyframe)) as Keyframe
}
