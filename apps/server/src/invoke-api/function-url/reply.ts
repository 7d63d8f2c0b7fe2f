// How a call of a function's URL is answered, whatever became of it.
import type { Cors } from '@playground/protocol'
import type { InvocationResult, InvokeRefusal } from '../../environment/invocation.ts'
import type { Answer, HeadValues, HttpExchange } from '../../http/exchange.ts'
import type { StreamedAnswer } from '../../http/streamed-answer.ts'
import { exceptionAnswer } from '../exceptions.ts'
import { isConfigured, withCors } from './cors.ts'
import { httpAnswer, type HttpHead } from './http-answer.ts'

export class Reply {
  readonly #exchange: HttpExchange
  readonly #requestId: string
  readonly #traceId: string
  readonly #cors: Cors | undefined

  constructor(exchange: HttpExchange, requestId: string, traceId: string, cors: Cors | undefined) {
    this.#exchange = exchange
    this.#requestId = requestId
    this.#traceId = traceId
    this.#cors = isConfigured(cors) ? cors : undefined
  }

  /** A result that is whole. */
  finish(result: InvocationResult): void {
    if (result.refusal !== undefined) return this.refuse(result.refusal)
    if (result.failed) return this.badGateway(result.errorType, result.help)
    const answer = httpAnswer(result.payload)
    if ('problem' in answer) return this.badGateway('InvalidResponse', answer.problem)
    this.#send(answer, answer.body)
  }

  /** Sends the head alone. Undefined where the answer can have no body, and is over with it. */
  begin(head: HttpHead): StreamedAnswer | undefined {
    const streamed = this.#exchange.answerInPieces({ status: head.status, heads: this.#heads(head.heads) })
    if (!this.#bodiless(head.status)) return streamed
    streamed.end()
    return undefined
  }

  /** The service's own words, as the Lambda API has them. */
  refuse(refusal: InvokeRefusal): void {
    const answer = exceptionAnswer(refusal, this.#requestId)
    this.#send({ status: answer.status, heads: answer.heads ?? {} }, Buffer.from(answer.body ?? ''), answer.refusal)
  }

  /** `why` is for whoever wrote the function: its caller is not told. */
  badGateway(errorType = 'Runtime.Unknown', why = 'The function reported an error.'): void {
    const head = { status: 502, heads: { 'Content-Type': 'application/json' } }
    this.#send(head, Buffer.from('Internal Server Error'), { errorType, message: why })
  }

  forbidden(message: string): void {
    const heads = { 'Content-Type': 'application/json', 'x-amzn-ErrorType': 'AccessDeniedException' }
    const body = Buffer.from(JSON.stringify({ Message: 'Forbidden' }))
    this.#send({ status: 403, heads }, body, { errorType: 'AccessDeniedException', message })
  }

  #send({ status, heads }: HttpHead, body: Uint8Array, refusal?: Answer['refusal']): void {
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
    return {
      ...(this.#cors === undefined ? heads : withCors(heads, this.#cors, origin)),
      'x-amzn-RequestId': this.#requestId,
      'X-Amzn-Trace-Id': this.#traceId,
    }
  }

  #bodiless(status: number): boolean {
    return this.#isHead || status === 204 || status === 205 || status === 304
  }

  get #isHead(): boolean {
    return this.#exchange.request.method === 'HEAD'
  }
}
