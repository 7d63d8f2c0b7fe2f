// Bytes that are no good HTTP, or too much of it: refused in bounds, on every listener, and the server goes on.
import { WebSocket } from 'ws'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { startPlayground, type Playground } from './playground.fixture.ts'
import { ask, RawConnection, renderRequest } from './raw-http.fixture.ts'
import { node } from './scripted.fixture.ts'

let playground: Playground
const ports: Record<string, number> = {}
const listeners = ['people', 'attach', 'own', 'urls', 'apis']

beforeAll(async () => {
  playground = await startPlayground({ functions: { echo: node('await echo()') } })
  await playground.invoke('echo')
  const created = (await playground.entries()).find(({ event }) => event.type === 'environment.created')
  Object.assign(ports, {
    people: playground.port,
    attach: playground.attachPort,
    urls: playground.functionUrlPort,
    apis: playground.apiPort,
    own: created?.event.type === 'environment.created' ? created.event.port : 0,
  })
})
afterAll(() => playground.close())
afterEach(async () => {
  expect((await ask(playground.port, 'GET', '/api/health')).status, 'the server is still there').toBe(200)
  expect((await playground.invoke('echo', '"works"')).body.toString()).toBe('"works"')
})

/** Sends bytes and waits until the server has answered or ended the connection; gives its first line. */
async function outcome(port: number, bytes: string | Uint8Array): Promise<string> {
  const connection = await RawConnection.open(port)
  connection.socket.on('error', () => {})
  let text = ''
  const line = new Promise<string>((resolve) => {
    connection.socket.on('data', (chunk) => {
      text += chunk.toString('latin1')
      if (text.includes('\r\n')) resolve(text.split('\r\n')[0]!)
    })
    connection.socket.on('end', () => resolve(''))
    connection.socket.on('close', () => resolve(''))
  })
  connection.send(bytes)
  await line
  connection.close()
  return line
}

describe.each(listeners)('the listener %s', (listener) => {
  const head = (lines: string) => `GET /2018-06-01/ping HTTP/1.1\r\nHost: localhost\r\n${lines}\r\n`

  test.each([
    ['no HTTP at all', '\u0000\u0001\u0002\r\n\r\n'],
    ['a TLS handshake', Buffer.from('160301020001000001fc0303', 'hex')],
    ['a line without a version', 'GET /\r\n\r\n'],
    ['a version that does not exist', 'GET / HTTP/9.9\r\nHost: localhost\r\n\r\n'],
    ['no Host', 'GET / HTTP/1.1\r\n\r\n'],
    ['a head without a colon', head('no colon here\r\n')],
    ['a NUL in a head', head('X-A: a\u0000b\r\n')],
    ['a length that is no number', head('Content-Length: ten\r\n')],
    ['two lengths', head('Content-Length: 1\r\nContent-Length: 2\r\n')],
    ['a length and chunks', head('Content-Length: 5\r\nTransfer-Encoding: chunked\r\n')],
    ['a space before the colon', head('Content-Length : 5\r\n')],
  ])('refuses %s', async (_, bytes) => {
    expect(await outcome(ports[listener]!, bytes)).toMatch(/^(HTTP\/1\.1 (400|403|404|505) .*)?$/)
  })

  test('ends a connection whose chunks are none', async () => {
    const connection = await RawConnection.open(ports[listener]!)
    connection.socket.on('error', () => {})
    connection.send(`${head('Transfer-Encoding: chunked\r\n')}zz\r\n`)
    await new Promise((resolve) => connection.socket.on('end', resolve).on('close', resolve))
    connection.close()
  })

  test('refuses more heads than its limit with 431', async () => {
    const heads = head(`X-Large: ${'x'.repeat(3 * 1024 * 1024)}\r\n`)
    expect(await outcome(ports[listener]!, heads)).toMatch(/^(HTTP\/1\.1 431 .*)?$/)
  })

  test.each([
    'http://[/2015-03-31/functions/echo/invocations',
    'http://a:99999/2015-03-31/functions/echo/invocations',
    'http://a:99999/2018-06-01/runtime/invocation/next',
    'http://a:99999/api/journal',
    '//',
    '//[',
    '/%',
    '/%ff%fe',
    '/api/functions/%/files/%',
    '/2015-03-31/functions/%/invocations',
    '/2015-03-31/functions/echo/invocations?Qualifier=%',
    '/live?%',
    '*',
  ])('survives the target %s, plain and as an upgrade', async (target) => {
    const port = ports[listener]!
    for (const method of ['GET', 'POST', 'OPTIONS', 'HEAD', 'TRACE']) {
      const answer = await outcome(
        port,
        renderRequest(method, target, port, { heads: { Connection: 'close' }, body: '{}' }),
      )
      expect(answer, method).toMatch(/^HTTP\/1\.1 [2345]\d\d /)
    }
    const heads = {
      Connection: 'Upgrade',
      Upgrade: 'websocket',
      'Sec-WebSocket-Version': '13',
      'Sec-WebSocket-Key': 'AAAAAAAAAAAAAAAAAAAAAA==',
    }
    const connection = await RawConnection.open(port)
    connection.socket.on('error', () => {})
    connection.send(renderRequest('GET', target, port, { heads }))
    await Promise.race([connection.answer().catch(() => {}), connection.closed])
    connection.close()
  })

  test('ends a CONNECT', async () => {
    expect(await outcome(ports[listener]!, 'CONNECT a:1 HTTP/1.1\r\nHost: localhost\r\n\r\n')).toMatch(
      /^(HTTP\/1\.1 4\d\d .*)?$/,
    )
  })

  test('serves while hundreds of half-open and silent connections hang on it', async () => {
    const port = ports[listener]!
    const connections = await Promise.all(Array.from({ length: 300 }, () => RawConnection.open(port)))
    for (const [index, { socket }] of connections.entries()) {
      socket.on('error', () => {})
      if (index % 3 === 0) socket.write('GET /2018-06-01/ping HT')
      if (index % 3 === 1) socket.end('POST /2018-06-01/runtime/init/error HTTP/1.1\r\nHost: localhost\r\nContent-Le')
    }
    const answer = await ask(
      port,
      'GET',
      { people: '/api/health', urls: '/', apis: '/' }[listener] ?? '/2018-06-01/ping',
    )
    expect(answer.status).toBe(200)
    for (const connection of connections) connection.close()
  })

  test('outlives peers that reset the connection in the middle of anything', async () => {
    const port = ports[listener]!
    const pieces = [
      'GET /2018-06-01/ping HTTP/1.1\r\nHost: loc',
      renderRequest('POST', '/2015-03-31/functions/echo/invocations', port, {
        heads: { 'Content-Length': '99' },
        body: '{',
      }),
      renderRequest('POST', '/2018-06-01/runtime/init/error', port, { heads: { 'Content-Length': '99' }, body: '{' }),
      renderRequest('PUT', '/api/functions/echo/files/x', port, { heads: { 'Content-Length': '99' }, body: '{' }),
    ]
    for (const bytes of pieces) {
      const connection = await RawConnection.open(port)
      connection.socket.on('error', () => {})
      await new Promise((resolve) => connection.socket.write(bytes, resolve))
      connection.socket.resetAndDestroy()
      await connection.closed
    }
  })
})

test('a body without end is counted, and never kept', async () => {
  const { port } = playground
  const connection = await RawConnection.open(port)
  const length = 200 * 1024 * 1024
  const before = process.memoryUsage()
  connection.send(
    `POST /2015-03-31/functions/echo/invocations HTTP/1.1\r\nHost: localhost\r\nContent-Length: ${length}\r\n\r\n`,
  )
  const piece = Buffer.alloc(4 * 1024 * 1024, 0x20)
  let peak = 0
  for (let sent = 0; sent < length; sent += piece.length) {
    await new Promise((resolve) => connection.socket.write(piece, resolve))
    const { arrayBuffers, external } = process.memoryUsage()
    peak = Math.max(peak, arrayBuffers - before.arrayBuffers, external - before.external)
  }
  expect((await connection.answer()).status).toBe(413)
  expect(peak).toBeLessThan(100 * 1024 * 1024)
  connection.close()
})

test('messages on the socket that are no good end it, and only it', async () => {
  for (const message of [
    '',
    'x',
    '[]',
    '{"type":"hello"}',
    '{"type":"hello","version":1e999}',
    'x'.repeat(1024 * 1024),
  ]) {
    const socket = new WebSocket(`ws://127.0.0.1:${playground.port}/live`)
    const closed = new Promise((resolve) => socket.on('close', resolve))
    socket.on('error', () => {})
    socket.on('open', () => socket.send(message))
    await closed
  }
})
