// A clock for tests: time passes when the test says so.
import type { Clock } from './clock.ts'

export type FakeClock = Clock & {
  /** Lets time pass and calls what was due, in order. */
  pass(ms: number): void
  /** Calls what waits for pending input. */
  settle(): void
  pending(): number
}

export function fakeClock(startEpoch = 1_800_000_000_000): FakeClock {
  let now = 0
  let timers: { at: number; callback: () => void }[] = []
  let soon: (() => void)[] = []
  const settle = () => {
    while (soon.length > 0) soon.shift()!()
  }
  return {
    now: () => now,
    epoch: () => startEpoch + now,
    after(ms, callback) {
      const timer = { at: now + ms, callback }
      timers.push(timer)
      return () => (timers = timers.filter((other) => other !== timer))
    },
    soon: (callback) => soon.push(callback),
    settle,
    pending: () => timers.length,
    pass(ms) {
      const until = now + ms
      settle()
      for (;;) {
        const due = timers.filter(({ at }) => at <= until).sort((a, b) => a.at - b.at)[0]
        if (due === undefined) break
        timers = timers.filter((timer) => timer !== due)
        now = Math.max(now, due.at)
        due.callback()
        settle()
      }
      now = until
    },
  }
}
