// Whole bodies of a session, kept beside its entries under a quota for all sessions together.
import { createReadStream, type ReadStream } from 'node:fs'
import { mkdir, open, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'

/** Bytes that may wait for the disk; beyond it bodies are not kept, rather than memory filled. */
const waitingLimit = 256 * 1024 * 1024

/** Parts of one write; systems take a few hundred and more. */
const partsAtOnce = 256

export class Bodies {
  readonly #sessionsFolder: string
  readonly #folder: string
  readonly #quota: number
  #used = 0
  #waiting = 0
  /** What waits for the disk, by the name of its file: what came while it waited goes with it. */
  readonly #parts = new Map<string, Uint8Array[]>()
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
    const waiting = this.#parts.get(name)
    if (waiting !== undefined) waiting.push(bytes)
    else {
      this.#parts.set(name, [bytes])
      this.#writing = this.#writing.then(() => this.#write(name))
    }
    return undefined
  }

  /** Removes one that cannot be kept whole. */
  drop(name: string): void {
    this.#writing = this.#writing.then(() => rm(join(this.#folder, name), { force: true }))
  }

  async #write(name: string): Promise<void> {
    const parts = this.#parts.get(name) ?? []
    this.#parts.delete(name)
    await writePrivate(join(this.#folder, name), parts).catch(() => {})
    for (const { byteLength } of parts) this.#waiting -= byteLength
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

async function writePrivate(path: string, parts: readonly Uint8Array[]): Promise<void> {
  const file = await open(path, 'a', 0o600)
  try {
    if (parts.length === 1) await file.writeFile(parts[0]!)
    else
      for (let from = 0; from < parts.length; from += partsAtOnce)
        await file.writev(parts.slice(from, from + partsAtOnce))
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
