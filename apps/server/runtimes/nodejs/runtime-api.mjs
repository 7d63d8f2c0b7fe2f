// The Runtime API as a client sees it: one connection, kept; a `next` that waits as long as it takes.
import { Agent, request } from 'node:http'
import { headerText } from './errors.mjs'
import { ResponseStream } from './response-stream.mjs'

const base = '/2018-06-01/runtime'

export class RuntimeApi {
  #host
  #port
  #agent = new Agent({ keepAlive: true, maxSockets: 1 })
  #invocationId

  /** `address`: `host:port`, or `host:port/prefix`. */
  constructor(address) {
    const url = new URL(`http://${address}`)
    this.#host = url.hostname
    this.#port = url.port
    this.prefix = url.pathname === '/' ? '' : url.pathname
  }

  /** Waits for the next event. */
  async next() {
    const { status, headers, body } = await this.#send('GET', `${base}/invocation/next`)
    if (status !== 200) throw new Error(`GET next was answered with ${status}: ${body}`)
    this.#invocationId = headers['lambda-runtime-invocation-id']
    return {
      requestId: headers['lambda-runtime-aws-request-id'],
      deadlineMs: Number(headers['lambda-runtime-deadline-ms']),
      functionArn: headers['lambda-runtime-invoked-function-arn'],
      traceId: headers['lambda-runtime-trace-id'],
      clientContext: parseHeader(headers['lambda-runtime-client-context']),
      identity: parseHeader(headers['lambda-runtime-cognito-identity']),
      event: JSON.parse(body),
    }
  }

  async response(requestId, body) {
    await this.#send('POST', `${base}/invocation/${requestId}/response`, body, this.#attempt())
  }

  /** A response that is written piece by piece. */
  streamedResponse(requestId, options) {
    const path = `${base}/invocation/${requestId}/response`
    return new ResponseStream((headers) => this.#open('POST', path, { ...headers, ...this.#attempt() }), options)
  }

  async error(requestId, description) {
    const headers = { ...this.#attempt(), 'Lambda-Runtime-Function-Error-Type': headerText(description.errorType) }
    await this.#send('POST', `${base}/invocation/${requestId}/error`, JSON.stringify(description), headers)
  }

  async initError(description) {
    const headers = { 'Lambda-Runtime-Function-Error-Type': headerText(description.errorType) }
    await this.#send('POST', `${base}/init/error`, JSON.stringify(description), headers)
  }

  /** Tells attempts of one request apart, where the host names them. */
  #attempt() {
    return this.#invocationId === undefined ? {} : { 'Lambda-Runtime-Invocation-Id': this.#invocationId }
  }

  #send(method, path, body, headers = {}) {
    const length =
      body === undefined ? {} : { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) }
    const { sent, answered } = this.#open(method, path, { ...length, ...headers })
    sent.end(body)
    return answered
  }

  /** Begins a request; `answered`: the promise of its answer. */
  #open(method, path, headers) {
    let sent
    const answered = new Promise((resolve, reject) => {
      sent = request(
        {
          host: this.#host,
          port: this.#port,
          method,
          path: this.prefix + path,
          agent: this.#agent,
          headers: { 'User-Agent': 'playground-nodejs/1', ...headers },
        },
        (answer) => {
          const chunks = []
          answer.on('data', (chunk) => chunks.push(chunk))
          answer.on('error', reject)
          answer.on('end', () =>
            resolve({ status: answer.statusCode, headers: answer.headers, body: Buffer.concat(chunks).toString() }),
          )
        },
      )
      sent.on('error', reject)
    })
    return { sent, answered }
  }
}

function parseHeader(text) {
  return text === undefined || text === '' ? undefined : JSON.parse(text)
}
