// Whole bodies of a session, kept beside its entries under a quota for all sessions together.
import { createReadStream, type ReadStream } from 'node:fs'
import { mkdir, open, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'

/** Bytes that may wait for the disk; beyond it bodies are not kept, rather than memory filled. */
const waitingLimit = 256 * 1024 * 1024

export class Bodies {
  readonly #sessionsFolder: string
  readonly #folder: string
  readonly #quota: number
  #used = 0
  #waiting = 0
  #writing: Promise<void> = Promise.resolve()

  constructor(sessionsFolder: string, epoch: string, quotaBytes: number) {
    this.#sessionsFolder = sessionsFolder
    this.#folder = join(sessionsFolder, epoch, 'bodies')
    this.#quota = quotaBytes
  }

  /** Makes room under the quota: the bodies of the oldest closed sessions go first. */
  async open(closedEpochs: string[]): Promise<void> {
    await mkdir(this.#folder, { recursive: true, mode: 0o700 })
    const sizes = await Promise.all(
      closedEpochs.map(async (epoch) => ({ epoch, bytes: await sizeOf(join(this.#sessionsFolder, epoch, 'bodies')) })),
    )
    this.#used = sizes.reduce((sum, { bytes }) => sum + bytes, 0)
    // Half of the quota is kept free for the session that begins.
    for (const { epoch, bytes } of sizes.sort((a, b) => (a.epoch < b.epoch ? -1 : 1))) {
      if (this.#used <= this.#quota / 2) return
      await rm(join(this.#sessionsFolder, epoch, 'bodies'), { recursive: true, force: true })
      this.#used -= bytes
    }
  }

  /** Keeps a body, or adds to it; why it cannot be kept, where it cannot. */
  keep(name: string, bytes: Uint8Array): { what: string; why: string } | undefined {
    if (this.#used + bytes.byteLength > this.#quota)
      return { what: 'whole bodies', why: `the quota of ${this.#quota} bytes is used up` }
    if (this.#waiting + bytes.byteLength > waitingLimit)
      return { what: 'whole bodies', why: 'the disk is slower than they come' }
    this.#used += bytes.byteLength
    this.#waiting += bytes.byteLength
    this.#writing = this.#writing.then(async () => {
      await writePrivate(join(this.#folder, name), bytes).catch(() => {})
      this.#waiting -= bytes.byteLength
    })
    return undefined
  }

  /** Removes one that cannot be kept whole. */
  drop(name: string): void {
    this.#writing = this.#writing.then(() => rm(join(this.#folder, name), { force: true }))
  }

  /** Resolves when everything that was given is on its way to the disk. */
  async drained(): Promise<void> {
    await this.#writing
  }
}

/** A kept body, or undefined; names that are not of our making are not looked for. */
export async function openBody(
  sessionsFolder: string,
  epoch: string,
  name: string,
): Promise<{ stream: ReadStream; bytes: number } | undefined> {
  if (!/^\d+\.bin$/.test(name)) return undefined
  const path = join(sessionsFolder, epoch, 'bodies', name)
  const found = await stat(path).catch(() => undefined)
  return found?.isFile() ? { stream: createReadStream(path), bytes: found.size } : undefined
}

async function writePrivate(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, 'a', 0o600)
  try {
    await file.writeFile(bytes)
  } finally {
    await file.close()
  }
}

async function sizeOf(folder: string): Promise<number> {
  const names = await readdir(folder).catch(() => [])
  const sizes = await Promise.all(
    names.map((name) =>
      stat(join(folder, name)).then(
        ({ size }) => size,
        () => 0,
      ),
    ),
  )
  return sizes.reduce((sum, size) => sum + size, 0)
}
