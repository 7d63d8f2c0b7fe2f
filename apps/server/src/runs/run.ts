// One run: sends its calls at their times, as many at once as it may, until all are answered or it is stopped.
import type { RunPlan } from '@playground/protocol'
import type { Cancel, Clock } from '../clock.ts'

export type Progress = { sent: number; done: number; failed: number }
export type RunEnd = 'finished' | 'stopped'

export type RunParts = {
  clock: Clock
  /** Makes one call; resolves to whether it went well, and never rejects. */
  call: () => Promise<boolean>
  onProgress: (progress: Progress) => void
  onEnd: (progress: Progress, why: RunEnd) => void
}

/** Between two reports of progress, milliseconds. */
const reportMs = 250

/** How many calls a plan makes. */
export function planned({ times, perSecond, seconds }: RunPlan): number {
  return times ?? Math.max(1, perSecond! * seconds!)
}

export class Run {
  readonly #plan: RunPlan
  readonly #parts: RunParts
  readonly #startedAt: number
  readonly #progress: Progress = { sent: 0, done: 0, failed: 0 }
  #open = 0
  #stopped = false
  #ended = false
  #timer: Cancel | undefined
  #report: Cancel | undefined

  constructor(plan: RunPlan, parts: RunParts) {
    this.#plan = plan
    this.#parts = parts
    this.#startedAt = parts.clock.now()
  }

  start(): void {
    this.#report = this.#parts.clock.after(reportMs, () => this.#tell())
    this.#send()
  }

  /** No further call is made; those under way are answered. */
  stop(): void {
    this.#stopped = true
    this.#timer?.()
    this.#endIfOver()
  }

  #send(): void {
    const total = planned(this.#plan)
    while (!this.#stopped && this.#progress.sent < total && this.#open < this.#plan.atOnce) {
      const waitMs = this.#dueAt(this.#progress.sent) - this.#parts.clock.now()
      if (waitMs > 0) {
        this.#timer?.()
        this.#timer = this.#parts.clock.after(waitMs, () => this.#send())
        return
      }
      this.#progress.sent += 1
      this.#open += 1
      void this.#parts.call().then((well) => this.#answered(well))
    }
  }

  #answered(well: boolean): void {
    this.#open -= 1
    this.#progress.done += 1
    if (!well) this.#progress.failed += 1
    this.#send()
    this.#endIfOver()
  }

  #endIfOver(): void {
    const all = this.#progress.sent >= planned(this.#plan)
    if (this.#ended || this.#open > 0 || !(all || this.#stopped)) return
    this.#ended = true
    this.#timer?.()
    this.#report?.()
    this.#parts.onEnd({ ...this.#progress }, all ? 'finished' : 'stopped')
  }

  #tell(): void {
    this.#parts.onProgress({ ...this.#progress })
    this.#report = this.#parts.clock.after(reportMs, () => this.#tell())
  }

  /** When a call is due; a run without a rate has all of them due at once. */
  #dueAt(index: number): number {
    const { perSecond } = this.#plan
    return this.#startedAt + (perSecond === undefined ? 0 : (index * 1000) / perSecond)
  }
}
