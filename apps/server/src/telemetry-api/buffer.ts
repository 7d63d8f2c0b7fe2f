// What waits for one subscriber: sent in batches, one at a time, when there is enough of it or the first of it is old enough.
import type { Cancel } from '../clock.ts'
import type { AwakeClock } from './awake-clock.ts'
import type { Buffering } from './subscription.ts'

/** One event as it goes over the wire, serialised once. */
export type Waiting = { type: string; text: string; bytes: number }
type Aged = Waiting & { at: number }

export type BufferParts = {
  clock: AwakeClock
  buffering: Buffering
  /** Resolves when the subscriber has taken the batch (true), or will not (false). */
  deliver: (batch: readonly Waiting[]) => Promise<boolean>
  dropped: (dropped: { events: number; bytes: number; reason: string }) => void
}

/** Beyond this many batches of what it asked for, a subscriber that does not take them loses what comes. */
const mostBatches = 4
const behind = 'Consumer seems to have fallen behind as it has not acknowledged receipt of logs.'
const refused = 'The subscriber did not take a batch of logs.'

export class TelemetryBuffer {
  readonly #parts: BufferParts
  #waiting: Aged[] = []
  #bytes = 0
  /** How many of those that wait have to go without waiting for more. */
  #urgent = 0
  #sending: Promise<void> | undefined
  #cancel: Cancel | undefined
  readonly #replayed = { events: 0, bytes: 0 }
  #lost = { events: 0, bytes: 0 }
  #closed = false

  constructor(parts: BufferParts) {
    this.#parts = parts
  }

  push(event: Waiting): void {
    if (this.#closed) return
    const { maxBytes, maxItems } = this.#parts.buffering
    const full =
      this.#waiting.length >= mostBatches * maxItems + this.#replayed.events ||
      this.#bytes + event.bytes > mostBatches * maxBytes + this.#replayed.bytes
    if (full && this.#waiting.length > 0) return this.#count(event)
    this.#add(event)
  }

  /** Adds what happened before the subscription; it is bounded where it was kept, and takes no room from what comes. */
  replay(event: Waiting): void {
    this.#replayed.events += 1
    this.#replayed.bytes += event.bytes
    this.#add(event)
  }

  /** Sends what waits as soon as possible, whatever its age. */
  hurry(): void {
    this.#urgent = this.#waiting.length
    this.#check()
  }

  /** Looks again whether something is due; after its clock was stopped. */
  wake(): void {
    this.#check()
  }

  /** Resolves when everything that waits now was taken, or was given up. */
  async flush(): Promise<void> {
    this.hurry()
    while (this.#sending !== undefined && !this.#closed) await this.#sending
  }

  /** Forgets what waits; nothing is sent or told any more. */
  close(): void {
    this.#closed = true
    this.#cancel?.()
    this.#cancel = undefined
    this.#waiting = []
  }

  #add(event: Waiting): void {
    this.#waiting.push({ ...event, at: this.#parts.clock.now() })
    this.#bytes += event.bytes
    this.#check()
  }

  #check(): void {
    const first = this.#waiting[0]
    if (this.#closed || this.#sending !== undefined || first === undefined || this.#parts.clock.asleep) return
    const { maxBytes, maxItems, timeoutMs } = this.#parts.buffering
    const left = first.at + timeoutMs - this.#parts.clock.now()
    if (this.#urgent > 0 || this.#waiting.length >= maxItems || this.#bytes >= maxBytes || left <= 0)
      return this.#send()
    this.#cancel ??= this.#parts.clock.after(left, () => {
      this.#cancel = undefined
      this.#check()
    })
  }

  #send(): void {
    this.#cancel?.()
    this.#cancel = undefined
    const batch = this.#takeBatch()
    this.#urgent = Math.max(0, this.#urgent - batch.length)
    this.#sending = this.#parts.deliver(batch).then((taken) => {
      this.#sending = undefined
      if (this.#closed) return
      if (!taken) for (const event of batch) this.#count(event)
      this.#tellLost(taken ? behind : refused)
      this.#check()
    })
  }

  /** At least one event, however large. */
  #takeBatch(): Aged[] {
    const { maxBytes, maxItems } = this.#parts.buffering
    let bytes = 0
    let count = 0
    for (const event of this.#waiting) {
      if (count === maxItems || (count > 0 && bytes + event.bytes > maxBytes)) break
      bytes += event.bytes
      count += 1
    }
    this.#bytes -= bytes
    return this.#waiting.splice(0, count)
  }

  /** A report of a loss that is lost itself is not reported: that would never end. */
  #count({ type, bytes }: Waiting): void {
    if (type === 'platform.logsDropped') return
    this.#lost.events += 1
    this.#lost.bytes += bytes
  }

  /** Told at the end of a delivery, when there is room for the report. */
  #tellLost(reason: string): void {
    const lost = this.#lost
    if (lost.events === 0) return
    this.#lost = { events: 0, bytes: 0 }
    this.#parts.dropped({ ...lost, reason })
  }
}
