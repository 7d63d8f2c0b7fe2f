// One request and its answer on a Lambda API, recorded as it happens; the same for Express and for a bare listener.
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { flushWorthMs, type Belongs, type Body, type Participant } from '@playground/protocol'
import type { Recorder } from '../recorder/record.ts'
import { readBody, type RequestBody } from './body.ts'
import { pass, type Gate, type Gates } from './gates.ts'
import { Pieces } from './pieces.ts'
import { StreamedAnswer } from './streamed-answer.ts'
import { pairs, streamBody, type StreamedBody } from './streamed-body.ts'

/** Several values of one name are a head each. */
export type HeadValues = Record<string, string | string[]>

export type Answer = {
  status: number
  heads?: HeadValues
  body?: Uint8Array | string
  /** The invocation whose event this carries; `again`: not for the first time. */
  delivers?: string
  again?: true
  refusal?: { errorType: string; message: string }
  /** What else the answer belongs to, once it is known. */
  of?: Belongs
}

export type Opening = {
  /** A key of the endpoint table, or `unknown`. */
  endpoint: string
  from: Participant
  of: Belongs
  ends?: string | undefined
}

/** Bytes of a refused request that are still looked at, so that the page can show what was sent. */
const refusedBodyLimit = 64 * 1024

type Connection = { id: number; requests: number }
const connections = new WeakMap<Socket, Connection>()

export class HttpExchange {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  /** What every entry about this exchange belongs to. */
  of: Belongs
  /** Called once when the peer is gone before the answer was whole on its way; `answered`: it had been handed to the socket. */
  onHangUp: ((answered: boolean) => void) | undefined

  readonly #recorder: Recorder
  readonly #gates: Gates
  readonly #from: Participant
  #answered = false
  #ended = false
  #dropped = false

  constructor(request: IncomingMessage, response: ServerResponse, recorder: Recorder, gates: Gates, opening: Opening) {
    this.request = request
    this.response = response
    this.#recorder = recorder
    this.#gates = gates
    this.#from = opening.from
    const connection = connectionOf(request.socket, recorder)
    this.of = { ...opening.of, exchange: recorder.count('exchange'), connection: connection.id }
    recorder.record(this.of, {
      type: 'exchange.opened',
      endpoint: opening.endpoint,
      from: opening.from,
      method: request.method ?? '',
      target: request.url ?? '',
      heads: pairs(request.rawHeaders),
      reused: connection.requests++,
      ...(opening.ends === undefined ? {} : { ends: opening.ends }),
    })
    response.on('close', () => this.#closed())
  }

  /** Lets the request in, through the first gate. */
  admit(handle: () => void): void {
    pass(this.#gates.admit, this, handle)
  }

  header(name: string): string | undefined {
    const value = this.request.headers[name]
    return Array.isArray(value) ? value.join(', ') : value
  }

  /** Reads the whole body; over the limit it is counted and drained. */
  async body(limit: number): Promise<RequestBody> {
    const body = await readBody(this.request, limit)
    const kept = body.tooLarge ? { bytes: body.length, preview: '' } : this.#recorder.body(body.bytes)
    this.#recorder.record(this.of, {
      type: 'exchange.received',
      body: kept,
      ...(body.tooLarge ? { tooLarge: true as const } : {}),
      ...(body.trailers.length === 0 ? {} : { trailers: body.trailers }),
    })
    return body
  }

  /** Reads the body in pieces as `streamBody` does, and records each. `limit` in bytes: what is beyond it is read, and given to nobody. */
  async stream(
    take: (piece: Uint8Array) => Promise<void> | undefined,
    limit = Number.POSITIVE_INFINITY,
  ): Promise<StreamedBody & { tooLarge: boolean }> {
    const pieces = new Pieces(this.#recorder, () => this.of, 'request')
    let length = 0
    const body = await streamBody(this.request, (piece) => {
      length += piece.byteLength
      if (length > limit) return undefined
      pieces.add(piece)
      return take(piece)
    })
    const tooLarge = length > limit
    const whole = pieces.end()
    this.#recorder.record(this.of, {
      type: 'exchange.received',
      body: tooLarge ? { ...whole, bytes: length } : whole,
      ...(tooLarge ? { tooLarge: true as const } : {}),
      ...(body.truncated ? { truncated: true as const } : {}),
      ...(body.trailers.length === 0 ? {} : { trailers: body.trailers }),
    })
    return { ...body, tooLarge }
  }

  /** Answers through the gate of its direction; a second answer is not sent. */
  answer(answer: Answer): void {
    pass(this.#gate, this, () => this.#send(answer))
  }

  /** Sends a head, and a body that comes in pieces. What is written before the gate lets the head through waits for it. */
  answerInPieces(head: Omit<Answer, 'body'>): StreamedAnswer {
    let sent = false
    let tell: (() => void) | undefined
    pass(this.#gate, this, () => {
      this.#sendHead(head)
      sent = true
      tell?.()
    })
    return new StreamedAnswer({
      response: this.response,
      pieces: new Pieces(this.#recorder, () => this.of, 'answer'),
      sent: (body) => this.#recorder.record(this.of, { type: 'exchange.sent', body }),
      drop: () => this.drop(),
      headSent: sent ? undefined : new Promise((resolve) => (tell = resolve)),
    })
  }

  get #gate(): Gate | undefined {
    return this.#from === 'caller' ? this.#gates.result : this.#gates.deliver
  }

  /** 4xx and 5xx in the shape of the runtime APIs: `errorMessage`, then `errorType`. */
  refuse(status: number, errorType: string, message: string): void {
    this.answer({ status, ...json({ errorMessage: message, errorType }), refusal: { errorType, message } })
    if (this.request.complete || this.request.method === 'GET') return
    // Already answered; what the request carried is still worth showing, and has to be drained.
    void this.body(refusedBodyLimit)
  }

  /** Whoever asked is being ended: that it hangs up will be no doing of its own. */
  expectEnd(): void {
    this.#dropped = true
  }

  /** Ends the connection without an answer. */
  drop(): void {
    this.#dropped = true
    this.response.destroy()
  }

  #send(answer: Answer): void {
    if (this.#answered || this.response.destroyed) return
    const body = typeof answer.body === 'string' ? Buffer.from(answer.body) : (answer.body ?? new Uint8Array())
    const heads = { ...answer.heads }
    if (answer.status !== 204 && answer.status !== 304) heads['Content-Length'] ??= String(body.byteLength)
    this.#writeHead(answer, heads, this.#recorder.body(body))
    this.response.end(body)
  }

  #sendHead(head: Omit<Answer, 'body'>): void {
    if (this.#answered || this.response.destroyed) return
    this.#writeHead(head, { ...head.heads }, { bytes: 0, preview: '' }, true)
    this.response.flushHeaders()
  }

  #writeHead(answer: Answer, heads: HeadValues, body: Body, streams?: true): void {
    this.#answered = true
    heads['Date'] = new Date().toUTCString()
    if (answer.of !== undefined) this.of = { ...this.of, ...answer.of }
    this.#recorder.record(this.of, {
      type: 'exchange.answered',
      status: answer.status,
      heads: Object.entries(heads).flatMap(([name, value]) =>
        [value].flat().map((one): [string, string] => [name, one]),
      ),
      body,
      ...(streams === undefined ? {} : { streams }),
      ...(answer.delivers === undefined ? {} : { delivers: answer.delivers }),
      ...(answer.again === undefined ? {} : { again: answer.again }),
      ...(answer.refusal === undefined ? {} : { refusal: answer.refusal }),
    })
    const sentAt = performance.now()
    if (streams === undefined) this.response.once('finish', () => this.#flushed(performance.now() - sentAt))
    this.response.writeHead(answer.status, heads)
  }

  #flushed(durationMs: number): void {
    if (durationMs >= flushWorthMs) this.#recorder.record(this.of, { type: 'exchange.flushed', durationMs })
  }

  #closed(): void {
    if (this.#ended) return
    this.#ended = true
    if (this.response.writableFinished) return
    const how = this.#dropped ? 'server-stopped' : this.request.complete ? 'hung-up' : 'truncated'
    this.#recorder.record(this.of, { type: 'exchange.closed', how })
    this.onHangUp?.(this.#answered)
  }
}

/** JSON as the core renders it: HTML-escaped, and ended by a newline. */
export function json(value: unknown): { heads: Record<string, string>; body: string } {
  const text = JSON.stringify(value).replace(/[<>&]/g, (character) => `\\u00${character.charCodeAt(0).toString(16)}`)
  return { heads: { 'Content-Type': 'application/json' }, body: `${text}\n` }
}

function connectionOf(socket: Socket, recorder: Recorder): Connection {
  let connection = connections.get(socket)
  if (connection === undefined) {
    connection = { id: recorder.count('connection'), requests: 0 }
    connections.set(socket, connection)
  }
  return connection
}
