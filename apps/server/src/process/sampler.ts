// When samples of an environment are taken, and the highest of them.
import type { Cancel, Clock } from '../clock.ts'
import type { Looked } from './sample.ts'

/** Samples are at least this far apart, milliseconds; one is taken soon after work begins, so that a short run has one. */
const sampleMs = 200
const soonMs = 20

export type SamplerParts = {
  clock: Clock
  look: () => Looked | undefined | Promise<Looked | undefined>
  taken: (looked: Looked, peakMb: number) => void
}

export class Sampler {
  readonly #parts: SamplerParts
  #peakMb: number | undefined
  #working = false
  #sampledAt = Number.NEGATIVE_INFINITY
  #cancel: Cancel | undefined
  /** Counts up where what is still being looked at does not count any more. */
  #round = 0

  constructor(parts: SamplerParts) {
    this.#parts = parts
  }

  get peakMb(): number | undefined {
    return this.#peakMb
  }

  /** A sample that is planned is still taken when the work ends before it: memory rarely shrinks at once. */
  working(yes: boolean): void {
    this.#working = yes
    if (yes) this.#plan()
  }

  /** A last one in a moment, in place of one that is planned. */
  rest(): void {
    this.#working = false
    this.#cancel?.()
    this.#cancel = undefined
    const round = (this.#round += 1)
    this.#parts.clock.soon(() => {
      if (round === this.#round) this.#take()
    })
  }

  /** Other processes will take their place: nothing that was measured so far holds for them. */
  clear(): void {
    this.#round += 1
    this.#working = false
    this.#cancel?.()
    this.#cancel = undefined
    this.#peakMb = undefined
    this.#sampledAt = Number.NEGATIVE_INFINITY
  }

  #plan(): void {
    if (this.#cancel !== undefined) return
    const afterMs = Math.max(soonMs, this.#sampledAt + sampleMs - this.#parts.clock.now())
    this.#cancel = this.#parts.clock.after(afterMs, () => this.#take())
  }

  #take(): void {
    this.#cancel?.()
    this.#cancel = undefined
    this.#sampledAt = this.#parts.clock.now()
    const round = (this.#round += 1)
    const looked = this.#parts.look()
    if (looked instanceof Promise) void looked.then((later) => this.#taken(later, round))
    else this.#taken(looked, round)
  }

  #taken(looked: Looked | undefined, round: number): void {
    if (round !== this.#round) return
    if (looked !== undefined) {
      this.#peakMb = Math.max(this.#peakMb ?? 0, looked.sample.memoryMb)
      this.#parts.taken(looked, this.#peakMb)
    }
    if (this.#working && round === this.#round) this.#plan()
  }
}
