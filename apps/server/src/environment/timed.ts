// A part of the lifecycle that is timed: when it began, and what happens if it takes too long.
import type { Cancel, Clock } from '../clock.ts'

export class Timed {
  readonly #clock: Clock
  #startedAt: number | undefined
  #cancel: Cancel | undefined

  constructor(clock: Clock) {
    this.#clock = clock
  }

  get underWay(): boolean {
    return this.#startedAt !== undefined
  }

  begin(): void {
    this.#startedAt = this.#clock.now()
  }

  /** Calls `tooLong` when it is not over after so many milliseconds. */
  limit(ms: number, tooLong: () => void): void {
    this.#cancel = this.#clock.after(ms, tooLong)
  }

  /** How long it took, milliseconds; undefined where it was over already. */
  end(): number | undefined {
    this.#cancel?.()
    this.#cancel = undefined
    if (this.#startedAt === undefined) return undefined
    const durationMs = this.#clock.now() - this.#startedAt
    this.#startedAt = undefined
    return durationMs
  }
}
