// The two clocks: monotonic for durations and deadlines kept, wall for deadlines sent.

export type Cancel = () => void

export interface Clock {
  /** Monotonic milliseconds with a fraction, from an arbitrary start. */
  now(): number
  /** Epoch milliseconds. */
  epoch(): number
  /** Calls back once after `ms`; never keeps the process alive by itself. */
  after(ms: number, callback: () => void): Cancel
  /** Calls back once all input that is waiting at this moment was read. */
  soon(callback: () => void): void
}

export const systemClock: Clock = {
  now: () => performance.now(),
  epoch: () => Date.now(),
  after(ms, callback) {
    const timer = setTimeout(callback, ms)
    timer.unref()
    return () => clearTimeout(timer)
  },
  soon(callback) {
    setImmediate(callback)
  },
}
