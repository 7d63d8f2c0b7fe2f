// One request and its answer on a Lambda API, recorded as it happens; the same for Express and for a bare listener.
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { flushWorthMs, type Belongs, type Heads, type Participant } from '@playground/protocol'
import type { Recorder } from '../recorder/record.ts'
import { readBody, type RequestBody } from './body.ts'
import { pass, type Gate, type Gates } from './gates.ts'

export type Answer = {
  status: number
  heads?: Record<string, string>
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
    })
    return body
  }

  /** Answers through the gate of its direction; a second answer is not sent. */
  answer(answer: Answer): void {
    const gate: Gate | undefined = this.#from === 'caller' ? this.#gates.result : this.#gates.deliver
    pass(gate, this, () => this.#send(answer))
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
    this.#answered = true
    const body = typeof answer.body === 'string' ? Buffer.from(answer.body) : (answer.body ?? new Uint8Array())
    const heads: Record<string, string> = { ...answer.heads, Date: new Date().toUTCString() }
    if (answer.status !== 204) heads['Content-Length'] = String(body.byteLength)
    if (answer.of !== undefined) this.of = { ...this.of, ...answer.of }
    this.#recorder.record(this.of, {
      type: 'exchange.answered',
      status: answer.status,
      heads: Object.entries(heads),
      body: this.#recorder.body(body),
      ...(answer.delivers === undefined ? {} : { delivers: answer.delivers }),
      ...(answer.again === undefined ? {} : { again: answer.again }),
      ...(answer.refusal === undefined ? {} : { refusal: answer.refusal }),
    })
    const sentAt = performance.now()
    this.response.once('finish', () => this.#flushed(performance.now() - sentAt))
    this.response.writeHead(answer.status, heads)
    this.response.end(body)
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

function pairs(raw: string[]): Heads {
  const heads: Heads = []
  for (let index = 0; index + 1 < raw.length; index += 2) heads.push([raw[index]!, raw[index + 1]!])
  return heads
}
