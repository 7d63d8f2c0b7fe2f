// A network that can be unplugged: a proxy between the page and the playground.
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

export async function flakyNetwork(address: string) {
  const target = Number(new URL(address).port)
  const sockets = new Set<Socket>()
  let plugged = true
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => {}).on('close', () => sockets.delete(socket))
    if (!plugged) return socket.destroy()
    const other = connect(target, '127.0.0.1')
    sockets.add(other)
    other
      .on('error', () => socket.destroy())
      .on('close', () => {
        sockets.delete(other)
        socket.destroy()
      })
    socket.on('close', () => other.destroy())
    socket.pipe(other).pipe(socket)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    unplug() {
      plugged = false
      for (const socket of sockets) socket.destroy()
    },
    /** Ends what is open, and lets the next through. */
    drop() {
      for (const socket of sockets) socket.destroy()
    },
    plug() {
      plugged = true
    },
    close() {
      for (const socket of sockets) socket.destroy()
      server.close()
    },
  }
}
