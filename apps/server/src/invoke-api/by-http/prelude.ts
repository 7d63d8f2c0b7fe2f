// The head that comes before a streamed body: JSON, then eight NULs, cut into pieces anywhere.

/** `json`: the prelude's bytes; `rest`: what came of the body with its last piece. */
export type Prelude = { json: Uint8Array; rest: Uint8Array }

const delimiterLength = 8
/** Bytes that a prelude may have; ours: the service publishes none. */
export const preludeLimit = 64 * 1024

export class PreludeReader {
  #pieces: Uint8Array[] = []
  #length = 0
  /** NULs at the end of what came so far. */
  #nuls = 0

  /** Undefined until the delimiter is there; `too-long` where it is not within the limit. */
  push(piece: Uint8Array): Prelude | 'too-long' | undefined {
    for (let index = 0; index < piece.byteLength; index += 1) {
      if (this.#length + index >= preludeLimit + delimiterLength) return 'too-long'
      this.#nuls = piece[index] === 0 ? this.#nuls + 1 : 0
      if (this.#nuls === delimiterLength) {
        const whole = Buffer.concat([...this.#pieces.splice(0), piece.subarray(0, index + 1)])
        return { json: whole.subarray(0, whole.byteLength - delimiterLength), rest: piece.subarray(index + 1) }
      }
    }
    this.#pieces.push(piece)
    this.#length += piece.byteLength
    return undefined
  }
}
