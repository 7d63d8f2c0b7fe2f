// The events of one function: which is tried next, which are under way, which wait for their time.
import type { Cancel, Clock } from '../clock.ts'
import type { KeptEvent } from './kept-event.ts'

export class Lane {
  readonly #clock: Clock
  readonly #goOn: () => void
  readonly #line: KeptEvent[] = []
  readonly #underWay = new Set<KeptEvent>()
  readonly #waiting = new Map<KeptEvent, Cancel>()
  /** Of the events that were refused, the one that is tried again last: those behind it would be refused as well. */
  #heldBy: KeptEvent | undefined

  /** `goOn`: called when the time of one that waits has come. */
  constructor(clock: Clock, goOn: () => void) {
    this.#clock = clock
    this.#goOn = goOn
  }

  get empty(): boolean {
    return this.#line.length + this.#underWay.size + this.#waiting.size === 0
  }

  add(event: KeptEvent): void {
    this.#line.push(event)
  }

  /** The next one to try, unless there are `room` under way, or one that was refused stands for all. */
  next(room: number): KeptEvent | undefined {
    if (this.#heldBy !== undefined || this.#underWay.size >= room) return undefined
    const event = this.#line.shift()
    if (event !== undefined) this.#underWay.add(event)
    return event
  }

  holds(event: KeptEvent): boolean {
    return this.#underWay.has(event)
  }

  /** It is not under way any more; the others need not wait for it. */
  over(event: KeptEvent): void {
    this.#underWay.delete(event)
    this.#heldBy = undefined
  }

  /** It is tried again after `ms`, by `dueAt`; `refused`: the function was not reached, so nobody else is tried before. */
  wait(event: KeptEvent, ms: number, refused: boolean): void {
    this.#underWay.delete(event)
    if (!refused) this.#heldBy = undefined
    else if (this.#heldBy === undefined || this.#heldBy.dueAt <= event.dueAt) this.#heldBy = event
    const cancel = this.#clock.after(ms, () => {
      this.#waiting.delete(event)
      if (this.#heldBy === event) this.#heldBy = undefined
      if (refused) this.#line.unshift(event)
      else this.#line.push(event)
      this.#goOn()
    })
    this.#waiting.set(event, cancel)
  }

  /** No time comes any more; what is under way may still be over. */
  rest(): void {
    for (const cancel of this.#waiting.values()) cancel()
    this.#waiting.clear()
  }

  /** All of them; none is left, and no timer. */
  clear(): KeptEvent[] {
    for (const cancel of this.#waiting.values()) cancel()
    const all = [...this.#underWay, ...this.#waiting.keys(), ...this.#line.splice(0)]
    this.#underWay.clear()
    this.#waiting.clear()
    this.#heldBy = undefined
    return all
  }
}
