// The findings of a session as the page holds them: by function, in the order in which they were found, and by what they point at.
import type { Finding, FindingLevel } from '@playground/protocol/findings'
import { findRow, type Exchange, type FunctionModel, type Row, type Session } from '@playground/protocol/model'
import { lowerBound } from './sorted.ts'

/** A finding with what is shown of its rule everywhere; the rest of the rule is loaded with the views that explain it. */
export type Found = Finding & { level: FindingLevel; title: string }

/** Findings that a page holds of one session; what comes beyond is not kept. */
export const mostFound = 20_000

const gravity: Readonly<Record<FindingLevel, number>> = { breach: 2, smell: 1, note: 0 }

/** Grows in place. */
export class FunctionFindings {
  readonly #list: Found[] = []
  readonly #seqs: number[] = []
  /** Breaches and smells up to each of the list. */
  readonly #counts: number[] = []
  readonly #byExchange = new Map<number, Found[]>()
  readonly #bySeq = new Map<number, Found[]>()

  add(found: Found): void {
    this.#list.push(found)
    this.#seqs.push(found.seq)
    this.#counts.push((this.#counts.at(-1) ?? 0) + (found.level === 'note' ? 0 : 1))
    if (found.exchange !== undefined) put(this.#byExchange, found.exchange, found)
    for (const seq of new Set([found.points, found.seq, ...(found.also ?? [])])) put(this.#bySeq, seq, found)
  }

  /** Those that are known after an entry, in the order in which they were found. */
  until(seq: number): readonly Found[] {
    const known = this.#known(seq)
    return known === this.#list.length ? this.#list : this.#list.slice(0, known)
  }

  /** From one of them on, those that are known after an entry. */
  between(from: number, seq: number): readonly Found[] {
    return this.#list.slice(from, this.#known(seq))
  }

  /** How many breaches and smells are known after an entry. */
  countUntil(seq: number): number {
    return this.#counts[this.#known(seq) - 1] ?? 0
  }

  /** What is known of a row after an entry, the gravest first: of its own entry, and of its whole exchange. */
  about({ seq }: Pick<Row, 'seq'>, exchange: Exchange | undefined, until: number): readonly Found[] {
    const all = [
      ...(this.#bySeq.get(seq) ?? none),
      ...(exchange === undefined ? none : (this.#bySeq.get(exchange.openedSeq) ?? none)),
      ...(exchange === undefined ? none : (this.#byExchange.get(exchange.id) ?? none)),
    ]
    if (all.length === 0) return none
    return [...new Set(all)]
      .filter((found) => found.seq <= until)
      .toSorted((a, b) => gravity[b.level] - gravity[a.level])
  }

  /** The gravest of those that a row is marked with, as far as they are known after an entry. */
  at({ seq, kind }: Pick<Row, 'seq' | 'kind'>, exchange: Exchange | undefined, until: number): Found | undefined {
    const isDelivery = kind === 'answer' && exchange?.delivers !== undefined
    let gravest: Found | undefined
    for (const found of this.#bySeq.get(isDelivery ? exchange.openedSeq : seq) ?? none) {
      if (found.points !== (isDelivery ? exchange.openedSeq : seq) || found.seq > until) continue
      if (isAtDelivery(found, exchange) !== isDelivery) continue
      if (gravest === undefined || gravity[found.level] > gravity[gravest.level]) gravest = found
    }
    return gravest
  }

  #known(seq: number): number {
    return lowerBound(this.#seqs, seq + 1)
  }
}

const none: readonly Found[] = []

/** Grows in place; another session has another. */
export class SessionFindings {
  readonly #functions = new Map<string, FunctionFindings>()
  count = 0

  of(name: string | undefined): FunctionFindings | undefined {
    return name === undefined ? undefined : this.#functions.get(name)
  }

  add(found: Found): void {
    if (this.count >= mostFound) return
    this.count += 1
    let own = this.#functions.get(found.function)
    if (own === undefined) this.#functions.set(found.function, (own = new FunctionFindings()))
    own.add(found)
  }
}

function put(map: Map<number, Found[]>, key: number, found: Found): void {
  const known = map.get(key)
  if (known === undefined) map.set(key, [found])
  else known.push(found)
}

/** A poll waits long before what goes wrong with its event: that shows where the event is delivered. */
function isAtDelivery(found: Found, exchange: Exchange | undefined): boolean {
  return exchange?.delivers !== undefined && exchange.delivers === found.invocation
}

/** The entry whose row shows a finding best: what it points at, else its exchange, its own entry, or its invocation. */
export function rowOf(session: Session, fn: FunctionModel, found: Found): number | undefined {
  const pointed = exchangeAt(session, fn, found.points)
  const exchange = found.exchange === undefined ? undefined : session.exchanges.get(found.exchange)
  const head = found.invocation === undefined ? undefined : fn.heads.get(found.invocation)
  const delivery = isAtDelivery(found, pointed) ? pointed?.answeredSeq : undefined
  return [delivery, found.points, exchange?.openedSeq, found.seq, head?.seq].find(
    (seq) => seq !== undefined && findRow(fn, seq) >= 0,
  )
}

/** The rows that a finding is about, by their place in the model. */
export function rowsOf(session: Session, fn: FunctionModel, { points, seq, also = [], exchange }: Found): number[] {
  const own = exchange === undefined ? undefined : session.exchanges.get(exchange)
  const seqs = [own, exchangeAt(session, fn, points)]
    .flatMap((one) => [one?.openedSeq, one?.answeredSeq, one?.closedSeq])
    .concat(points, seq, also)
  return [...new Set(seqs.map((one) => (one === undefined ? -1 : findRow(fn, one))))].filter((index) => index >= 0)
}

function exchangeAt(session: Session, fn: FunctionModel, seq: number): Exchange | undefined {
  const id = fn.rows[findRow(fn, seq)]?.exchange
  return id === undefined ? undefined : session.exchanges.get(id)
}
