// A runtime that a test plays itself, request by request, on one connection.
import { expect } from 'vitest'
import { RawConnection, renderRequest, type RawAnswer, type RawRequest } from './raw-http.fixture.ts'

export type Event = { requestId: string; deadline: number; body: string; answer: RawAnswer }

const base = '/2018-06-01/runtime'

export class RuntimeByHand {
  readonly connection: RawConnection
  readonly prefix: string

  constructor(connection: RawConnection, prefix: string) {
    this.connection = connection
    this.prefix = prefix
  }

  /** Asks for work; resolves with the answer, whatever it is. */
  poll(): Promise<RawAnswer> {
    return this.connection.request('GET', `${this.prefix}${base}/invocation/next`)
  }

  /** Asks for work and gets it. */
  async next(): Promise<Event> {
    return eventOf(await this.poll())
  }

  respond(requestId: string, body: string | Uint8Array = '"ok"', request: RawRequest = {}): Promise<RawAnswer> {
    return this.post(requestId, 'response', { body, ...request })
  }

  fail(requestId: string, body: string | Uint8Array, request: RawRequest = {}): Promise<RawAnswer> {
    return this.post(requestId, 'error', { body, ...request })
  }

  post(requestId: string, what: 'response' | 'error', request: RawRequest): Promise<RawAnswer> {
    return this.connection.request('POST', this.target(requestId, what), request)
  }

  target(requestId: string, what: 'response' | 'error'): string {
    return `${this.prefix}${base}/invocation/${requestId}/${what}`
  }

  initError(body: string, request: RawRequest = {}): Promise<RawAnswer> {
    return this.connection.request('POST', `${this.prefix}${base}/init/error`, { body, ...request })
  }

  ask(method: string, path: string): Promise<RawAnswer> {
    return this.connection.request(method, `${this.prefix}${path}`)
  }
}

/** A response that is sent as the test goes on. */
export class StreamedByHand {
  readonly #connection: RawConnection
  readonly answer: Promise<RawAnswer>

  constructor(runtime: RuntimeByHand, requestId: string, heads: Record<string, string> = streamingHeads) {
    this.#connection = runtime.connection
    const request = { heads: { ...heads, 'Transfer-Encoding': 'chunked' } }
    const head = renderRequest('POST', runtime.target(requestId, 'response'), this.#connection.port, request)
    this.#connection.send(
      head
        .subarray(0, head.indexOf('\r\n\r\n') + 4)
        .toString()
        .replace('Content-Length: 0\r\n', ''),
    )
    this.answer = this.#connection.answer()
    // A test need not wait for the answer to what it breaks off.
    this.answer.catch(() => {})
  }

  /** Resolves when all of it was handed to the system. */
  send(piece: string | Uint8Array): Promise<void> {
    const bytes = Buffer.from(piece as Uint8Array)
    const chunk = Buffer.concat([Buffer.from(`${bytes.length.toString(16)}\r\n`), bytes, Buffer.from('\r\n')])
    return new Promise((resolve) => this.#connection.socket.write(chunk, () => resolve()))
  }

  /** Ends it, with trailers after it. */
  end(trailers: Record<string, string> = {}): Promise<RawAnswer> {
    const lines = Object.entries(trailers).map(([name, value]) => `${name}: ${value}\r\n`)
    this.#connection.send(`0\r\n${lines.join('')}\r\n`)
    return this.answer
  }

  /** The connection ends in the middle. */
  breakOff(): void {
    this.#connection.socket.end()
  }
}

export const streamingHeads = {
  'Content-Type': 'application/octet-stream',
  'Lambda-Runtime-Function-Response-Mode': 'streaming',
  Trailer: 'Lambda-Runtime-Function-Error-Type, Lambda-Runtime-Function-Error-Body',
}

export function eventOf(answer: RawAnswer): Event {
  expect(answer.status, answer.body.toString()).toBe(200)
  return {
    requestId: answer.head('Lambda-Runtime-Aws-Request-Id') ?? '',
    deadline: Number(answer.head('Lambda-Runtime-Deadline-Ms')),
    body: answer.body.toString(),
    answer,
  }
}

export function expectOk(answer: RawAnswer): void {
  expect(answer.status, answer.body.toString()).toBe(202)
  expect(answer.body.toString()).toBe('{"status":"OK"}\n')
  expect(answer.head('Content-Type')).toBe('application/json')
}

/** A refusal with exactly these two members. */
export function expectRefused(answer: RawAnswer, status: number, errorType: string, errorMessage: string): void {
  expect([answer.status, JSON.parse(answer.body.toString())]).toEqual([status, { errorMessage, errorType }])
  expect(answer.body.toString().endsWith('\n')).toBe(true)
  expect(answer.head('Content-Type')).toBe('application/json')
}

export function expectWrongId(answer: RawAnswer): void {
  expectRefused(answer, 400, 'InvalidRequestID', 'Invalid request ID')
}

export function expectWrongState(answer: RawAnswer, from: string, to: string): void {
  const message = `State transition from ${from} to ${to} failed for runtime. Error: State transition is not allowed`
  expectRefused(answer, 403, 'InvalidStateTransition', message)
}
