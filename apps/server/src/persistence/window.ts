// The newest entries of the session in memory, bounded in bytes.

type Kept = { firstSeq: number; lines: string[]; bytes: number }

export class Window {
  readonly #limit: number
  #batches: Kept[] = []
  #bytes = 0

  constructor(limitBytes: number) {
    this.#limit = limitBytes
  }

  /** Bytes of text it holds. */
  get bytes(): number {
    return this.#bytes
  }

  /** The oldest seq it holds; one past the last where it is empty. */
  get firstSeq(): number {
    return this.#batches[0]?.firstSeq ?? Number.POSITIVE_INFINITY
  }

  add(firstSeq: number, lines: string[]): void {
    const bytes = lines.reduce((sum, line) => sum + line.length, 0)
    this.#batches.push({ firstSeq, lines, bytes })
    this.#bytes += bytes
  }

  /** Lets go of the oldest batches over the limit, as far as the disk has them. */
  trim(durableSeq: number): void {
    let gone = 0
    while (this.#bytes > this.#limit) {
      const batch = this.#batches[gone]
      if (batch === undefined || batch.firstSeq + batch.lines.length - 1 > durableSeq) break
      this.#bytes -= batch.bytes
      gone += 1
    }
    if (gone > 0) this.#batches.splice(0, gone)
  }

  /** Lines after `after`, at most `limit` of them and about `maxBytes`; `after + 1` must not be before `firstSeq`. */
  read(after: number, limit: number, maxBytes: number): string[] {
    const lines: string[] = []
    let bytes = 0
    for (let index = this.#indexOf(after + 1); index < this.#batches.length; index += 1) {
      const batch = this.#batches[index]!
      for (let at = Math.max(0, after + 1 - batch.firstSeq); at < batch.lines.length; at += 1) {
        lines.push(batch.lines[at]!)
        bytes += batch.lines[at]!.length
        if (lines.length >= limit || bytes >= maxBytes) return lines
      }
    }
    return lines
  }

  #indexOf(seq: number): number {
    let low = 0
    let high = this.#batches.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if (this.#batches[middle]!.firstSeq <= seq) low = middle
      else high = middle - 1
    }
    return low
  }
}
