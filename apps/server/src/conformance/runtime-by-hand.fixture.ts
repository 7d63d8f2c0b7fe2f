// A runtime that a test plays itself, request by request, on one connection.
import { expect } from 'vitest'
import { RawConnection, type RawAnswer, type RawRequest } from './raw-http.fixture.ts'

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
