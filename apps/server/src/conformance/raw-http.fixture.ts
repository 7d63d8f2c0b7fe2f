// HTTP on a bare socket for tests: sends exactly the bytes it is told to, and reads the answers as they come.
import { connect, type Socket } from 'node:net'

export type RawAnswer = {
  status: number
  /** In order and case of the wire. */
  heads: [string, string][]
  body: Buffer
  /** A `100 Continue` came before it. */
  continued: boolean
  head(name: string): string | undefined
}

export type RawRequest = {
  heads?: Record<string, string>
  body?: string | Uint8Array
  /** Sends the body in these pieces with chunked framing instead, followed by trailers. */
  chunks?: readonly (string | Uint8Array)[]
  trailers?: Record<string, string>
}

/** The peer ended the connection where an answer was expected. */
export class ConnectionEnded extends Error {
  override readonly name = 'ConnectionEnded'
}

export class RawConnection {
  readonly port: number
  readonly socket: Socket
  /** All bytes that ever came. */
  received = 0
  readonly closed: Promise<void>
  #buffer: Buffer = Buffer.alloc(0)
  #over = false
  #continues = 0
  #waiting: (() => void)[] = []

  private constructor(socket: Socket, port: number) {
    this.socket = socket
    this.port = port
    socket.on('data', (chunk) => {
      this.received += chunk.length
      this.#buffer = this.#buffer.length === 0 ? chunk : Buffer.concat([this.#buffer, chunk])
      this.#wake()
    })
    const over = () => {
      this.#over = true
      this.#wake()
    }
    socket.on('end', over).on('error', over)
    this.closed = new Promise((resolve) => socket.once('close', () => (over(), resolve())))
  }

  static open(port: number, host = '127.0.0.1'): Promise<RawConnection> {
    return new Promise((resolve, reject) => {
      const socket = connect({ port, host, noDelay: true, allowHalfOpen: true })
      socket.once('error', reject)
      socket.once('connect', () => {
        socket.removeListener('error', reject)
        resolve(new RawConnection(socket, port))
      })
    })
  }

  send(bytes: string | Uint8Array): void {
    this.socket.write(bytes)
  }

  /** Sends a whole request and reads its answer. */
  request(method: string, target: string, request: RawRequest = {}): Promise<RawAnswer> {
    this.send(renderRequest(method, target, this.port, request))
    return this.answer()
  }

  /** The next answer on this connection. */
  async answer(): Promise<RawAnswer> {
    let continued = false
    for (;;) {
      const answer = await this.#one()
      if (answer.status !== 100) return { ...answer, continued }
      continued = true
      this.#continues += 1
      this.#wake()
    }
  }

  /** Resolves once so many answers of status 100 came. */
  async continued(times: number): Promise<void> {
    while (this.#continues < times) await this.#more()
  }

  close(): void {
    this.socket.destroy()
  }

  #wake(): void {
    for (const wake of this.#waiting.splice(0)) wake()
  }

  async #one(): Promise<Omit<RawAnswer, 'continued'>> {
    const lines = (await this.#upTo('\r\n\r\n')).toString('latin1').split('\r\n')
    const status = Number(/^HTTP\/1\.1 (\d{3}) /.exec(lines[0] ?? '')?.[1])
    const heads = lines.slice(1).map((line): [string, string] => {
      const at = line.indexOf(':')
      return [line.slice(0, at), line.slice(at + 1).trim()]
    })
    const head = (name: string) => heads.find(([known]) => known.toLowerCase() === name.toLowerCase())?.[1]
    const bodiless = status === 100 || status === 204
    const body = bodiless
      ? Buffer.alloc(0)
      : head('transfer-encoding') === 'chunked'
        ? await this.#chunked()
        : await this.#bytes(Number(head('content-length') ?? 0))
    return { status, heads, body, head }
  }

  async #chunked(): Promise<Buffer> {
    const pieces: Buffer[] = []
    for (;;) {
      const length = Number.parseInt((await this.#upTo('\r\n')).toString(), 16)
      pieces.push(await this.#bytes(length))
      await this.#bytes(2)
      if (length === 0) return Buffer.concat(pieces)
    }
  }

  async #upTo(mark: string): Promise<Buffer> {
    for (;;) {
      const at = this.#buffer.indexOf(mark)
      if (at >= 0) {
        const found = this.#buffer.subarray(0, at)
        this.#buffer = this.#buffer.subarray(at + mark.length)
        return found
      }
      await this.#more()
    }
  }

  async #bytes(length: number): Promise<Buffer> {
    while (this.#buffer.length < length) await this.#more()
    const found = this.#buffer.subarray(0, length)
    this.#buffer = this.#buffer.subarray(length)
    return found
  }

  #more(): Promise<void> {
    if (this.#over) throw new ConnectionEnded(`the peer ended the connection after ${this.received} bytes`)
    return new Promise((resolve) => this.#waiting.push(resolve))
  }
}

/** The bytes of a request; a Host is added unless one is given. */
export function renderRequest(method: string, target: string, port: number, request: RawRequest = {}): Buffer {
  const { body, chunks, trailers = {} } = request
  const heads: Record<string, string> = { Host: `127.0.0.1:${port}`, ...request.heads }
  const parts: Uint8Array[] = []
  if (chunks !== undefined) {
    heads['Transfer-Encoding'] = 'chunked'
    for (const chunk of chunks) {
      const bytes = Buffer.from(chunk as Uint8Array)
      parts.push(Buffer.from(`${bytes.length.toString(16)}\r\n`), bytes, Buffer.from('\r\n'))
    }
    const tail = Object.entries(trailers).map(([name, value]) => `${name}: ${value}\r\n`)
    parts.push(Buffer.from(`0\r\n${tail.join('')}\r\n`))
  } else if (body !== undefined || method === 'POST') {
    const bytes = Buffer.from((body ?? '') as Uint8Array)
    heads['Content-Length'] ??= String(bytes.length)
    parts.push(bytes)
  }
  const lines = Object.entries(heads).map(([name, value]) => `${name}: ${value}\r\n`)
  return Buffer.concat([Buffer.from(`${method} ${target} HTTP/1.1\r\n${lines.join('')}\r\n`), ...parts])
}

/** One request on a connection of its own. */
export async function ask(port: number, method: string, target: string, request: RawRequest = {}): Promise<RawAnswer> {
  const connection = await RawConnection.open(port)
  try {
    return await connection.request(method, target, request)
  } finally {
    connection.close()
  }
}
