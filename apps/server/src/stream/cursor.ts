// One browser's place in the journal: entries are pulled as fast as it reads, so that a slow one costs a bounded buffer.
import type { Down } from '@playground/protocol'
import type { WebSocket } from 'ws'
import type { Journal } from '../persistence/journal.ts'

/** Bytes that may wait in a socket's buffer before reading pauses. */
const bufferLimit = 1024 * 1024
/** One frame of what is caught up. */
const chunkEntries = 2000
const chunkBytes = 256 * 1024

/** A batch as all sockets at the head of the journal get it: assembled once. */
export type Frame = { firstSeq: number; lastSeq: number; text: () => string }

export class Cursor {
  readonly #socket: WebSocket
  readonly #journal: Journal
  /** Starts over, where history no longer reaches back to `#at`. */
  readonly #restart: () => void
  #at: number
  #live = false
  #pumping = false

  constructor(socket: WebSocket, journal: Journal, after: number, restart: () => void) {
    this.#socket = socket
    this.#journal = journal
    this.#at = after
    this.#restart = restart
    void this.#pump()
  }

  get full(): boolean {
    return this.#socket.bufferedAmount > bufferLimit
  }

  /** The journal has grown. */
  grew(frame: Frame): void {
    if (this.#live && !this.full && this.#at + 1 === frame.firstSeq) {
      this.#at = frame.lastSeq
      this.#socket.send(frame.text())
      return
    }
    if (this.#live) {
      this.#live = false
      const behind: Down = { type: 'behind', entries: frame.lastSeq - this.#at }
      this.#socket.send(JSON.stringify(behind))
    }
    void this.#pump()
  }

  async #pump(): Promise<void> {
    if (this.#pumping) return
    this.#pumping = true
    try {
      while (this.#socket.readyState === this.#socket.OPEN && !this.#live) {
        if (this.#at + 1 < this.#journal.firstSeq()) return this.#restart()
        const lines = await this.#journal.read(this.#at, chunkEntries, chunkBytes)
        if (lines.length === 0) {
          this.#live = this.#at >= this.#journal.lastSeq()
          if (this.#live) return
          continue
        }
        this.#at += lines.length
        await sent(this.#socket, entriesText(this.#journal.lastSeq(), lines))
      }
    } catch {
      // What cannot be read cannot be shown: the page connects again and is told what is there.
      this.#socket.terminate()
    } finally {
      this.#pumping = false
    }
  }
}

/** An `entries` message around lines that are JSON already. */
export function entriesText(lastSeq: number, lines: readonly string[]): string {
  return `{"type":"entries","lastSeq":${lastSeq},"entries":[${lines.join(',')}]}`
}

/** Resolves when the socket took it off our hands, or is gone. */
function sent(socket: WebSocket, text: string): Promise<void> {
  return new Promise((resolve) => socket.send(text, () => resolve()))
}
