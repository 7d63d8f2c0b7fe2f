// The live view: a socket for each page, opened by hello, answered by what the page lacks, and then by everything that happens.
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { oldestServedVersion, parse, protocolVersion, upSchema, type Down, type Hello } from '@playground/protocol'
import { WebSocketServer, type RawData, type WebSocket } from 'ws'
import type { Cancel, Clock } from '../clock.ts'
import type { Journal } from '../persistence/journal.ts'
import { Cursor, entriesText, type Frame } from './cursor.ts'

export type StreamOptions = {
  journal: Journal
  clock: Clock
  /** The server's version, for the page to show. */
  version: string
  attachAddress: () => string
  functionUrlAddress: () => string
  apiAddress: () => string
  maxSockets?: number
}

export type Stream = {
  /** Takes over an upgrade request that passed the door. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void
  close(): void
}

const heartbeatMs = 5_000
const helloMs = 5_000
/** A socket that showed no sign of life for this long is ended. */
const silenceMs = 15_000
/** Messages of a page are small. */
const maxPayload = 16 * 1024
/** A first visit gets the whole session up to this many entries, and about half of that beyond it. */
const wholeSession = 20_000

export function createStream({
  journal,
  clock,
  version,
  attachAddress,
  functionUrlAddress,
  apiAddress,
  maxSockets = 32,
}: StreamOptions): Stream {
  const server = new WebSocketServer({ noServer: true, maxPayload, perMessageDeflate: false })
  const cursors = new Map<WebSocket, Cursor>()
  const unsubscribe = journal.subscribe(({ firstSeq, lines }) => {
    let text: string | undefined
    const lastSeq = firstSeq + lines.length - 1
    const frame: Frame = { firstSeq, lastSeq, text: () => (text ??= entriesText(lastSeq, lines)) }
    for (const cursor of cursors.values()) cursor.grew(frame)
  })

  function begin(socket: WebSocket, hello: Pick<Hello, 'epoch' | 'lastSeq'>): void {
    const { epoch } = journal
    const lastSeq = journal.lastSeq()
    const known = hello.epoch === epoch ? hello.lastSeq : undefined
    const common = {
      version: protocolVersion,
      server: version,
      epoch,
      lastSeq,
      attachAddress: attachAddress(),
      functionUrlAddress: functionUrlAddress(),
      apiAddress: apiAddress(),
    }
    if (known !== undefined && known <= lastSeq && known + 1 >= journal.firstSeq()) {
      send(socket, { type: 'resume', ...common })
      return void cursors.set(socket, new Cursor(socket, journal, known, () => begin(socket, {})))
    }
    const oldest = journal.firstSeq() - 1
    const { seq, state } = journal.keyframe(
      lastSeq <= wholeSession ? oldest : Math.max(oldest, lastSeq - wholeSession / 2),
    )
    send(socket, { type: 'reset', ...common, fromSeq: seq + 1, state })
    cursors.set(socket, new Cursor(socket, journal, seq, () => begin(socket, {})))
  }

  function opened(socket: WebSocket): void {
    let heard = clock.now()
    let cancelBeat: Cancel = () => {}
    const cancelHello = clock.after(helloMs, () => socket.terminate())
    const beat = () => {
      if (clock.now() - heard > silenceMs) return socket.terminate()
      socket.ping()
      if (cursors.get(socket)?.full === false)
        send(socket, { type: 'heartbeat', at: clock.epoch(), lastSeq: journal.lastSeq() })
      cancelBeat = clock.after(heartbeatMs, beat)
    }
    cancelBeat = clock.after(heartbeatMs, beat)
    socket.on('pong', () => (heard = clock.now()))
    socket.on('error', () => socket.terminate())
    socket.on('close', () => {
      cancelHello()
      cancelBeat()
      cursors.delete(socket)
    })
    socket.on('message', (data, binary) => {
      heard = clock.now()
      const up = parse(upSchema, binary ? '' : textOf(data))
      if (!up.ok) return refuse(socket, 'malformed', `The message was not understood: ${up.problem}. Reload the page.`)
      if (up.value.type === 'pong') return
      if (cursors.has(socket)) return refuse(socket, 'malformed', 'Hello was said twice. Reload the page.')
      cancelHello()
      if (up.value.version > protocolVersion || up.value.version < oldestServedVersion) {
        return refuse(
          socket,
          'version',
          `The page speaks version ${up.value.version} and the server ${protocolVersion}. Reload the page.`,
        )
      }
      if (cursors.size >= maxSockets)
        return refuse(socket, 'too-many', `${maxSockets} pages are open already. Close one of them.`)
      begin(socket, up.value)
    })
  }

  return {
    upgrade(request, socket, head) {
      if (request.url?.split('?')[0] !== '/live') {
        socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n')
        return
      }
      if (server.clients.size >= maxSockets * 2) {
        socket.end('HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\nContent-Length: 0\r\n\r\n')
        return
      }
      server.handleUpgrade(request, socket, head, opened)
    },
    close() {
      unsubscribe()
      for (const socket of server.clients) socket.close(1001, 'the playground was stopped')
      const clients = [...server.clients]
      clock.after(500, () => clients.forEach((socket) => socket.terminate()))
      server.close()
    },
  }
}

function send(socket: WebSocket, down: Down): void {
  socket.send(JSON.stringify(down))
}

function refuse(socket: WebSocket, reason: Extract<Down, { type: 'refused' }>['reason'], message: string): void {
  send(socket, { type: 'refused', reason, message })
  socket.close(1008, reason)
}

function textOf(data: RawData): string {
  return Array.isArray(data) ? Buffer.concat(data).toString() : Buffer.from(data as ArrayBuffer).toString()
}
