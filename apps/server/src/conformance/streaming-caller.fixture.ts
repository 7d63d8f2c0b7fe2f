// A caller of InvokeWithResponseStream on a bare socket: it reads frame by frame, as fast as the test lets it.
import { connect, type Socket } from 'node:net'
import { readFrames, type Frame } from '../invoke-api/event-stream.fixture.ts'
import { renderRequest } from './raw-http.fixture.ts'

export type Completion = { ErrorCode?: string; ErrorDetails?: string; LogResult?: string }

export class StreamingCaller {
  readonly socket: Socket
  /** The head of the answer, once it is there. */
  head = ''
  readonly frames: Frame[] = []
  /** Bytes of payload so far. */
  bytes = 0
  /** Whether payloads are kept, or only counted. */
  readonly #keeps: boolean
  /** The answer was whole: its last chunk has come. */
  whole = false
  #raw: Buffer = Buffer.alloc(0)
  #body: Buffer = Buffer.alloc(0)
  #over = false
  #waiting: (() => void)[] = []

  /** `reads`: it begins to read at once. */
  constructor(port: number, name: string, { keeps = true, reads = true, heads = {}, payload = '{}' } = {}) {
    this.#keeps = keeps
    this.socket = connect({ port, host: '127.0.0.1' })
    const target = `/2021-11-15/functions/${name}/response-streaming-invocations`
    this.socket.write(renderRequest('POST', target, port, { heads, body: payload }))
    this.socket.on('data', (data) => this.#take(data))
    this.socket.on('error', () => {})
    this.socket.on('close', () => {
      this.#over = true
      this.#tell()
    })
    if (!reads) this.socket.pause()
  }

  /** Reads on until this holds. */
  async until(enough: (caller: this) => boolean): Promise<this> {
    while (!enough(this)) {
      if (this.#over) throw new Error(`the connection ended early: ${this.head}, ${this.frames.length} frames`)
      await new Promise<void>((resolve) => this.#waiting.push(resolve))
    }
    return this
  }

  /** Reads to the end. */
  async all(): Promise<{ text: string; completion: Completion }> {
    await this.until(({ whole }) => whole)
    return { text: this.text, completion: this.completion }
  }

  get text(): string {
    return Buffer.concat(this.#chunks.map(({ payload }) => payload)).toString()
  }

  /** What its last frame says; throws unless there is exactly one such frame, and it is the last. */
  get completion(): Completion {
    const complete = this.frames.filter(({ heads }) => heads[':event-type'] === 'InvokeComplete')
    if (!this.whole || complete.length !== 1 || this.frames.at(-1) !== complete[0])
      throw new Error(`the stream has ${complete.length} frames that complete it, of ${this.frames.length}`)
    return JSON.parse(complete[0]!.payload.toString()) as Completion
  }

  close(): void {
    this.socket.destroy()
  }

  get #chunks(): Frame[] {
    return this.frames.filter(({ heads }) => heads[':event-type'] === 'PayloadChunk')
  }

  #take(data: Buffer): void {
    this.#raw = Buffer.concat([this.#raw, data])
    if (this.head === '') {
      const end = this.#raw.indexOf('\r\n\r\n')
      if (end < 0) return
      this.head = this.#raw.subarray(0, end).toString()
      this.#raw = this.#raw.subarray(end + 4)
    }
    while (this.#dechunk()) continue
    const { frames, rest } = readFrames(this.#body)
    this.#body = rest
    for (const frame of frames) {
      const isChunk = frame.heads[':event-type'] === 'PayloadChunk'
      if (isChunk) this.bytes += frame.payload.length
      if (this.#keeps || !isChunk) this.frames.push(frame)
    }
    this.#tell()
  }

  /** Takes one chunk of HTTP's framing out, where all of it is there. */
  #dechunk(): boolean {
    const end = this.#raw.indexOf('\r\n')
    if (end < 0) return false
    const length = Number.parseInt(this.#raw.toString('latin1', 0, end), 16)
    if (this.#raw.length < end + 2 + length + 2) return false
    this.#body = Buffer.concat([this.#body, this.#raw.subarray(end + 2, end + 2 + length)])
    this.#raw = this.#raw.subarray(end + 2 + length + 2)
    if (length === 0) this.whole = true
    return true
  }

  #tell(): void {
    for (const resolve of this.#waiting.splice(0)) resolve()
  }
}
