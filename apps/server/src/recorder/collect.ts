// A body that comes in pieces: a short one is remembered, a longer one goes to its file as it comes.
import { bodyPreviewLimit, type Body } from '@playground/protocol'
import { previewOf } from './preview.ts'
import type { BodyCollector } from './record.ts'

export class Collected implements Omit<BodyCollector, 'piece'> {
  /** Adds to the file of a name; false where it cannot be kept. */
  readonly #keep: (name: string, bytes: Uint8Array) => boolean
  readonly #newName: () => string
  #bytes = 0
  /** The first bytes: a few more than are shown, so that no character is cut. */
  #head: Uint8Array[] = []
  #headBytes = 0
  #name: string | undefined
  #lost = false

  constructor(keep: (name: string, bytes: Uint8Array) => boolean, newName: () => string) {
    this.#keep = keep
    this.#newName = newName
  }

  push(bytes: Uint8Array): void {
    this.#bytes += bytes.byteLength
    if (this.#name === undefined && this.#bytes > bodyPreviewLimit && !this.#lost) {
      this.#name = this.#newName()
      for (const before of this.#head) this.#write(before)
    }
    if (this.#headBytes <= bodyPreviewLimit) {
      this.#head.push(bytes)
      this.#headBytes += bytes.byteLength
    }
    if (this.#name !== undefined) this.#write(bytes)
  }

  end(): Body {
    const shown = previewOf(this.#head.length === 1 ? this.#head[0]! : Buffer.concat(this.#head))
    return { bytes: this.#bytes, ...shown, ...(this.#name === undefined ? {} : { whole: this.#name }) }
  }

  #write(bytes: Uint8Array): void {
    if (this.#name === undefined || this.#keep(this.#name, bytes)) return
    this.#name = undefined
    this.#lost = true
  }
}
