// A result that streams to a caller by HTTP: its prelude becomes the head, and what follows goes out as it comes.
import { hasPrelude } from '@playground/protocol'
import type { InvocationResult, ResponseSink } from '../../environment/invocation.ts'
import type { StreamedAnswer } from '../../http/streamed-answer.ts'
import { httpHead, isObject, parsed, type HttpHead, type NoAnswer } from './http-answer.ts'
import { preludeLimit, PreludeReader, type Prelude } from './prelude.ts'
import type { Reply } from './reply.ts'

const noPrelude: NoAnswer = {
  problem:
    'The response ended before its prelude did, which is a JSON object and eight NULs. A Node.js handler sends it with its first write.',
}
/** Of a body that nobody gave a type. */
const anyBytes = 'application/octet-stream'

export class StreamedResult implements ResponseSink {
  readonly #reply: Reply
  #contentType = anyBytes
  #prelude: PreludeReader | undefined
  /** The head was sent, or a refusal in its place. */
  #begun = false
  #answer: StreamedAnswer | undefined

  constructor(reply: Reply) {
    this.#reply = reply
  }

  begin({ contentType = anyBytes }: { contentType: string | undefined }): void {
    this.#contentType = contentType
    if (hasPrelude(contentType)) this.#prelude = new PreludeReader()
  }

  write(piece: Uint8Array): Promise<void> | undefined {
    if (this.#begun) return this.#answer?.write(piece)
    if (this.#prelude === undefined) {
      this.#begin(this.#plainHead())
      return this.#answer?.write(piece)
    }
    const prelude = this.#prelude.push(piece)
    if (prelude === undefined) return undefined
    this.#begin(headOf(prelude))
    return prelude === 'too-long' || prelude.rest.byteLength === 0 ? undefined : this.#answer?.write(prelude.rest)
  }

  finish(result: InvocationResult): void {
    if (this.#begun) return result.failed ? this.#answer?.abort() : this.#answer?.end()
    if (result.refusal !== undefined || result.failed) return this.#reply.finish(result)
    this.#begin(this.#prelude === undefined ? this.#plainHead() : noPrelude)
    this.#answer?.end()
  }

  #plainHead(): HttpHead | NoAnswer {
    return httpHead({ headers: { 'Content-Type': this.#contentType } }, anyBytes)
  }

  #begin(head: HttpHead | NoAnswer): void {
    this.#begun = true
    if ('problem' in head) this.#reply.fail('InvalidPrelude', head.problem)
    else this.#answer = this.#reply.begin(head)
  }
}

function headOf(prelude: Prelude | 'too-long'): HttpHead | NoAnswer {
  if (prelude === 'too-long')
    return { problem: `The prelude of a response has at most ${preludeLimit} bytes before its eight NULs.` }
  const value = parsed(prelude.json)
  return isObject(value)
    ? httpHead(value, anyBytes)
    : { problem: 'The prelude of a response must be a JSON object, with eight NULs after it.' }
}
