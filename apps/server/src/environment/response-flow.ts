// A response on its way to a caller that takes it in pieces: as fast as the caller reads and Lambda lets it, and never beyond the result.
import type { Cancel, Clock } from '../clock.ts'
import { Bandwidth } from './bandwidth.ts'
import type { Invocation, ResponseSink } from './invocation.ts'

export class ResponseFlow {
  readonly #invocation: Invocation
  readonly #sink: ResponseSink
  readonly #bandwidth: Bandwidth | undefined

  constructor(invocation: Invocation, sink: ResponseSink, clock: Clock) {
    this.#invocation = invocation
    this.#sink = sink
    this.#bandwidth = invocation.definition.calling.streamLimit ? new Bandwidth(clock) : undefined
  }

  begin(head: Parameters<ResponseSink['begin']>[0]): void {
    if (this.#invocation.result === undefined) this.#sink.begin(head)
  }

  /** One piece at a time. Resolves when the next may come, or the invocation has its result; undefined where it may come now. */
  pass(piece: Uint8Array): Promise<void> | undefined {
    if (this.#invocation.result !== undefined || piece.byteLength === 0) return undefined
    let mayPass: (() => void) | undefined
    const cancel = this.#bandwidth?.take(piece.byteLength, () => mayPass?.())
    if (cancel === undefined) return this.#write(piece)
    return this.#untilOver((resolve) => (mayPass = resolve), cancel).then(() => this.#write(piece))
  }

  #write(piece: Uint8Array): Promise<void> | undefined {
    if (this.#invocation.result !== undefined) return undefined
    const room = this.#sink.write(piece)
    return room && this.#untilOver((resolve) => void room.then(resolve))
  }

  #untilOver(wait: (resolve: () => void) => void, cancel?: Cancel): Promise<void> {
    return new Promise<void>((resolve) => {
      this.#invocation.onResult = resolve
      wait(resolve)
    }).finally(() => {
      this.#invocation.onResult = undefined
      cancel?.()
    })
  }
}
