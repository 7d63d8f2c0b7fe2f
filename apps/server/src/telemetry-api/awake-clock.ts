// Time as the processes of one environment have it: while they are stopped, nothing falls due.
import type { Cancel, Clock } from '../clock.ts'

type Timer = { callback: () => void; left: number; since: number; cancel: Cancel | undefined }

export class AwakeClock implements Clock {
  readonly #clock: Clock
  readonly #timers = new Set<Timer>()
  #asleep = false

  constructor(clock: Clock) {
    this.#clock = clock
  }

  get asleep(): boolean {
    return this.#asleep
  }

  /** Goes on while asleep: age is age. */
  now(): number {
    return this.#clock.now()
  }

  epoch(): number {
    return this.#clock.epoch()
  }

  soon(callback: () => void): void {
    this.#clock.soon(callback)
  }

  /** `ms` of being awake. */
  after(ms: number, callback: () => void): Cancel {
    const timer: Timer = { callback, left: ms, since: 0, cancel: undefined }
    this.#timers.add(timer)
    if (!this.#asleep) this.#run(timer)
    return () => {
      timer.cancel?.()
      this.#timers.delete(timer)
    }
  }

  sleep(): void {
    if (this.#asleep) return
    this.#asleep = true
    for (const timer of this.#timers) {
      timer.cancel?.()
      timer.cancel = undefined
      timer.left = Math.max(0, timer.left - (this.#clock.now() - timer.since))
    }
  }

  wake(): void {
    if (!this.#asleep) return
    this.#asleep = false
    for (const timer of this.#timers) this.#run(timer)
  }

  #run(timer: Timer): void {
    timer.since = this.#clock.now()
    timer.cancel = this.#clock.after(timer.left, () => {
      this.#timers.delete(timer)
      timer.callback()
    })
  }
}
