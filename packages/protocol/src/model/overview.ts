// A function's whole session as a strip: how many exchanges in each instant, with marks for errors and cold starts. Idle time is cut.
import * as v from 'valibot'
import type { Entry } from '../journal.ts'

/** Columns are halved in number, and doubled in time, when they would be more. */
const most = 2048
/** Idle time is drawn no longer than this, milliseconds. */
const longestIdle = 2000
/** Failures that can be jumped to; beyond it every second one is forgotten. */
const mostFailures = 4096

/** Bits of a column. */
export const marked = { error: 1, cold: 2, cut: 4 } as const

/** What a strip is drawn from; each of the lists has one member for each column. Times are epoch milliseconds. */
export const overviewSchema = v.object({
  /** Active milliseconds that a column stands for. */
  columnMs: v.number(),
  counts: v.array(v.number()),
  marks: v.array(v.number()),
  /** The first entry of each column, and when it was; 0 without one. */
  seqs: v.array(v.number()),
  times: v.array(v.number()),
  /** Entries at which an invocation failed, or a call was refused. */
  failures: v.array(v.number()),
  /** The invocation that failed last. */
  failed: v.optional(v.string()),
  exchanges: v.number(),
  lastSeq: v.number(),
  lastAt: v.optional(v.number()),
  active: v.number(),
})
export type Overview = v.InferOutput<typeof overviewSchema>

export function emptyOverview(): Overview {
  const lists = { counts: [], marks: [], seqs: [], times: [], failures: [] }
  return { columnMs: 1, ...lists, exchanges: 0, lastSeq: 0, active: 0 }
}

/** Takes the function's next entry, in place. */
export function takeOverview(overview: Overview, { seq, at, of, event }: Entry): void {
  if (seq <= overview.lastSeq) return
  // That a function is there is nothing that happened to it.
  if (overview.lastSeq === 0 && event.type.startsWith('function.')) return
  const passed = overview.lastAt === undefined ? 0 : Math.max(0, at - overview.lastAt)
  overview.lastAt = Math.max(overview.lastAt ?? at, at)
  overview.lastSeq = seq
  overview.active += Math.min(passed, longestIdle)
  const column = columnAt(overview)
  if (overview.seqs[column] === 0) {
    overview.seqs[column] = seq
    overview.times[column] = at
  }
  if (passed > longestIdle) overview.marks[column]! |= marked.cut
  switch (event.type) {
    case 'exchange.opened':
      overview.exchanges += 1
      overview.counts[column]! += 1
      return
    case 'environment.init-started':
    case 'environment.restore-started':
      overview.marks[column]! |= marked.cold
      return
    case 'exchange.answered':
      if (event.status >= 400) fail(overview, column, seq, of.invocation)
      return
    case 'invocation.answered':
    case 'invocation.settled':
      if (event.outcome !== 'ok') fail(overview, column, seq, of.invocation)
      return
    default:
      return
  }
}

/** What one invocation fails with is one failure, whichever entries tell it. */
function fail(overview: Overview, column: number, seq: number, invocation: string | undefined): void {
  overview.marks[column]! |= marked.error
  if (invocation !== undefined && overview.failed === invocation) return
  if (invocation !== undefined) overview.failed = invocation
  overview.failures.push(seq)
  if (overview.failures.length > mostFailures)
    overview.failures = overview.failures.filter((_, index) => index % 2 === 1)
}

function columnAt(overview: Overview): number {
  while (overview.active / overview.columnMs >= most) halve(overview)
  const column = Math.floor(overview.active / overview.columnMs)
  while (overview.counts.length <= column) {
    overview.counts.push(0)
    overview.marks.push(0)
    overview.seqs.push(0)
    overview.times.push(0)
  }
  return column
}

function halve(overview: Overview): void {
  const { counts, marks, seqs, times } = overview
  overview.columnMs *= 2
  const half = Math.ceil(counts.length / 2)
  for (let column = 0; column < half; column += 1) {
    const [a, b] = [2 * column, 2 * column + 1]
    counts[column] = counts[a]! + (counts[b] ?? 0)
    marks[column] = marks[a]! | (marks[b] ?? 0)
    const first = seqs[a]! > 0 ? a : b
    seqs[column] = seqs[first] ?? 0
    times[column] = times[first] ?? 0
  }
  counts.length = marks.length = seqs.length = times.length = half
}

/** The column in which an entry is, with a fraction. */
export function columnOf({ seqs, lastSeq }: Overview, seq: number): number {
  return place(seqs, seq, lastSeq)
}

/** The column in which a time is, epoch milliseconds, with a fraction. */
export function columnOfTime({ times, lastAt }: Overview, at: number): number {
  return place(times, at, lastAt ?? 0)
}

/** The entry at a column, counted with a fraction, and about when it was. */
export function entryAt(overview: Overview, column: number): { seq: number; at: number } {
  const { seqs, times } = overview
  if (seqs.length === 0) return { seq: 0, at: 0 }
  let from = Math.max(0, Math.min(seqs.length - 1, Math.floor(column)))
  while (from > 0 && seqs[from] === 0) from -= 1
  const after = nextKnown(seqs, from + 1)
  const [first, last] = [seqs[from]!, after < seqs.length ? seqs[after]! : overview.lastSeq]
  const [begin, end] = [times[from]!, after < seqs.length ? times[after]! : (overview.lastAt ?? times[from]!)]
  const share = Math.max(0, Math.min(1, (column - from) / (after - from)))
  return { seq: Math.floor(first + share * (last - first)), at: begin + share * (end - begin) }
}

/** Where a value lies among those that columns begin with. */
function place(begins: readonly number[], value: number, last: number): number {
  let low = 0
  let high = begins.length - 1
  let found = -1
  while (low <= high) {
    const middle = (low + high) >> 1
    let known = middle
    while (known >= low && begins[known] === 0) known -= 1
    if (known < low) low = middle + 1
    else if (begins[known]! <= value) {
      found = known
      low = middle + 1
    } else high = known - 1
  }
  if (found < 0) return 0
  const after = nextKnown(begins, found + 1)
  const from = begins[found]!
  const to = after < begins.length ? begins[after]! : last
  return found + (to > from ? Math.min(1, Math.max(0, (value - from) / (to - from))) * (after - found) : 0)
}

function nextKnown(begins: readonly number[], from: number): number {
  let after = from
  while (after < begins.length && begins[after] === 0) after += 1
  return after
}
