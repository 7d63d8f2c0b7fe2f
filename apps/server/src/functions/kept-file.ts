// A small file that is written whole, one writing after the other, so that nobody sees half of it.
import { mkdir, rename, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'

export class KeptFile {
  readonly #path: string
  #writing: Promise<void> = Promise.resolve()

  constructor(path: string) {
    this.#path = path
  }

  /** Rejects where it could not be written; the next one is tried all the same. `text` is asked for when its turn has come. */
  write(text: () => string): Promise<void> {
    const written = this.#writing.then(async () => {
      const temporary = `${this.#path}.new`
      await mkdir(dirname(this.#path), { recursive: true, mode: 0o700 })
      await writeFile(temporary, text(), { mode: 0o600 })
      await rename(temporary, this.#path)
    })
    this.#writing = written.catch(() => {})
    return written
  }

  /** Resolves when nothing is being written any more. */
  done(): Promise<void> {
    return this.#writing
  }
}
