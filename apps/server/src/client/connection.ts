// Requests to a playground: its Lambda service API, and the control API beside it.
import { Agent, request, type IncomingHttpHeaders, type IncomingMessage } from 'node:http'

export type Reach = { host: string; port: number; token: string | undefined }

export type Answer = { status: number; heads: IncomingHttpHeaders; body: Buffer }

export type Call = { heads?: Record<string, string>; body?: string | Uint8Array; signal?: AbortSignal | undefined }

/** It cannot be reached, is another version than this, or refuses; the message says what to do. */
export class PlaygroundProblem extends Error {
  override readonly name = 'PlaygroundProblem'
}

export class Connection {
  readonly reach: Reach
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 1100 })

  constructor(reach: Reach) {
    this.reach = reach
  }

  /** Resolves once the head of the answer is there; rejects with a PlaygroundProblem, or where it is given up. */
  open(method: string, path: string, { heads = {}, body, signal }: Call = {}): Promise<IncomingMessage> {
    const { host, port, token } = this.reach
    return new Promise((resolve, reject) => {
      const sent = request(
        {
          agent: this.#agent,
          host,
          port,
          method,
          path,
          headers: {
            'User-Agent': 'lambda-playground',
            ...(token === undefined ? {} : { 'Lambda-Playground-Token': token }),
            ...(body === undefined ? {} : { 'Content-Length': Buffer.byteLength(body) }),
            ...heads,
          },
          ...(signal === undefined ? {} : { signal }),
        },
        resolve,
      )
      sent.on('error', (problem) => reject(this.#failed(problem, signal)))
      sent.end(body)
    })
  }

  async ask(method: string, path: string, call?: Call): Promise<Answer> {
    const answer = await this.open(method, path, call)
    const pieces: Buffer[] = []
    for await (const piece of this.bytes(answer, call?.signal)) pieces.push(piece)
    return { status: answer.statusCode ?? 500, heads: answer.headers, body: Buffer.concat(pieces) }
  }

  /** The body of an answer as it comes; throws a PlaygroundProblem where it breaks off. */
  async *bytes(answer: IncomingMessage, signal?: AbortSignal): AsyncGenerator<Buffer> {
    try {
      yield* answer as AsyncIterable<Buffer>
    } catch (problem) {
      throw this.#failed(problem as Error, signal)
    }
  }

  /** Whoever gave it up himself gets it as it is. */
  #failed(problem: Error, signal: AbortSignal | undefined): Error {
    if (signal?.aborted === true) return problem
    const { host, port } = this.reach
    return new PlaygroundProblem(`The playground at http://${host}:${port} cannot be reached (${problem.message}).`)
  }

  /** The text of an answer of the control API; throws a PlaygroundProblem where it is no good one. */
  async read(path: string, signal?: AbortSignal): Promise<string> {
    const { status, body } = await this.ask('GET', path, { signal })
    if (status === 200) return body.toString()
    throw new PlaygroundProblem(`GET ${path} was answered with ${status}: ${body.toString().trim().slice(0, 300)}`)
  }

  close(): void {
    this.#agent.destroy()
  }
}
