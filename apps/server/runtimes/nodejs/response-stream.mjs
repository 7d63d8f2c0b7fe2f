// A response that goes out while the handler still writes it, and what handlers need to have one (Developer Guide, config-rs-write-functions).
import { Writable } from 'node:stream'
import { headerText } from './errors.mjs'

const streamingMark = Symbol.for('aws.lambda.runtime.handler.streaming')
const highWaterMark = Symbol.for('aws.lambda.runtime.handler.streaming.highWaterMark')
const preludeType = 'application/vnd.awslambda.http-integration-response'

/** Makes the global `awslambda`; to be called before the handler is loaded. */
export function offerStreaming() {
  globalThis.awslambda = {
    ...globalThis.awslambda,
    streamifyResponse(handler, options) {
      handler[streamingMark] = 'response'
      if (typeof options?.highWaterMark === 'number') handler[highWaterMark] = Math.trunc(options.highWaterMark)
      return handler
    },
    HttpResponseStream: {
      /** What comes first, for a function URL: status, headers and cookies, and eight NULs. It goes out before the first `write`. */
      from(stream, prelude) {
        stream.setContentType(preludeType)
        stream.beforeFirstWrite = [JSON.stringify(prelude), new Uint8Array(8)]
        return stream
      },
    },
  }
}

/** How a handler wants its response to stream; undefined where it returns its result. */
export function streamingOf(handler) {
  return handler[streamingMark] === 'response' ? { highWaterMark: handler[highWaterMark] } : undefined
}

export class ResponseStream extends Writable {
  beforeFirstWrite = []
  /** Resolves when the host has taken the response. */
  answered
  #open
  #post
  #contentType = 'application/octet-stream'
  #trailers
  #tookAll
  #failed

  /** `open`: begins the POST with these headers, and returns it with the promise of its answer. */
  constructor(open, options) {
    super(options)
    this.#open = open
    this.answered = new Promise((resolve, reject) => {
      this.#tookAll = resolve
      this.#failed = reject
    })
    // Whoever waits for the answer is told; a handler need not listen.
    this.answered.catch((error) => this.destroy(error))
    this.on('error', () => {})
  }

  setContentType(type) {
    if (this.#post !== undefined) {
      const error = new Error('Cannot set content-type, too late.')
      error.name = 'Runtime.InvalidStreamingOperation'
      throw error
    }
    this.#contentType = type
  }

  /** What is no text and no bytes goes as JSON. */
  write(chunk, ...more) {
    for (const first of this.beforeFirstWrite.splice(0)) super.write(first)
    const plain = typeof chunk === 'string' || chunk instanceof Uint8Array
    return super.write(plain ? chunk : JSON.stringify(chunk), ...more)
  }

  /** Ends it with an error after what was written; resolves when the host has taken that, or is gone. */
  async fail(description) {
    if (this.destroyed) return
    this.#trailers = {
      'Lambda-Runtime-Function-Error-Type': headerText(description.errorType),
      'Lambda-Runtime-Function-Error-Body': Buffer.from(JSON.stringify(description)).toString('base64'),
    }
    this.end()
    await this.answered
  }

  _write(chunk, _encoding, done) {
    const post = this.#begun()
    if (post.write(chunk)) done()
    else post.once('drain', done)
  }

  _final(done) {
    const post = this.#begun()
    if (this.#trailers !== undefined) post.addTrailers(this.#trailers)
    post.end(done)
  }

  #begun() {
    if (this.#post === undefined) {
      const { sent, answered } = this.#open({
        'Content-Type': this.#contentType,
        'Lambda-Runtime-Function-Response-Mode': 'streaming',
        'Transfer-Encoding': 'chunked',
        Trailer: 'Lambda-Runtime-Function-Error-Type, Lambda-Runtime-Function-Error-Body',
      })
      this.#post = sent
      answered.then(this.#tookAll, this.#failed)
    }
    return this.#post
  }
}
