// The rows that are to be seen, in their order: without what is hidden, folded or filtered out. Grows with the model.
import { attemptOf } from '@playground/protocol'
import { eventOf, findRow, firstIndex, type FunctionModel, type Row, type Session } from '@playground/protocol/model'
import type { Subject } from './filter/fields.ts'
import { isOpen, subjectOf } from './filter/subject.ts'
import { rowsOf } from './findings.ts'
import type { RowListOptions } from './row-list-options.ts'
import { insertSorted, lowerBound } from './sorted.ts'

/** Rows looked at before the time is looked at again. */
const batch = 2000
/** A regrouping of many rows is not made for each row that comes, milliseconds. */
const regroupMs = 400

export class RowList {
  readonly #fn: FunctionModel
  readonly #session: Session
  readonly #options: RowListOptions
  /** Indexes of rows in the model, ascending. */
  #kept: number[] = []
  #ordered: number[] | undefined
  #orderedAt = 0
  #next = 0
  #insertions: number
  /** Findings whose rows were looked at with them. */
  #findings = 0
  /** Indexes whose match can still change, because their exchange or invocation is under way. */
  #pending = new Set<number>()
  #heads = new Set<number>()
  #isMatch = new Set<number>()
  #changedFrom = 0

  constructor(session: Session, fn: FunctionModel, options: RowListOptions) {
    this.#session = session
    this.#fn = fn
    this.#options = options
    this.#insertions = fn.insertions.length
  }

  /** Takes in what is new, for at most so many milliseconds; false as long as something is left. */
  update(budgetMs: number, now: () => number): boolean {
    this.#adjust()
    const until = now() + budgetMs
    const before = this.#kept.length
    const { rows } = this.#fn
    if (this.#options.filter !== undefined) this.#takeFindings()
    if (this.#pending.size > 0) this.#recheck()
    while (this.#next < rows.length) {
      const end = Math.min(rows.length, this.#next + batch)
      while (this.#next < end && !this.#waits(this.#next)) this.#consider(this.#next++)
      if (this.waits || now() > until) break
    }
    if (this.#options.group !== 'time' && (before !== this.#kept.length || this.#ordered === undefined))
      this.#regroup(now())
    return this.#next >= rows.length
  }

  /** The next row has to wait until the headers of its exchange were read. */
  get waits(): boolean {
    return this.#next < this.#fn.rows.length && this.#waits(this.#next)
  }

  get matched(): number {
    return this.#isMatch.size
  }

  get count(): number {
    return this.#places.length
  }

  get #places(): number[] {
    return this.#ordered ?? this.#kept
  }

  /** The place in the model of a place on the screen. */
  toModel(place: number): number {
    return this.#places[place] ?? -1
  }

  row(place: number): Row | undefined {
    return this.#fn.rows[this.toModel(place)]
  }

  /** Where a row of the model is on the screen, or where it would be; -1 without one. */
  toView(index: number): number {
    if (this.#ordered !== undefined) return this.#ordered.indexOf(index)
    return lowerBound(this.#kept, index)
  }

  has(index: number): boolean {
    const place = this.toView(index)
    return place >= 0 && this.#places[place] === index
  }

  /** The first place that is another than when this was asked last. */
  changedFrom(): number {
    const from = Math.min(this.#changedFrom, this.count)
    this.#changedFrom = this.count
    return from
  }

  /** How many rows on the screen are newer, epoch milliseconds; as far as they are in the order of time. */
  since(at: number): number {
    return this.count - firstIndex(this.count, (place) => (this.row(place)?.at ?? 0) > at)
  }

  holds(index: number): boolean {
    const { filter } = this.#options
    return filter === undefined || this.#matches(this.#subject(index))
  }

  /** Rows put in between have moved those behind them. */
  #adjust(): void {
    const { insertions } = this.#fn
    if (this.#insertions === insertions.length) return
    const from = Math.min(...insertions.slice(this.#insertions))
    this.#insertions = insertions.length
    if (from >= this.#next) return
    const place = lowerBound(this.#kept, from)
    this.#kept.length = place
    this.#changedFrom = Math.min(this.#changedFrom, place)
    for (const known of [this.#pending, this.#heads, this.#isMatch])
      for (const index of known) if (index >= from) known.delete(index)
    this.#next = from
    this.#ordered = undefined
  }

  #waits(index: number): boolean {
    const { heads } = this.#options
    const exchange = heads === undefined ? undefined : this.#session.exchanges.get(this.#fn.rows[index]!.exchange ?? -1)
    return exchange !== undefined && !heads!.knows(exchange)
  }

  #consider(index: number): void {
    const row = this.#fn.rows[index]!
    const { filter, only } = this.#options
    if (!this.#shown(row)) return
    if (filter === undefined) {
      this.#kept.push(index)
      return
    }
    const subject = this.#subject(index)
    const match = row.kind !== 'gap' && row.kind !== 'explain' && this.#matches(subject)
    if (match) this.#isMatch.add(index)
    if (isOpen(subject)) this.#pending.add(index)
    if (!only) this.#kept.push(index)
    else if (match) this.#keep(index, row)
  }

  /** A match brings the head of its band, so that it is known whose it is. */
  #keep(index: number, row: Row): void {
    const head = row.invocation === undefined ? undefined : this.#fn.heads.get(row.invocation)
    if (head !== undefined && head !== row) {
      const at = headIndex(this.#fn, head)
      if (at >= 0 && !this.#heads.has(at)) {
        this.#heads.add(at)
        this.#insert(at)
      }
    }
    this.#insert(index)
  }

  #insert(index: number): void {
    const place = insertSorted(this.#kept, index)
    this.#changedFrom = Math.min(this.#changedFrom, place)
  }

  #matches(subject: Subject): boolean {
    const { filter, matches } = this.#options
    return filter === undefined || matches === undefined || matches(filter, subject)
  }

  /** What becomes known later may change what matches; rows that come later are looked at with it. */
  #takeFindings(): void {
    const known = this.#options.findings?.of(this.#fn.name)
    for (const found of known?.between(this.#findings, this.#session.lastSeq) ?? []) {
      this.#findings += 1
      for (const index of rowsOf(this.#session, this.#fn, found)) if (index < this.#next) this.#pending.add(index)
    }
  }

  #recheck(): void {
    for (const index of this.#pending) {
      const subject = this.#subject(index)
      const match = this.#matches(subject)
      if (match && !this.#isMatch.has(index)) {
        this.#isMatch.add(index)
        if (this.#options.only) this.#keep(index, this.#fn.rows[index]!)
      } else if (!match && this.#isMatch.delete(index)) {
        if (this.#options.only) this.#drop(index, this.#fn.rows[index]!)
      }
      if (!isOpen(subject) && !this.#waits(index)) this.#pending.delete(index)
    }
  }

  /** What no longer matches goes, and the head of its band where nothing else in it matches. */
  #drop(index: number, row: Row): void {
    const head = row.invocation === undefined ? undefined : this.#fn.heads.get(row.invocation)
    const at = head === undefined ? -1 : headIndex(this.#fn, head)
    if (!this.#heads.has(index)) this.#remove(index)
    if (!this.#heads.has(at)) return
    for (let other = at; other < this.#next; other += 1)
      if (this.#isMatch.has(other) && this.#fn.rows[other]!.invocation === row.invocation) return
    this.#heads.delete(at)
    this.#remove(at)
  }

  #remove(index: number): void {
    const place = lowerBound(this.#kept, index)
    if (this.#kept[place] !== index) return
    this.#kept.splice(place, 1)
    this.#changedFrom = Math.min(this.#changedFrom, place)
    this.#ordered = undefined
  }

  #shown(row: Row): boolean {
    const { hidden, dismissed, folded } = this.#options
    switch (row.kind) {
      case 'explain':
        if (hidden.has('explanations') || dismissed.has(row.from ?? '')) return false
        break
      case 'gap':
        if (hidden.has('gaps')) return false
        break
      case 'output':
        if (hidden.has('output') && row.tone !== 'error') return false
        break
      case 'telemetry':
        if (hidden.has('telemetry') && row.tone !== 'error') return false
        break
      case 'note':
        if (hidden.has('process') && row.tone !== 'error') return false
        break
      default:
    }
    if (folded.size === 0) return true
    // An event's band has all attempts at it in it.
    const event = attemptOf(row.invocation ?? '').requestId
    if (event !== row.invocation && folded.has(event)) return false
    if (row.kind === 'invocation' || row.kind === 'cause' || row.kind === 'boundary') return true
    if (row.during !== undefined && folded.has(foldOfInit(row.during))) return false
    return row.invocation === undefined || !folded.has(row.invocation)
  }

  #subject(index: number): Subject {
    const { heads, findings } = this.#options
    return subjectOf(this.#session, this.#fn, this.#fn.rows[index]!, { heads, findings: findings?.of(this.#fn.name) })
  }

  #regroup(now: number): void {
    if (this.#ordered !== undefined && this.#kept.length > 5000 && now - this.#orderedAt < regroupMs) return
    this.#orderedAt = now
    const { rows, heads, environments, invocations } = this.#fn
    const key = (index: number): number => {
      const row = rows[index]!
      if (this.#options.group === 'invocation')
        return row.invocation === undefined
          ? row.seq
          : (eventOf(this.#fn, row.invocation) ?? heads.get(row.invocation) ?? row).seq
      const name = row.environment ?? invocations.get(row.invocation ?? '')?.environment
      return (name === undefined ? undefined : environments.get(name)?.number) ?? Number.MAX_SAFE_INTEGER
    }
    const keys = new Map(this.#kept.map((index) => [index, key(index)]))
    this.#ordered = this.#kept
      .filter((index) => rows[index]!.kind !== 'gap')
      .toSorted((a, b) => keys.get(a)! - keys.get(b)! || a - b)
  }
}

/** How the fold of an Init is called. */
export function foldOfInit({ environment, startedAt }: NonNullable<Row['init']>): string {
  return `init ${environment} ${startedAt}`
}

function headIndex(fn: FunctionModel, head: Row): number {
  const near = findRow(fn, head.seq)
  for (let index = near; index >= 0 && index > near - 3; index -= 1) if (fn.rows[index] === head) return index
  return -1
}
