// How a call by HTTP is answered, whatever became of it; each kind of door has its own words.
import type { Cors } from '@playground/protocol'
import type { InvocationResult, InvokeRefusal } from '../../environment/invocation.ts'
import type { Answer, HeadValues, HttpExchange } from '../../http/exchange.ts'
import type { StreamedAnswer } from '../../http/streamed-answer.ts'
import { isConfigured, withCors } from './cors.ts'
import type { HttpAnswer, HttpHead, NoAnswer } from './http-answer.ts'

/** How one kind of door speaks to its callers. */
export type Manner = {
  /** What it makes of a whole result. */
  answer(result: Uint8Array): HttpAnswer | NoAnswer
  /** What it says of a call that Lambda refused. */
  refused(refusal: InvokeRefusal): HttpAnswer
  /** What it says of a function that failed, or returned what no answer can be made of. */
  failed: HttpAnswer
  /** Heads that it gives every answer. */
  heads: HeadValues
}

export class Reply {
  readonly #exchange: HttpExchange
  readonly #manner: Manner
  readonly #cors: Cors | undefined

  constructor(exchange: HttpExchange, manner: Manner, cors: Cors | undefined) {
    this.#exchange = exchange
    this.#manner = manner
    this.#cors = isConfigured(cors) ? cors : undefined
  }

  /** A result that is whole. */
  finish(result: InvocationResult): void {
    if (result.refusal !== undefined) return this.refuse(result.refusal)
    if (result.failed) return this.fail(result.errorType, result.help)
    const answer = this.#manner.answer(result.payload)
    if ('problem' in answer) return this.fail('InvalidResponse', answer.problem)
    this.give(answer)
  }

  /** Sends the head alone. Undefined where the answer can have no body, and is over with it. */
  begin(head: HttpHead): StreamedAnswer | undefined {
    const streamed = this.#exchange.answerInPieces({ status: head.status, heads: this.#heads(head.heads) })
    if (!this.#bodiless(head.status)) return streamed
    streamed.end()
    return undefined
  }

  refuse(refusal: InvokeRefusal): void {
    this.give(this.#manner.refused(refusal), { errorType: refusal.type, message: refusal.message })
  }

  /** `why` is for whoever wrote the function: its caller is not told. */
  fail(errorType = 'Runtime.Unknown', why = 'The function reported an error.'): void {
    this.give(this.#manner.failed, { errorType, message: why })
  }

  /** `refusal`: why it is no answer of the function, for the journal. */
  give({ status, heads, body }: HttpAnswer, refusal?: Answer['refusal']): void {
    const sent = this.#heads(heads)
    // The length of what a GET would get.
    if (this.#isHead && status !== 204 && status !== 304) sent['Content-Length'] = String(body.byteLength)
    this.#exchange.answer({
      status,
      heads: sent,
      body: this.#bodiless(status) ? '' : body,
      ...(refusal === undefined ? {} : { refusal }),
    })
  }

  #heads(heads: HeadValues): HeadValues {
    const { origin } = this.#exchange.request.headers
    const own = this.#cors === undefined ? heads : withCors(heads, this.#cors, origin)
    return { ...own, ...this.#manner.heads }
  }

  #bodiless(status: number): boolean {
    return this.#isHead || status === 204 || status === 205 || status === 304
  }

  get #isHead(): boolean {
    return this.#exchange.request.method === 'HEAD'
  }
}
