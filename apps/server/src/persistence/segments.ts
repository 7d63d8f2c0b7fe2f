// The lines of one session on disk: NDJSON in segments of a bounded size, with an index from seq to place.
import { mkdir, open, readdir, stat, truncate, type FileHandle } from 'node:fs/promises'
import { join } from 'node:path'

/** Size at which a new segment begins, bytes. */
const segmentBytes = 64 * 1024 * 1024
/** Every so many entries one is in the index. */
const indexStep = 256
/** Bytes read at a time. */
const readBytes = 256 * 1024

type Mark = { seq: number; segment: number; offset: number }

export class Segments {
  readonly #folder: string
  readonly #marks: Mark[] = []
  #segment = 0
  #offset = 0
  #file: FileHandle | undefined
  #bytes = 0

  constructor(folder: string) {
    this.#folder = folder
  }

  get bytes(): number {
    return this.#bytes
  }

  /** Appends lines and waits until the disk has them. */
  async append(firstSeq: number, lines: string[]): Promise<void> {
    if (this.#file === undefined || this.#offset >= segmentBytes) await this.#rotate()
    let offset = this.#offset
    for (const [index, line] of lines.entries()) {
      const seq = firstSeq + index
      if (seq % indexStep === 0 || index === 0) this.#marks.push({ seq, segment: this.#segment, offset })
      offset += Buffer.byteLength(line) + 1
    }
    await this.#file!.writeFile(`${lines.join('\n')}\n`)
    await this.#file!.datasync()
    this.#bytes += offset - this.#offset
    this.#offset = offset
    this.#thin()
  }

  /** Lines after `after`, at most `limit` of them and about `maxBytes`. */
  async read(after: number, limit: number, maxBytes: number): Promise<string[]> {
    const start = this.#place(after + 1)
    if (start === undefined) return []
    const lines: string[] = []
    let { seq } = start
    let bytes = 0
    for (let segment = start.segment; segment <= this.#segment; segment += 1) {
      for await (const line of linesOf(this.#path(segment), segment === start.segment ? start.offset : 0)) {
        if (seq > after) {
          lines.push(line)
          bytes += line.length
        }
        seq += 1
        if (lines.length >= limit || bytes >= maxBytes) return lines
      }
    }
    return lines
  }

  async close(): Promise<void> {
    await this.#file?.close()
    this.#file = undefined
  }

  /**
   * Opens what a session left: builds the index, and with `repair` cuts a last line that is torn.
   * Returns the last seq and the bytes that were cut.
   */
  static async load(
    folder: string,
    repair: boolean,
  ): Promise<{ segments: Segments; lastSeq: number; lostBytes: number }> {
    const segments = new Segments(folder)
    const names = (await readdir(folder).catch(() => [])).filter((name) => /^\d{6}\.ndjson$/.test(name)).sort()
    let lastSeq = 0
    let lostBytes = 0
    for (const name of names) {
      const path = join(folder, name)
      segments.#segment = Number.parseInt(name, 10)
      let offset = 0
      for await (const line of linesOf(path, 0)) {
        if (lastSeq % indexStep === 0 || offset === 0)
          segments.#marks.push({ seq: lastSeq + 1, segment: segments.#segment, offset })
        lastSeq += 1
        offset += Buffer.byteLength(line) + 1
      }
      const { size } = await stat(path)
      if (repair && size > offset) {
        lostBytes += size - offset
        await truncate(path, offset)
      }
      segments.#offset = offset
      segments.#bytes += offset
    }
    segments.#thin()
    return { segments, lastSeq, lostBytes }
  }

  async #rotate(): Promise<void> {
    await this.#file?.close()
    await mkdir(this.#folder, { recursive: true, mode: 0o700 })
    if (this.#file !== undefined || this.#segment === 0) this.#segment += 1
    this.#file = await open(this.#path(this.#segment), 'a', 0o600)
    this.#offset = (await this.#file.stat()).size
  }

  #path(segment: number): string {
    return join(this.#folder, `${String(segment).padStart(6, '0')}.ndjson`)
  }

  /** The last mark at or before a seq. */
  #place(seq: number): Mark | undefined {
    let low = 0
    let high = this.#marks.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if (this.#marks[middle]!.seq <= seq) low = middle
      else high = middle - 1
    }
    return this.#marks[low]
  }

  /** Batches of a few entries would leave a mark each: marks closer than the step go, but for the last. */
  #thin(): void {
    while (this.#marks.length > 2) {
      const [before, middle, last] = this.#marks.slice(-3) as [Mark, Mark, Mark]
      if (last.seq - before.seq > indexStep || middle.segment !== before.segment || last.segment !== middle.segment)
        return
      this.#marks.splice(-2, 1)
    }
  }
}

/** Whole lines of a file from an offset on; a last one without its end is left out. */
async function* linesOf(path: string, offset: number): AsyncGenerator<string> {
  const file = await open(path, 'r')
  try {
    let rest = Buffer.alloc(0)
    const chunk = Buffer.alloc(readBytes)
    for (let position = offset; ;) {
      const { bytesRead } = await file.read(chunk, 0, chunk.length, position)
      if (bytesRead === 0) return
      position += bytesRead
      const bytes =
        rest.length === 0 ? chunk.subarray(0, bytesRead) : Buffer.concat([rest, chunk.subarray(0, bytesRead)])
      let from = 0
      for (let end = bytes.indexOf(10, from); end >= 0; end = bytes.indexOf(10, from)) {
        yield bytes.toString('utf8', from, end)
        from = end + 1
      }
      rest = Buffer.from(bytes.subarray(from))
    }
  } finally {
    await file.close()
  }
}
