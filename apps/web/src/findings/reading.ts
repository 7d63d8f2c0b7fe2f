// The reading of one session by all rules, beside the page: page by page of the journal, as far as the session has come.
import { entrySchema, parse } from '@playground/protocol'
import { FindingsFold, ruleOf } from '@playground/protocol/findings'
import { mostFound, type Found } from '../model/findings.ts'

/** What was found since the last time, and how far the rules are: entries looked at, and how many there are. */
export type News = { epoch: string; found: Found[]; seq: number; of: number }

export type ReadingParts = {
  /** At most so many entries after one, a line of JSON each; rejects, or gives undefined, where they cannot be had now. */
  read: (epoch: string, after: number, limit: number) => Promise<readonly string[] | undefined>
  tell: (news: News) => void
  /** Calls back later; returns a way to call it off. */
  after: (ms: number, callback: () => void) => () => void
}

/** Entries that are asked for at one time: some megabytes. */
const pageOfEntries = 2000
/** Until entries that could not be had are asked for again, milliseconds; it doubles up to the other. */
const [againMs, mostAgainMs] = [500, 8000]

export class Reading {
  readonly #parts: ReadingParts
  readonly epoch: string
  readonly #fold = new FindingsFold()
  #seq = 0
  #of = 0
  #found = 0
  #going = false
  #failures = 0
  #stopped = false
  #callOff: () => void = () => {}

  constructor(epoch: string, parts: ReadingParts) {
    this.epoch = epoch
    this.#parts = parts
  }

  /** The session has come to this entry. */
  reach(seq: number): void {
    this.#of = Math.max(this.#of, seq)
    void this.#go()
  }

  stop(): void {
    this.#stopped = true
    this.#callOff()
  }

  async #go(): Promise<void> {
    if (this.#going) return
    this.#going = true
    let coming = this.#seq < this.#of ? this.#next(this.#seq) : undefined
    while (coming !== undefined) {
      const lines = await coming
      if (this.#stopped) return
      if (lines === undefined || lines.length === 0) return this.#tryAgain()
      this.#failures = 0
      const last = this.#seq + lines.length
      // The next page is on its way while this one is looked at.
      coming = last < this.#of ? this.#next(last) : undefined
      this.#look(lines)
      coming ??= this.#seq < this.#of ? this.#next(this.#seq) : undefined
    }
    this.#going = false
  }

  /** No further than the page has come: what is found is there to be shown. */
  async #next(after: number): Promise<readonly string[] | undefined> {
    return this.#parts.read(this.epoch, after, Math.min(pageOfEntries, this.#of - after)).catch(() => undefined)
  }

  /** Entries are numbered without a gap: one that cannot be read, of another version, is passed over. */
  #look(lines: readonly string[]): void {
    const found: Found[] = []
    for (const line of lines) {
      const entry = parse(entrySchema, line)
      this.#seq += 1
      if (!entry.ok) continue
      for (const finding of this.#fold.take(entry.value)) {
        const rule = ruleOf(finding.rule)
        if (rule === undefined || this.#found >= mostFound) continue
        this.#found += 1
        found.push({ ...finding, level: rule.level, title: rule.title })
      }
    }
    this.#parts.tell({ epoch: this.epoch, found, seq: this.#seq, of: this.#of })
  }

  #tryAgain(): void {
    const ms = Math.min(mostAgainMs, againMs * 2 ** this.#failures)
    this.#failures += 1
    this.#callOff = this.#parts.after(ms, () => {
      this.#going = false
      void this.#go()
    })
  }
}
