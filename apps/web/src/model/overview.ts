// A function's whole session as a strip: how many exchanges in each instant, with marks for errors and cold starts. Idle time is cut.
import type { FunctionModel } from '@playground/protocol/model'

/** Columns are halved in number, and doubled in time, when they would be more. */
const most = 2048
/** Idle time is drawn no longer than this, milliseconds. */
const longestIdle = 2000

export type Overview = {
  /** Active milliseconds that a column stands for. */
  columnMs: number
  /** Exchanges in each column. */
  counts: number[]
  /** Bits of each column: 1 an error, 2 a cold start, 4 idle time was cut. */
  marks: number[]
  /** The first row of each column; -1 without one. */
  rows: number[]
}

export const marked = { error: 1, cold: 2, cut: 4 } as const

/** Grows with the rows of a function; costs nothing for rows it has seen. */
export class OverviewFold {
  readonly #fn: FunctionModel
  #next = 0
  #insertions = 0
  #failures = 0
  #at: number | undefined
  #active = 0
  readonly overview: Overview = { columnMs: 1, counts: [], marks: [], rows: [] }

  constructor(fn: FunctionModel) {
    this.#fn = fn
  }

  update(): Overview {
    const { rows, insertions } = this.#fn
    // Rows that were put in between hold no exchange: those before them move on.
    for (; this.#insertions < insertions.length; this.#insertions += 1) {
      const from = insertions[this.#insertions]!
      if (from < this.#next) this.#next += 1
      for (let column = this.overview.rows.length - 1; column >= 0; column -= 1) {
        const first = this.overview.rows[column]!
        if (first < from) {
          if (first >= 0) break
        } else this.overview.rows[column] = first + 1
      }
    }
    for (; this.#next < rows.length; this.#next += 1) this.#take(this.#next)
    const { failures } = this.#fn
    if (this.#failures < failures.length) {
      this.#failures = failures.length
      // That an invocation failed is known now; its head is of another time.
      const { marks } = this.overview
      if (marks.length > 0) marks[marks.length - 1]! |= marked.error
    }
    return this.overview
  }

  /** The column in which a row is, with a fraction. */
  columnOf(index: number): number {
    const { rows } = this.overview
    let low = 0
    let high = rows.length - 1
    let found = 0
    while (low <= high) {
      const middle = (low + high) >> 1
      let known = middle
      while (known >= low && rows[known]! < 0) known -= 1
      if (known < low) low = middle + 1
      else if (rows[known]! <= index) {
        found = known
        low = middle + 1
      } else high = known - 1
    }
    const from = rows[found] ?? 0
    let after = found + 1
    while (after < rows.length && rows[after]! < 0) after += 1
    const to = after < rows.length ? rows[after]! : this.#fn.rows.length
    return found + (to > from ? Math.min(1, (index - from) / (to - from)) * (after - found) : 0)
  }

  /** The row at a column. */
  rowAt(column: number): number {
    const { rows } = this.overview
    const whole = Math.max(0, Math.min(rows.length - 1, Math.floor(column)))
    let from = whole
    while (from > 0 && rows[from]! < 0) from -= 1
    let after = whole + 1
    while (after < rows.length && rows[after]! < 0) after += 1
    const first = Math.max(0, rows[from] ?? 0)
    const last = after < rows.length ? rows[after]! : this.#fn.rows.length
    return Math.min(this.#fn.rows.length - 1, Math.floor(first + ((column - from) / (after - from)) * (last - first)))
  }

  #take(index: number): void {
    const row = this.#fn.rows[index]!
    const passed = this.#at === undefined ? 0 : Math.max(0, row.at - this.#at)
    this.#at = Math.max(this.#at ?? row.at, row.at)
    this.#active += Math.min(passed, longestIdle)
    const column = this.#column(this.#active)
    const { counts, marks, rows } = this.overview
    if (rows[column] === -1) rows[column] = index
    if (row.kind === 'request') counts[column]! += 1
    if (passed > longestIdle) marks[column]! |= marked.cut
    if (row.kind === 'init') marks[column]! |= marked.cold
    if (row.tone === 'error' && row.kind === 'answer') marks[column]! |= marked.error
  }

  #column(active: number): number {
    const { overview } = this
    while (active / overview.columnMs >= most) halve(overview)
    const column = Math.floor(active / overview.columnMs)
    while (overview.counts.length <= column) {
      overview.counts.push(0)
      overview.marks.push(0)
      overview.rows.push(-1)
    }
    return column
  }
}

function halve(overview: Overview): void {
  const { counts, marks, rows } = overview
  overview.columnMs *= 2
  const half = Math.ceil(counts.length / 2)
  for (let column = 0; column < half; column += 1) {
    const [a, b] = [2 * column, 2 * column + 1]
    counts[column] = counts[a]! + (counts[b] ?? 0)
    marks[column] = marks[a]! | (marks[b] ?? 0)
    rows[column] = rows[a]! >= 0 ? rows[a]! : (rows[b] ?? -1)
  }
  counts.length = marks.length = rows.length = half
}
