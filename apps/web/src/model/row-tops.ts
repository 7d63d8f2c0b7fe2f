// Rows to scale: how far down each begins when the time before it is drawn as distance. Grows with the list.
import type { RowList } from './row-list.ts'

/** No gap is longer than this many rows; a longer one is drawn cut. */
const longest = 16

export class RowTops {
  readonly #msPerRow: number
  readonly #rowHeight: number
  #tops: number[] = []
  #ends: number[] = []

  /** `msPerRow`: the time that is as tall as one row, milliseconds. */
  constructor(msPerRow: number, rowHeight: number) {
    this.#msPerRow = msPerRow
    this.#rowHeight = rowHeight
  }

  /** Takes in rows of a list that is in the order of time; those before `changedFrom` are as they were. */
  update(list: RowList, changedFrom = this.#tops.length): void {
    this.#tops.length = this.#ends.length = Math.min(this.#tops.length, changedFrom)
    for (let place = this.#tops.length; place < list.count; place += 1) {
      this.#tops[place] = (this.#ends[place - 1] ?? 0) + this.before(list, place)
      this.#ends[place] = this.#tops[place]! + this.#rowHeight
    }
  }

  /** The distance that stands for the time before a row, pixels. */
  before(list: RowList, place: number): number {
    const row = list.row(place)
    const last = list.row(place - 1)
    if (row === undefined || last === undefined) return 0
    return Math.round(Math.min(longest, Math.max(0, row.at - last.at) / this.#msPerRow) * this.#rowHeight)
  }

  /** Whether the distance before a row is cut. */
  isCut(list: RowList, place: number): boolean {
    return this.before(list, place) >= longest * this.#rowHeight
  }

  get total(): number {
    return this.#ends.at(-1) ?? 0
  }

  top(place: number): number {
    return this.#tops[place] ?? this.total
  }

  /** The row that is drawn at a height, or the last one before it. */
  at(height: number): number {
    if (height >= this.total) return this.#tops.length
    let low = 0
    let high = this.#tops.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if (this.#tops[middle]! <= height) low = middle
      else high = middle - 1
    }
    return low
  }
}
