// Which exchanges have the headers that a filter asks for. Rows hold no headers: they are looked up in the journal's
// entries, from the first to the newest, once for each filter.
import type { Entry } from '@playground/protocol'
import type { Exchange, Session } from '@playground/protocol/model'
import type { Filter } from './parse.ts'
import { answersQuestion, type HeadQuestion } from './head-question.ts'

/** Reads at most so many entries after one; undefined where they cannot be had now. */
export type ReadEntries = (after: number, limit: number) => Promise<Entry[] | undefined>

/** Entries that are read at once: some frames' work at most. */
const chunk = 2000

export class HeadSearch {
  readonly #found: ReadonlyMap<HeadQuestion, Set<number>>
  /** Entries of calls that were open already where the session on hand begins. */
  readonly #earlier: number[]
  readonly #from: number
  #readTo: number
  #reading = false

  /** Undefined where a filter asks for no header. */
  static for(filter: Filter | undefined, session: Session): HeadSearch | undefined {
    const questions = filter === undefined ? [] : questionsOf(filter)
    return questions.length === 0 ? undefined : new HeadSearch(questions, session)
  }

  private constructor(questions: readonly HeadQuestion[], { firstSeq, exchanges }: Session) {
    this.#found = new Map(questions.map((question) => [question, new Set()]))
    this.#from = firstSeq
    this.#readTo = firstSeq - 1
    this.#earlier = []
    for (const { openedSeq } of exchanges.values()) if (openedSeq < firstSeq) this.#earlier.push(openedSeq)
  }

  has(question: HeadQuestion, { id }: Exchange): boolean {
    return this.#found.get(question)?.has(id) ?? false
  }

  /** Whatever is known of an exchange was looked at. */
  knows({ openedSeq, answeredSeq }: Exchange): boolean {
    const opening = openedSeq < this.#from ? this.#earlier.length === 0 : openedSeq <= this.#readTo
    return opening && (answeredSeq ?? 0) <= this.#readTo
  }

  /** More is there than was read, and nothing is being read. */
  wants(lastSeq: number): boolean {
    return !this.#reading && (this.#readTo < lastSeq || this.#earlier.length > 0)
  }

  /** Reads the next part; false where it could not be had. */
  async readOn(read: ReadEntries): Promise<boolean> {
    this.#reading = true
    const early = this.#earlier[0]
    const entries = await (early === undefined ? read(this.#readTo, chunk) : read(early - 1, 1)).catch(() => undefined)
    this.#reading = false
    const last = entries?.at(-1)
    if (entries === undefined || last === undefined) return false
    if (early === undefined) this.#readTo = last.seq
    else this.#earlier.shift()
    for (const entry of entries) this.#look(entry)
    return true
  }

  #look({ of, event }: Entry): void {
    if (of.exchange === undefined || (event.type !== 'exchange.opened' && event.type !== 'exchange.answered')) return
    for (const [question, found] of this.#found)
      if (event.heads.some((head) => answersQuestion(question, head))) found.add(of.exchange)
  }
}

function questionsOf(filter: Filter): HeadQuestion[] {
  switch (filter.type) {
    case 'header':
      return [filter.asks]
    case 'and':
    case 'or':
      return filter.parts.flatMap(questionsOf)
    case 'not':
      return questionsOf(filter.part)
    default:
      return []
  }
}
