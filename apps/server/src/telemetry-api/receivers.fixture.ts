// Subscribers for tests: real listeners on loopback that keep what comes.
import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net'

/** Waits for the first of something, or for the next. */
function mailbox<T>() {
  const waiting: ((one: T) => void)[] = []
  const kept: T[] = []
  return {
    put(one: T) {
      const next = waiting.shift()
      if (next === undefined) kept.push(one)
      else next(one)
    },
    next: (): Promise<T> => {
      const one = kept.shift()
      return one === undefined ? new Promise((resolve) => waiting.push(resolve)) : Promise.resolve(one)
    },
    kept,
  }
}

export type Received = { method: string; path: string; heads: IncomingMessage['headers']; body: string }

/** `answer` sends the answer; with none, each request is answered 200. */
export async function httpReceiver(
  answer: (response: ServerResponse) => unknown = (response) => response.writeHead(200).end(),
) {
  const requests = mailbox<Received>()
  let connections = 0
  const server = createHttpServer((request, response) => {
    let body = ''
    request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk))
    request.on('end', () => {
      requests.put({ method: request.method ?? '', path: request.url ?? '', heads: request.headers, body })
      answer(response)
    })
  })
  server.on('connection', () => (connections += 1))
  const port = await listening(server)
  return {
    port,
    next: requests.next,
    requests: requests.kept,
    connections: () => connections,
    close: () => {
      server.closeAllConnections()
      return closed(server)
    },
  }
}

export async function tcpReceiver() {
  const lines = mailbox<string>()
  const connected = mailbox<Socket>()
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    let rest = ''
    sockets.add(socket)
    connected.put(socket)
    socket.setEncoding('utf8').on('data', (chunk: string) => {
      const parts = (rest + chunk).split('\n')
      rest = parts.pop()!
      for (const line of parts) lines.put(line)
    })
    socket.on('error', () => {})
    socket.on('close', () => sockets.delete(socket))
  })
  const port = await listening(server)
  return {
    port,
    next: lines.next,
    connection: connected.next,
    open: () => sockets.size,
    close: () => {
      for (const socket of sockets) socket.destroy()
      return closed(server)
    },
  }
}

/** A port on which nobody listens. */
export async function freePort(): Promise<number> {
  const server = createServer()
  const port = await listening(server)
  await closed(server)
  return port
}

function listening(server: Server): Promise<number> {
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port)))
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => server.close(() => resolve()))
}
