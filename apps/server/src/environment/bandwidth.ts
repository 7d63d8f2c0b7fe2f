// How fast Lambda lets a response stream: a bucket of bytes that is full at first, and filled again tick by tick (official emulator, `bandwidthlimiter`).
import { streamBandwidth } from '@playground/protocol'
import type { Cancel, Clock } from '../clock.ts'

/** Between two refills, milliseconds. */
const tickMs = 125

type Clocks = Pick<Clock, 'now' | 'after'>

export class Bandwidth {
  readonly #clock: Clocks
  readonly #burst: number
  readonly #perTick: number
  #bytes: number
  #filledAt: number

  constructor(clock: Clocks, { burst, perSecond }: { burst: number; perSecond: number } = streamBandwidth) {
    this.#clock = clock
    this.#burst = burst
    this.#perTick = (perSecond * tickMs) / 1000
    this.#bytes = burst
    this.#filledAt = clock.now()
  }

  /**
   * Takes bytes out, and more than there are where there are any: what comes after them waits the longer. Undefined where they may pass
   * now; else `passed` is called once they may, unless it is cancelled.
   */
  take(bytes: number, passed: () => void): Cancel | undefined {
    const ticks = Math.floor((this.#clock.now() - this.#filledAt) / tickMs)
    this.#filledAt += ticks * tickMs
    this.#bytes = Math.min(this.#burst, this.#bytes + ticks * this.#perTick)
    const early = this.#bytes
    this.#bytes -= bytes
    if (early > 0) return undefined
    const wait = (Math.floor(-early / this.#perTick) + 1) * tickMs
    return this.#clock.after(this.#filledAt + wait - this.#clock.now(), passed)
  }
}
