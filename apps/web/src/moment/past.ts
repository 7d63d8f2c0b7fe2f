// The session as it was after any entry: a copy of the state from not long before, and the entries from there on.
import type { Entry } from '@playground/protocol'
import { applyEntry, createSession, loadState, type Keyframe, type Session } from '@playground/protocol/model'

export type PastParts = {
  /** What was so at or before an entry; undefined where that cannot be had now. */
  keyframe: (seq: number) => Promise<Keyframe | undefined>
  /** At most so many entries after one, in order; undefined where they cannot be had now. */
  entries: (after: number, limit: number) => Promise<readonly Entry[] | undefined>
  /** Lets the page draw itself, where it is time to. */
  rest: () => Promise<void> | undefined
}

/** Entries before the moment that are shown with it; as many again at most, and what lies between two copies. */
const context = 2000
/** A session that is this short is shown from its beginning. */
const short = 6000
/** Entries that are asked for in one piece. */
const chunk = 1000

export class Past {
  readonly #parts: PastParts
  #session: Session | undefined

  constructor(parts: PastParts) {
    this.#parts = parts
  }

  /** The same session grows as long as time goes forward by little; else another takes its place. Undefined where it cannot be had. */
  async at(seq: number): Promise<Session | undefined> {
    const known = this.#session
    const ahead = known === undefined ? -1 : seq - known.lastSeq
    const session = ahead >= 0 && ahead <= context ? known! : await this.#begin(seq)
    if (session === undefined || !(await this.#goOn(session, seq))) {
      this.#session = undefined
      return undefined
    }
    this.#session = session
    return session
  }

  async #begin(seq: number): Promise<Session | undefined> {
    const base = await this.#parts.keyframe(seq <= short ? 0 : seq - context)
    if (base === undefined) return undefined
    const session = createSession()
    loadState(session, base.state, base.seq + 1)
    return session
  }

  async #goOn(session: Session, seq: number): Promise<boolean> {
    while (session.lastSeq < seq) {
      const entries = await this.#parts.entries(session.lastSeq, Math.min(chunk, seq - session.lastSeq))
      if (entries === undefined || entries.length === 0) return false
      for (const [index, entry] of entries.entries()) {
        applyEntry(session, entry)
        if (index % 32 === 31) await this.#parts.rest()
      }
    }
    return true
  }
}
