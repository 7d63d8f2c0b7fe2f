// An answer whose body goes out in pieces, as they come and as fast as its reader.
import type { ServerResponse } from 'node:http'
import type { Body } from '@playground/protocol'
import type { Pieces } from './pieces.ts'

type Parts = {
  response: ServerResponse
  pieces: Pieces
  /** All of it was handed to the socket. */
  sent: (body: Body) => void
  /** Ends the connection in the middle. */
  drop: () => void
  /** The head is not sent before this, where it has to wait. */
  headSent: Promise<void> | undefined
}

export class StreamedAnswer {
  readonly #parts: Parts
  /** What is done only after what was asked for before it. */
  #before: Promise<void> | undefined
  /** All who wait for room wait for the same. */
  #room: Promise<void> | undefined

  constructor(parts: Parts) {
    this.#parts = parts
    this.#before = parts.headSent
  }

  /** Nobody reads it any more. */
  get gone(): boolean {
    return this.#parts.response.destroyed
  }

  /**
   * Sends a piece. `carries`: what it holds, where its framing is not to be shown. Resolves when there is room for more; undefined
   * where there is room now. What is written to a reader that is gone is let go.
   */
  write(piece: Uint8Array, carries = piece): Promise<void> | undefined {
    return this.#inTurn(() => {
      if (this.gone) return undefined
      this.#parts.pieces.add(carries, piece)
      return this.#parts.response.write(piece) ? undefined : (this.#room ??= this.#untilRoom())
    })
  }

  /** It is whole. */
  end(): void {
    void this.#inTurn(() => {
      if (this.gone) return
      this.#parts.sent(this.#parts.pieces.end())
      this.#parts.response.end()
    })
  }

  /** It will not be whole: its reader has to see that. */
  abort(): void {
    void this.#inTurn(() => {
      this.#parts.pieces.end()
      this.#parts.drop()
    })
  }

  #inTurn(act: () => Promise<void> | undefined | void): Promise<void> | undefined {
    if (this.#before === undefined) return act() ?? undefined
    const done = this.#before.then(act)
    this.#before = done
    void done.then(() => {
      if (this.#before === done) this.#before = undefined
    })
    return done
  }

  #untilRoom(): Promise<void> {
    const { response } = this.#parts
    return new Promise((resolve) => {
      const done = () => {
        response.removeListener('drain', done).removeListener('close', done)
        this.#room = undefined
        resolve()
      }
      response.on('drain', done).on('close', done)
    })
  }
}
