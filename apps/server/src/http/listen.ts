// Opening and closing a listener, with the time-outs that runtimes and callers need.
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { headLimit } from '@playground/protocol'

/**
 * `runtime`: a poll may wait for days and a connection rest between `next` and `response`, so nothing but the head is timed.
 * `people`: browsers, SDKs and command lines; a body has to arrive within five minutes.
 */
export type ListenerKind = 'runtime' | 'people'

/** `address`: `host:port` under which it is reached from this machine. */
export type Listener = { server: Server; port: number; address: string; close(): Promise<void> }

/** Time for a request's head to arrive, milliseconds; the only thing of a runtime's that is bounded in time. */
const headMs = 60_000
/** Connections of one listener. */
const connectionLimit = 2000

export function createListener(kind: ListenerKind, handle: RequestListener): Server {
  const runtime = kind === 'runtime'
  const server = createServer(
    {
      noDelay: true,
      maxHeaderSize: runtime ? headLimit : 64 * 1024,
      headersTimeout: headMs,
      requestTimeout: runtime ? 0 : 300_000,
      keepAliveTimeout: runtime ? 0 : 65_000,
    },
    handle,
  )
  server.timeout = 0
  server.maxConnections = connectionLimit
  return server
}

/** Rejects with Node.js's error (`EADDRINUSE`, `EACCES`) when the port cannot be had. */
export function listen(server: Server, port: number, host: string): Promise<Listener> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.removeListener('error', reject)
      const close = () =>
        new Promise<void>((closed) => {
          // What was still open tells of its end in this turn of the event loop, before whoever waits goes on.
          server.close(() => setImmediate(closed))
          server.closeAllConnections()
        })
      const given = (server.address() as AddressInfo).port
      resolve({ server, port: given, address: `${nameOf(host)}:${given}`, close })
    })
  })
}

/** A host as it is written before a port: that of a wildcard is the loopback's. */
function nameOf(host: string): string {
  if (host === '0.0.0.0' || host === '') return '127.0.0.1'
  if (host === '::') return '[::1]'
  return host.includes(':') ? `[${host}]` : host
}
