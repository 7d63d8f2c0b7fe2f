import { randomUUID } from 'node:crypto'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { httpCallHead, httpCallLimits, type HttpCall, type HttpRequest } from '@playground/protocol'
import { expect, it, onTestFinished } from 'vitest'
import { HttpCalls } from './http-calls.ts'

async function listening(handle: RequestListener) {
  const server = createServer(handle).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const calls = new HttpCalls(() => (server.address() as AddressInfo).port)
  onTestFinished(() => {
    calls.close()
    server.closeAllConnections()
    server.close()
  })
  return calls
}

const call = (change: Partial<HttpRequest> = {}): HttpCall => ({
  id: randomUUID(),
  request: { method: 'GET', target: '/', heads: [], body: '', ...change },
})

it('sends what was put together, byte for byte, and tells the head of the response', async () => {
  const came: unknown[] = []
  const calls = await listening((request, response) => {
    const pieces: Buffer[] = []
    request.on('data', (piece: Buffer) => pieces.push(piece))
    request.on('end', () => {
      came.push(request.method, request.url, request.rawHeaders, Buffer.concat(pieces).toString('hex'))
      response.writeHead(201, [
        ['Set-Cookie', 'a=1'],
        ['Set-Cookie', 'b=2'],
      ])
      response.end('made')
    })
  })
  const made = call({
    method: 'PUT',
    target: '//a%2Fb?x=1',
    heads: [
      ['X-Twice', '1'],
      ['__proto__', 'odd'],
      ['x-twice', '2'],
    ],
    body: 'AP8=',
    base64: true,
  })
  const outcome = await calls.call('shop', made)
  const [method, url, heads, body] = came as [string, string, string[], string]
  expect([method, url, body]).toEqual(['PUT', '/shop//a%2Fb?x=1', '00ff'])
  const pairs = heads.flatMap((name, at) => (at % 2 === 0 ? [[name, heads[at + 1]]] : []))
  expect(pairs).toEqual(
    expect.arrayContaining([
      ['X-Twice', '1'],
      ['X-Twice', '2'],
      ['__proto__', 'odd'],
      [httpCallHead, made.id],
      ['Content-Length', '2'],
    ]),
  )
  expect(outcome).toMatchObject({ answer: { status: 201 } })
  expect('answer' in outcome! && outcome.answer.heads.filter(([name]) => name === 'Set-Cookie')).toHaveLength(2)
})

it('makes of a call that is asked for twice one call', async () => {
  let came = 0
  const calls = await listening((_request, response) => response.end(String((came += 1))))
  const one = call()
  const [a, b] = await Promise.all([calls.call('f', one), calls.call('f', one)])
  expect(await calls.call('f', one)).toEqual(a)
  expect([b, came]).toEqual([a, 1])
})

it('says why there is no answer', async () => {
  const cut = await listening((request) => void request.socket.destroy())
  expect(await cut.call('f', call())).toEqual({ failed: 'The call was not answered: socket hang up.' })
  const nobody = new HttpCalls(() => 1)
  expect(await nobody.call('f', call())).toMatchObject({ failed: expect.stringContaining('ECONNREFUSED') })
})

it('has no more calls under way than it may, and leaves none behind', async () => {
  const calls = await listening(() => undefined)
  const open = Array.from({ length: httpCallLimits.atOnce }, () => calls.call('f', call()))
  expect(calls.call('f', call())).toBeUndefined()
  calls.close()
  for (const outcome of open) expect(await outcome).toHaveProperty('failed')
})
