// The lines of a log that are to be seen, cut into rows of one height: grouped, wrapped, unfolded. Grows with the log.
import { firstIndex, messageOf, type ConsoleLine } from '@playground/protocol/model'
import { indentJson } from '../indent-json.ts'
import { framedLevel, jsonText, levelOf, type LogLevel } from './log-level.ts'
import { plainText, withoutEscapes } from './plain.ts'

export type LogSource = ConsoleLine['source']

export type LogOptions = {
  /** What is left out. */
  sources: ReadonlySet<LogSource>
  levels: ReadonlySet<LogLevel>
  /** `START`, `END` and `REPORT` as they are, instead of a head for each invocation. */
  raw: boolean
  /** Characters in a row, where long lines are wrapped. */
  columns: number | undefined
  /** Lines of JSON that are unfolded, by their number. */
  unfolded: ReadonlySet<number>
  /** Invocations whose lines are folded into their heads. */
  folded: ReadonlySet<string>
  /** Lines up to this number were cleared from sight. */
  clearedTo: number
  search: string
  /** Whether the page's filter lets a line through. */
  keep: ((line: ConsoleLine) => boolean) | undefined
}

/** One row. `from` and `to`: characters of the line's plain text, or of an unfolded line's indented text. */
export type LogRow =
  | { kind: 'head'; line: ConsoleLine; invocation: string }
  | {
      kind: 'line'
      line: ConsoleLine
      level: LogLevel
      /** With its escapes. */
      printed: string
      text: string
      from: number
      to: number
      json: boolean
    }
  | { kind: 'json'; line: ConsoleLine; text: string; from: number; to: number }

const platform = /^(?:START|END|REPORT) RequestId: /

export class LogList {
  readonly rows: LogRow[] = []
  /** Rows with which lines that were looked for begin. */
  readonly found: number[] = []
  /** Lines that were cleared from sight. */
  cleared = 0
  readonly #options: LogOptions
  readonly #search: string
  readonly #headed = new Set<string>()
  #next = 0

  constructor(options: LogOptions) {
    this.#options = options
    this.#search = options.search.toLowerCase()
  }

  /** Takes in lines that came since. */
  update(lines: readonly ConsoleLine[]): void {
    for (; this.#next < lines.length; this.#next += 1) this.#consider(lines[this.#next]!)
  }

  /** The row of a line, or of the last one before it; -1 before all of them. */
  rowOf(seq: number): number {
    const place = firstIndex(this.rows.length, (index) => this.rows[index]!.line.seq >= seq)
    return this.rows[place]?.line.seq === seq ? place : place - 1
  }

  #consider(line: ConsoleLine): void {
    const { sources, levels, raw, folded, clearedTo, keep } = this.#options
    if (line.seq <= clearedTo) {
      this.cleared += 1
      return
    }
    if (sources.has(line.source)) return
    const { invocation } = line
    if (keep?.(line) === false) return
    if (!raw && line.source === 'lambda' && invocation !== undefined && platform.test(line.text))
      return this.#head(line, invocation)
    if (!raw && invocation !== undefined && folded.has(invocation)) return
    const whole = withoutEscapes(line.text)
    const level = framedLevel(line.level) ?? levelOf(whole)
    if (levels.has(level)) return
    // Time, request id and level stand beside the line already.
    const printed = raw ? line.text : messageOf(line.text)
    const text = plainText(printed)
    if (this.#search !== '' && text.toLowerCase().includes(this.#search)) this.found.push(this.rows.length)
    const json = jsonText(whole)
    const open = json !== undefined && this.#options.unfolded.has(line.seq)
    this.#cut(text, (from, to) =>
      this.rows.push({ kind: 'line', line, level, printed, text, from, to, json: json !== undefined }),
    )
    if (!open) return
    for (const part of indentJson(json).split('\n'))
      this.#cut(part, (from, to) => this.rows.push({ kind: 'json', line, text: part, from, to }))
  }

  #head(line: ConsoleLine, invocation: string): void {
    if (this.#headed.has(invocation)) return
    this.#headed.add(invocation)
    this.rows.push({ kind: 'head', line, invocation })
  }

  #cut(text: string, push: (from: number, to: number) => void): void {
    const columns = this.#options.columns ?? Number.POSITIVE_INFINITY
    let from = 0
    do {
      let to = Math.min(text.length, from + columns)
      // A pair of code units is one character.
      if (to < text.length && /[\uD800-\uDBFF]/.test(text[to - 1]!)) to += 1
      push(from, to)
      from = to
    } while (from < text.length)
  }
}

/** The lines as they were printed, for the clipboard and for files. */
export function textOfLog(rows: readonly LogRow[]): string {
  const lines: string[] = []
  let last: ConsoleLine | undefined
  for (const { line } of rows) {
    if (line !== last) lines.push(plainText(line.text))
    last = line
  }
  return lines.map((line) => `${line}\n`).join('')
}
