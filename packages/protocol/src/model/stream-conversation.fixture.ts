// Conversations of responses that stream, for tests: pieces on their way from the runtime to a caller who takes them as they come.
import type { Outcome } from '../invocation.ts'
import { Conversation } from './conversation.fixture.ts'

const streaming: [string, string][] = [
  ['Lambda-Runtime-Function-Response-Mode', 'streaming'],
  ['Transfer-Encoding', 'chunked'],
]

export class StreamConversation extends Conversation {
  #posts = new Map<string, number>()
  #offsets = new Map<string, number>()

  /** Up to the runtime at work on an event of a caller who takes pieces; `whole`: who takes none. */
  streamed(id: string, number: number, whole = false): this {
    if (whole) this.call(id, number)
    else this.callForPieces(id, number)
    return this.dispatch('f/1', id, false).deliver('f/1', id)
  }

  callForPieces(id: string, number: number): this {
    const exchange = this.open('invoke-stream', 'caller', { invocation: id })
    this.noteCall(id, exchange)
    this.tell(
      { invocation: id, exchange },
      { type: 'exchange.received', body: { bytes: 14, preview: '{"name":"Ada"}' } },
    )
    return this.tell(
      { invocation: id },
      {
        type: 'invocation.received',
        number,
        invocationType: 'RequestResponse',
        payloadBytes: 14,
        streams: true,
      },
    )
  }

  post(id: string): this {
    this.#posts.set(id, this.open('response', 'runtime', { environment: 'f/1', invocation: id }, undefined, streaming))
    return this
  }

  /** The head of the caller's answer. */
  head(id: string): this {
    return this.answer(this.callOf(id), 200, { invocation: id }, { streams: true })
  }

  /** A piece comes from the runtime. */
  comes(id: string, text: string, pieces?: number): this {
    return this.#piece('request', this.postOf(id), { environment: 'f/1', invocation: id }, text, pieces)
  }

  /** A piece goes to the caller. */
  goes(id: string, text: string, pieces?: number): this {
    return this.#piece('answer', this.callOf(id), { invocation: id }, text, pieces)
  }

  postOf(id: string): number {
    return this.#posts.get(id)!
  }

  /** The runtime's body is whole. */
  whole(id: string, trailers: [string, string][] = []): this {
    const exchange = this.postOf(id)
    const bytes = this.#offsets.get(`request ${exchange}`) ?? 0
    return this.tell(
      { environment: 'f/1', invocation: id, exchange },
      {
        type: 'exchange.received',
        body: { bytes, preview: '' },
        ...(trailers.length === 0 ? {} : { trailers }),
      },
    )
  }

  /** The caller's answer is whole. */
  complete(id: string, outcome: Outcome = 'ok', errorType?: string): this {
    this.tell(
      { environment: 'f/1', invocation: id },
      {
        type: 'invocation.answered',
        outcome,
        by: outcome === 'timeout' ? 'lambda' : 'runtime',
        ...(errorType === undefined ? {} : { errorType }),
      },
    )
    const exchange = this.callOf(id)
    const bytes = (this.#offsets.get(`answer ${exchange}`) ?? 0) + 200
    return this.tell({ invocation: id, exchange }, { type: 'exchange.sent', body: { bytes, preview: '' } })
  }

  /** The runtime is told that its response was taken, and asks for the next event. */
  done(id: string, outcome: Outcome = 'ok'): this {
    return this.answer(this.postOf(id), 202, { environment: 'f/1', invocation: id })
      .next('f/1', id)
      .settle('f/1', id, outcome)
  }

  #piece(
    side: 'request' | 'answer',
    exchange: number,
    of: { environment?: string; invocation: string },
    text: string,
    pieces?: number,
  ): this {
    const key = `${side} ${exchange}`
    const offset = this.#offsets.get(key) ?? 0
    const bytes = new TextEncoder().encode(text).length
    this.#offsets.set(key, offset + bytes)
    return this.tell(
      { ...of, exchange },
      {
        type: 'exchange.piece',
        side,
        offset,
        body: { bytes, preview: text },
        ...(pieces === undefined ? {} : { pieces }),
      },
    )
  }
}
