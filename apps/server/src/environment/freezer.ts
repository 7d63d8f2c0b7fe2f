// Stops an environment's processes when it has rested for a moment, and lets them go on before anything else is done with them.
import type { Cancel, Clock } from '../clock.ts'

/** How long an environment rests before it is frozen, milliseconds: a busy loop does not pay for it. */
export const freezeAfterMs = 50

export type FreezerParts = {
  clock: Clock
  freeze(): void
  thaw(reason: string): void
}

export class Freezer {
  readonly #parts: FreezerParts
  #cancel: Cancel | undefined
  #frozen = false

  constructor(parts: FreezerParts) {
    this.#parts = parts
  }

  get frozen(): boolean {
    return this.#frozen
  }

  /** It has nothing to do from now on; after `afterMs` it is frozen; 0 is at once. */
  rests(afterMs: number): void {
    if (this.#frozen || this.#cancel !== undefined) return
    if (afterMs === 0) return this.#freeze()
    this.#cancel = this.#parts.clock.after(afterMs, () => this.#freeze())
  }

  /** It is frozen now, whatever it does. */
  freezes(): void {
    this.#cancel?.()
    if (!this.#frozen) this.#freeze()
  }

  /** Something is to be done with its processes. */
  wakes(reason: string): void {
    this.#cancel?.()
    this.#cancel = undefined
    if (!this.#frozen) return
    this.#frozen = false
    this.#parts.thaw(reason)
  }

  #freeze(): void {
    this.#cancel = undefined
    this.#frozen = true
    this.#parts.freeze()
  }
}
