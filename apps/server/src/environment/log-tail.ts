// The last 4 KiB of an invocation's log, for callers that ask for it.
import { logTailLimit } from '@playground/protocol'

export class LogTail {
  #lines: string[] = []
  #length = 0

  /** Adds a line without its end; what can no longer be in the tail is forgotten. */
  push(line: string): void {
    this.#lines.push(line)
    this.#length += line.length + 1
    while (this.#lines.length > 1 && this.#length - (this.#lines[0]!.length + 1) >= logTailLimit) {
      this.#length -= this.#lines.shift()!.length + 1
    }
  }

  /** The lines of another log, such as Init's, before this one's own. */
  prepend(earlier: LogTail): void {
    const own = this.#lines
    this.#lines = []
    this.#length = 0
    for (const line of [...earlier.#lines, ...own]) this.push(line)
  }

  /** At most 4,096 bytes in base64, cut from the front (API reference, Invoke: `X-Amz-Log-Result`). */
  base64(): string {
    const bytes = Buffer.from(this.#lines.map((line) => `${line}\n`).join(''))
    return bytes.subarray(Math.max(0, bytes.length - logTailLimit)).toString('base64')
  }
}
