// The fold of a session into its findings: entry by entry, within bounds.
import type { Entry, EventType } from '../journal.ts'
import { FactsFold } from './facts/facts-fold.ts'
import type { Finding } from './finding.ts'
import type { Found, Watch } from './rule.ts'
import { rules } from './rules.ts'

/** Findings of one rule for one function; what comes beyond says nothing new. */
export const mostForOne = 200
/** Pairs of a rule and a function that are counted; beyond, nothing more is found for new ones. */
const mostCounted = 100_000

type Watching = { rule: string; watch: Watch }

export class FindingsFold {
  readonly #facts = new FactsFold()
  readonly #watching: readonly Watching[] = rules.map(({ id, watch }) => ({ rule: id, watch: watch() }))
  /** Those that look at an entry of a type, in the order of the rules. */
  readonly #byType = new Map<EventType, readonly Watching[]>()
  readonly #counts = new Map<string, number>()

  /** What an entry shows; nothing for most. Entries have to come in order, from the first of a session on. */
  take(entry: Entry): Finding[] {
    this.#facts.take(entry)
    const findings: Finding[] = []
    for (const { rule, watch } of this.#watchingFor(entry.event.type)) {
      const found = watch(entry, this.#facts)
      if (found === undefined) continue
      for (const one of Array.isArray(found) ? (found as readonly Found[]) : [found as Found]) {
        const finding = this.#finding(rule, entry, one)
        if (this.#isWithin(rule, finding.function)) findings.push(finding)
      }
    }
    return findings
  }

  #watchingFor(type: EventType): readonly Watching[] {
    let some = this.#byType.get(type)
    if (some === undefined) {
      some = this.#watching.filter(({ watch: { only } }) => only === undefined || only.includes(type))
      this.#byType.set(type, some)
    }
    return some
  }

  #finding(rule: string, { seq, at, of: own }: Entry, { seen, expected, points, also, of = own }: Found): Finding {
    const { environment, extension, invocation, exchange } = of
    return {
      rule,
      seq,
      at,
      points: points ?? this.#facts.exchange?.seq ?? seq,
      function: of.function ?? '',
      ...(environment === undefined ? {} : { environment }),
      ...(extension === undefined ? {} : { extension }),
      ...(invocation === undefined ? {} : { invocation }),
      ...(exchange === undefined ? {} : { exchange }),
      seen,
      expected,
      ...(also === undefined || also.length === 0 ? {} : { also }),
    }
  }

  #isWithin(rule: string, name: string): boolean {
    const key = `${rule} ${name}`
    const count = this.#counts.get(key) ?? 0
    if (count >= mostForOne || (count === 0 && this.#counts.size >= mostCounted)) return false
    this.#counts.set(key, count + 1)
    return true
  }
}
