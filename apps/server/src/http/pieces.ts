// Records the pieces of a body that streams: the first at once, those that follow it closely together.
import type { Belongs, EventOf } from '@playground/protocol'
import type { BodyCollector, Recorder } from '../recorder/record.ts'

/** Pieces within this time are told as one, milliseconds: a frame of the page. */
const togetherMs = 16
/** So much is told together at most, bytes. */
const togetherBytes = 64 * 1024

export class Pieces {
  /** Bytes so far. */
  length = 0
  readonly #recorder: Recorder
  readonly #of: () => Belongs
  readonly #side: EventOf<'exchange.piece'>['side']
  readonly #whole: BodyCollector
  #waiting: Uint8Array[] = []
  #waitingBytes = 0
  #toldAt = Number.NEGATIVE_INFINITY
  #timer: NodeJS.Timeout | undefined

  /** `of`: what they belong to when they are told. */
  constructor(recorder: Recorder, of: () => Belongs, side: EventOf<'exchange.piece'>['side']) {
    this.#recorder = recorder
    this.#of = of
    this.#side = side
    this.#whole = recorder.collect()
  }

  /**
   * A piece passed; its bytes must not be changed afterwards. `wire`: the same as it went over the wire, where that is another. What
   * carries nothing is not told.
   */
  add(bytes: Uint8Array, wire = bytes): void {
    this.#whole.push(wire)
    if (bytes.byteLength === 0) return
    this.#waiting.push(bytes)
    this.#waitingBytes += bytes.byteLength
    const early = performance.now() - this.#toldAt < togetherMs
    if (!early || this.#waitingBytes >= togetherBytes) return this.#tell()
    this.#timer ??= setTimeout(() => this.#tell(), togetherMs)
  }

  /** All of it passed; returns the journal's form of the whole. */
  end() {
    this.#tell()
    return this.#whole.end()
  }

  #tell(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    if (this.#waiting.length === 0) return
    const pieces = this.#waiting.splice(0)
    this.#recorder.record(this.#of(), {
      type: 'exchange.piece',
      side: this.#side,
      offset: this.length,
      body: this.#whole.piece(pieces.length === 1 ? pieces[0]! : Buffer.concat(pieces)),
      ...(pieces.length === 1 ? {} : { pieces: pieces.length }),
    })
    this.length += this.#waitingBytes
    this.#waitingBytes = 0
    this.#toldAt = performance.now()
  }
}
