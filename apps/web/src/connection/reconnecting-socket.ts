// A WebSocket that comes back by itself; it knows nothing of what is said over it.

export type SocketEvents = {
  /** A connection is open: say hello. */
  opened(send: (text: string) => void): void
  message(text: string): void
  /** It is gone; the next try is at `nextTryAt`, epoch milliseconds. `attempt` counts from 1 since it was last open. */
  lost(attempt: number, nextTryAt: number): void
}

export type SocketParts = {
  connect: () => WebSocket
  now: () => number
  after: (ms: number, callback: () => void) => () => void
  random: () => number
}

/** The first waits, milliseconds; the last one repeats. */
const waits = [250, 500, 1000, 2000, 4000, 8000]
/** A server that is there says something at least this often, milliseconds. */
const silenceMs = 14_000

export class ReconnectingSocket {
  readonly #parts: SocketParts
  readonly #events: SocketEvents
  #socket: WebSocket | undefined
  #attempt = 0
  #cancelRetry: (() => void) | undefined
  #cancelSilence: (() => void) | undefined
  #closed = false

  constructor(parts: SocketParts, events: SocketEvents) {
    this.#parts = parts
    this.#events = events
    this.#connect()
  }

  /** Tries at once where it waits: the network is back, the laptop woke up, or a person is impatient. */
  retryNow(): void {
    if (this.#closed || this.#socket !== undefined) return
    this.#cancelRetry?.()
    this.#connect()
  }

  /** Gives up this connection and opens another. */
  restart(): void {
    this.#lose(this.#socket)
  }

  /** The machine may have slept: a connection that is dead without knowing it is found out soon. */
  doubt(): void {
    if (this.#socket === undefined) this.retryNow()
    else this.#expectSign(2500)
  }

  close(): void {
    this.#closed = true
    this.#cancelRetry?.()
    this.#cancelSilence?.()
    this.#socket?.close()
    this.#socket = undefined
  }

  #connect(): void {
    const socket = this.#parts.connect()
    this.#socket = socket
    this.#expectSign(silenceMs)
    socket.onopen = () => {
      if (socket === this.#socket) this.#events.opened((text) => socket.readyState === socket.OPEN && socket.send(text))
    }
    socket.onmessage = ({ data }) => {
      if (socket !== this.#socket) return
      this.#attempt = 0
      this.#expectSign(silenceMs)
      this.#events.message(String(data))
    }
    socket.onclose = () => this.#lose(socket)
  }

  #lose(socket: WebSocket | undefined): void {
    if (socket === undefined || socket !== this.#socket || this.#closed) return
    this.#socket = undefined
    this.#cancelSilence?.()
    socket.onclose = socket.onmessage = socket.onopen = null
    socket.close()
    this.#attempt += 1
    const wait = waits[Math.min(this.#attempt, waits.length) - 1]! * (0.75 + this.#parts.random() / 2)
    this.#cancelRetry = this.#parts.after(wait, () => this.#connect())
    this.#events.lost(this.#attempt, this.#parts.now() + wait)
  }

  #expectSign(ms: number): void {
    this.#cancelSilence?.()
    this.#cancelSilence = this.#parts.after(ms, () => this.#lose(this.#socket))
  }
}
