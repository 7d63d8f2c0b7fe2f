// Function URLs as clients meet them: curl and bare sockets on one side, a runtime played by hand on the other.
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { Entry } from '@playground/protocol'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startPlayground, type Playground } from './playground.fixture.ts'
import {
  ask,
  ConnectionEnded,
  RawConnection,
  renderRequest,
  type RawAnswer,
  type RawRequest,
} from './raw-http.fixture.ts'
import { expectOk, RuntimeByHand, type Event } from './runtime-by-hand.fixture.ts'
import { node, shell } from './scripted.fixture.ts'

const run = promisify(execFile)
const shop = 'http://shop.example'
const own = 'http://own.example'
const withUrl = (url: Record<string, unknown>) => shell('exit 1', { settings: { url } })

let playground: Playground
const runtimes = new Map<string, RuntimeByHand>()

beforeAll(async () => {
  playground = await startPlayground({
    functions: {
      plain: withUrl({}),
      streams: withUrl({ invokeMode: 'RESPONSE_STREAM' }),
      signed: withUrl({ authType: 'AWS_IAM' }),
      shared: withUrl({ cors: { allowOrigins: [shop], allowMethods: ['PUT'], allowHeaders: ['x-a'], maxAge: 60 } }),
      open: withUrl({ cors: { allowOrigins: ['*'] }, invokeMode: 'RESPONSE_STREAM' }),
      busy: node('await next(); setInterval(() => {}, 1000)'),
      echo: node('await echo()'),
      Mixed_Case: withUrl({}),
    },
    serve: { allowHosts: ['box.lan'], allowOrigins: [own] },
  })
  for (const name of ['plain', 'streams', 'signed', 'shared', 'open', 'Mixed_Case']) {
    const runtime = new RuntimeByHand(await RawConnection.open(playground.attachPort), `/${name}`)
    // Whatever is asked first makes its environment appear, so that nobody else is started for it.
    await runtime.ask('GET', '/2021-04-23/credentials')
    runtimes.set(name, runtime)
  }
})
afterAll(async () => {
  for (const { connection } of runtimes.values()) connection.close()
  await playground.close()
})

type Answering = (runtime: RuntimeByHand, event: Event) => Promise<unknown>
const answers =
  (result: unknown, request: RawRequest = {}): Answering =>
  async (runtime, { requestId }) => {
    const body = typeof result === 'string' ? result : JSON.stringify(result)
    expectOk(await runtime.respond(requestId, body, request))
  }

/** Calls a function and answers for it. */
async function call(
  name: string,
  target: string,
  answering: Answering,
  request: RawRequest & { method?: string } = {},
) {
  const { method = 'GET', ...rest } = request
  const answered = ask(playground.functionUrlPort, method, `/${name}${target}`, rest)
  const event = await serve(name, answering)
  return { answer: await answered, event }
}

/** Takes the next event of a function; gives it as the function has it. */
async function serve(name: string, answering: Answering): Promise<any> {
  const runtime = runtimes.get(name)!
  const event = await runtime.next()
  await answering(runtime, event)
  return JSON.parse(event.body)
}

/** What curl prints of an answer: its head, and its body. */
async function curl(...args: string[]): Promise<{ head: string; body: string }> {
  const { stdout } = await run('curl', ['-si', '--max-time', '60', ...args])
  const end = stdout.indexOf('\r\n\r\n')
  return { head: stdout.slice(0, end), body: stdout.slice(end + 4) }
}

const url = (path: string) => `http://127.0.0.1:${playground.functionUrlPort}${path}`
const refusalOf = (answer: RawAnswer) => [answer.status, answer.body.toString().trim()]
const setCookies = ({ heads }: RawAnswer) => heads.filter(([name]) => name === 'Set-Cookie').map(([, value]) => value)

describe('an event', () => {
  test('IV-20: has a query joined, cookies of its own, and no cookie header', async () => {
    const answered = curl('-b', 'a=1; b=2', url('/plain/a%20b?x=1&x=2'))
    const event = await serve('plain', answers({ statusCode: 200, body: 'ok' }))
    expect((await answered).body).toBe('ok')
    expect(event).toMatchObject({
      version: '2.0',
      rawPath: '/a%20b',
      rawQueryString: 'x=1&x=2',
      queryStringParameters: { x: '1,2' },
      cookies: ['a=1', 'b=2'],
      requestContext: { http: { method: 'GET', protocol: 'HTTP/1.1', sourceIp: '127.0.0.1' }, accountId: 'anonymous' },
      isBase64Encoded: false,
    })
    expect(event.headers).not.toHaveProperty('cookie')
    expect(event.requestContext.http.userAgent).toMatch(/^curl\//)
  })

  test('IV-25: has a body that is no text in base64', async () => {
    const bytes = Buffer.from([0x89, 0x50, 0, 0xff])
    const request = { method: 'POST', body: bytes, heads: { 'Content-Type': 'image/png' } }
    const { event } = await call('plain', '/', answers('{}'), request)
    expect([event.isBase64Encoded, event.body]).toEqual([true, bytes.toString('base64')])
  })

  test('has a body that came in pieces whole', async () => {
    const request = { method: 'PUT', chunks: ['{"a":', '1}'], heads: { 'Content-Type': 'application/json' } }
    const { event } = await call('plain', '/', answers('{}'), request)
    expect([event.body, event.requestContext.http.method]).toEqual(['{"a":1}', 'PUT'])
    expect(event.headers).not.toHaveProperty('transfer-encoding')
  })

  test('is of the function alone, under any of its addresses', async () => {
    const port = playground.functionUrlPort
    const by = async (host: string, target: string) => {
      const answered = ask(port, 'GET', target, { heads: { Host: host } })
      const event = await serve('plain', answers('"ok"'))
      expect((await answered).status).toBe(200)
      return [event.headers.host, event.rawPath]
    }
    expect(await by(`127.0.0.1:${port}`, '/plain/x')).toEqual([`127.0.0.1:${port}`, '/x'])
    expect(await by('localhost', '/plain')).toEqual(['localhost', '/'])
    expect(await by('box.lan', '/plain/')).toEqual(['box.lan', '/'])
    expect(await by(`plain.localhost:${port}`, '/plain/x')).toEqual([`plain.localhost:${port}`, '/plain/x'])
  })

  test('finds its function where a browser wrote the name in lower case', async () => {
    const answered = curl('-H', 'Host: mixed_case.localhost', url('/'))
    await serve('Mixed_Case', answers('"found"'))
    expect((await answered).body).toBe('"found"')
  })

  test('of a method that nobody knows is as good as any', async () => {
    const { event } = await call('plain', '/', answers('{}'), { method: 'PROPFIND' })
    expect(event.requestContext.http.method).toBe('PROPFIND')
  })
})

describe('an answer', () => {
  test('IV-21: is the status, the heads and the cookies that the function returned', async () => {
    const result = { statusCode: 302, headers: { location: '/' }, cookies: ['a=1', 'b=2'] }
    const { answer } = await call('plain', '/', answers(result))
    expect([answer.status, answer.head('location'), setCookies(answer)]).toEqual([302, '/', ['a=1', 'b=2']])
  })

  test('IV-22: is the JSON that the function returned where that has no statusCode', async () => {
    const { answer } = await call('plain', '/', answers('{"hello":1}'))
    expect([answer.status, answer.head('Content-Type'), answer.body.toString()]).toEqual([
      200,
      'application/json',
      '{"hello":1}',
    ])
  })

  test('IV-23: has its body decoded', async () => {
    const { answer } = await call('plain', '/', answers({ statusCode: 200, body: 'iVAA/w==', isBase64Encoded: true }))
    expect([...answer.body]).toEqual([0x89, 0x50, 0, 0xff])
  })

  test('IV-24: is a 502 where the function failed', async () => {
    const { answer } = await call('plain', '/', (runtime, { requestId }) =>
      runtime.fail(requestId, '{"errorMessage":"secret","errorType":"E"}'),
    )
    expect(refusalOf(answer)).toEqual([502, 'Internal Server Error'])
  })

  test('has the ids of its invocation', async () => {
    let requestId: string | undefined
    const root = 'Root=1-67891233-abcdef012345678912345678'
    const { answer, event } = await call(
      'plain',
      '/',
      (runtime, given) => {
        requestId = given.requestId
        expect(given.answer.head('Lambda-Runtime-Trace-Id')).toMatch(
          new RegExp(`^${root};Parent=[0-9a-f]{16};Sampled=1$`),
        )
        return answers('{}')(runtime, given)
      },
      { heads: { 'X-Amzn-Trace-Id': `${root};Sampled=1` } },
    )
    expect(answer.head('x-amzn-RequestId')).toBe(requestId)
    expect(answer.head('X-Amzn-Trace-Id')).toContain(root)
    expect([event.requestContext.requestId, event.headers['x-amzn-trace-id']]).toEqual([requestId, root])
  })

  test('to a HEAD has the length of what a GET gets, and no body', async () => {
    const answered = curl('-I', url('/plain/'))
    await serve('plain', answers({ statusCode: 200, body: 'hello' }))
    const { head, body } = await answered
    expect(head).toMatch(/Content-Length: 5\r\n/)
    expect(body).toBe('')
  })

  test.each([204, 304])('of status %i has no body, and the connection goes on', async (statusCode) => {
    const connection = await RawConnection.open(playground.functionUrlPort)
    for (const body of ['left out', '']) {
      const answered = connection.request('GET', '/plain/')
      await serve('plain', answers({ statusCode, body }))
      const answer = await answered
      expect([answer.status, answer.head('Content-Length')]).toEqual([statusCode, undefined])
    }
    connection.close()
  })

  test.each([
    [{ statusCode: '200' }, 'The function’s statusCode is "200"'],
    [{ statusCode: 200, headers: { a: 'b\r\nx-injected: 1' } }, 'The function’s header "a"'],
    [{ statusCode: 200, cookies: ['a=1\r\n\r\n<html>'] }, 'The function’s cookie'],
    ['<html>', 'The function returned no JSON'],
  ])('is a 502 for %j, and the journal tells why', async (result, why) => {
    const { answer } = await call('plain', '/', answers(result))
    expect(refusalOf(answer)).toEqual([502, 'Internal Server Error'])
    expect(answer.head('x-injected')).toBeUndefined()
    const told = (await exchangeOf(answer)).find(({ event }) => event.type === 'exchange.answered')?.event
    expect(told?.type === 'exchange.answered' && told.refusal?.message).toContain(why)
  })

  test('keeps to itself what is about the connection', async () => {
    const headers = { 'content-length': '999', 'transfer-encoding': 'chunked', connection: 'close', 'x-a': '1' }
    const { answer } = await call('plain', '/', answers({ statusCode: 200, headers, body: 'whole' }))
    expect(answer.body.toString()).toBe('whole')
    expect([answer.head('x-amzn-Remapped-content-length'), answer.head('x-a')]).toEqual(['999', '1'])
    expect(answer.heads.filter(([name]) => /^(content-length|date|connection)$/i.test(name))).toHaveLength(3)
  })
})

describe('refused', () => {
  test('an unknown function', async () => {
    const answer = await ask(playground.functionUrlPort, 'GET', '/nobody/')
    expect([answer.status, answer.head('x-amzn-ErrorType'), JSON.parse(answer.body.toString())]).toEqual([
      404,
      'ResourceNotFoundException',
      { Message: 'Function not found: arn:aws:lambda:us-east-1:012345678912:function:nobody', Type: 'User' },
    ])
    const byHost = await ask(playground.functionUrlPort, 'GET', '/', { heads: { Host: 'nobody.localhost' } })
    expect(byHost.status).toBe(404)
    expect(refusalOf(await ask(playground.functionUrlPort, 'GET', '/favicon.ico'))).toEqual([
      404,
      `"favicon.ico" is no function. Those that there are: ${url('/')}`,
    ])
  })

  test('a request over 6 MiB, and one whose event is', async () => {
    const post = (bytes: number) =>
      ask(playground.functionUrlPort, 'POST', '/plain/', {
        body: Buffer.alloc(bytes),
        heads: { 'Content-Type': 'image/png' },
      })
    for (const bytes of [6 * 1024 * 1024 + 1, 5 * 1024 * 1024]) {
      const answer = await post(bytes)
      expect([answer.status, answer.head('x-amzn-ErrorType')]).toEqual([413, 'RequestEntityTooLargeException'])
    }
  })

  test('a call while all environments are busy', async () => {
    const first = ask(playground.functionUrlPort, 'GET', '/busy/').catch(() => {})
    await playground.entriesUntil((entries) =>
      entries.some(({ of, event }) => event.type === 'exchange.answered' && event.delivers && of.function === 'busy'),
    )
    const answer = await ask(playground.functionUrlPort, 'GET', '/busy/')
    expect([answer.status, answer.head('Retry-After'), JSON.parse(answer.body.toString()).message]).toEqual([
      429,
      '1',
      'Rate Exceeded.',
    ])
    void first
  })

  test('a call that is not signed, where the URL asks for it', async () => {
    const signature = `AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20260101/us-east-1/lambda/aws4_request, SignedHeaders=host;x-amz-date, Signature=${'0'.repeat(64)}`
    for (const Authorization of ['', 'Bearer x', 'AWS4-HMAC-SHA256 x', signature.replace('lambda', 's3')]) {
      const answer = await ask(playground.functionUrlPort, 'GET', '/signed/', { heads: { Authorization } })
      expect(refusalOf(answer)).toEqual([403, '{"Message":"Forbidden"}'])
    }
    const { answer, event } = await call('signed', '/', answers('{}'), { heads: { Authorization: signature } })
    expect(answer.status).toBe(200)
    expect(event.requestContext.authorizer.iam.accessKey).toBe('AKIAIOSFODNN7EXAMPLE')
  })

  test('an unknown function that a page of somebody else made up, and the journal is not told', async () => {
    const heads = { Origin: 'http://evil.example' }
    expect((await ask(playground.functionUrlPort, 'POST', '/made-up/', { heads })).status).toBe(404)
    expect((await playground.entries()).some(({ of }) => of.function === 'made-up')).toBe(false)
  })

  test.each([
    ['a name of somebody else', { Host: 'evil.example' }],
    ['a name below one of the machine', { Host: 'plain.localhost.evil.example' }],
    ['a page of somebody else', { Origin: 'http://evil.example' }],
    ['the playground’s own page', { Origin: 'http://127.0.0.1:9000', 'Sec-Fetch-Site': 'same-site' }],
    ['an image', { 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Mode': 'no-cors' }],
  ])('%s, before anything is done', async (_, heads) => {
    const before = (await playground.entries()).length
    const answer = await ask(playground.functionUrlPort, 'POST', '/plain/', { heads, body: '{}' })
    expect([answer.status, answer.head('Content-Type')]).toEqual([403, 'text/plain; charset=utf-8'])
    const since = (await playground.entries()).slice(before)
    expect(since.filter(({ of }) => of.function === 'plain')).toEqual([])
  })
})

test('requests that are sent ahead are answered in their turn', async () => {
  const connection = await RawConnection.open(playground.functionUrlPort)
  for (const path of ['/plain/1', '/plain/2']) connection.send(renderRequest('GET', path, playground.functionUrlPort))
  for (const path of ['/1', '/2']) {
    const event = await serve('plain', answers(JSON.stringify(path)))
    expect([event.rawPath, (await connection.answer()).body.toString()]).toEqual([path, `"${path}"`])
  }
  connection.close()
})

test('the root lists what there is, and a browser that opens /NAME is led below it', async () => {
  const { body } = await curl(url('/'))
  expect(body).toContain(`${url('/plain/')}   http://plain.localhost:${playground.functionUrlPort}/`)
  const heads = { 'Sec-Fetch-Site': 'none', 'Sec-Fetch-Mode': 'navigate', 'Sec-Fetch-Dest': 'document' }
  const led = await ask(playground.functionUrlPort, 'GET', '/plain?a=1', { heads })
  expect([led.status, led.head('Location')]).toEqual([308, '/plain/?a=1'])
})

test('nothing of the playground is at this address', async () => {
  for (const path of [
    '/api/health',
    '/live',
    '/2015-03-31/functions/plain/invocations',
    '/2018-06-01/runtime/invocation/next',
  ])
    expect((await ask(playground.functionUrlPort, 'GET', path)).status).toBe(404)
})

describe('CORS', () => {
  const preflight = { Origin: shop, 'Access-Control-Request-Method': 'PUT', 'Access-Control-Request-Headers': 'x-a' }

  test('a preflight is answered as configured, and the function is not called', async () => {
    const answer = await ask(playground.functionUrlPort, 'OPTIONS', '/shared/', { heads: preflight })
    const said = (name: string) => answer.head(`Access-Control-${name}`)
    expect([
      answer.status,
      said('Allow-Origin'),
      said('Allow-Methods'),
      said('Allow-Headers'),
      said('Max-Age'),
    ]).toEqual([200, shop, 'PUT', 'x-a', '60'])
    const entries = (await playground.entries()).filter(({ of }) => of.function === 'shared')
    expect(entries.some(({ event }) => event.type === 'exchange.answered')).toBe(true)
    expect(entries.some(({ of, event }) => of.invocation !== undefined || event.type === 'invocation.received')).toBe(
      false,
    )
  })

  test('what is configured goes before what the function says', async () => {
    const result = { statusCode: 200, headers: { 'access-control-allow-origin': '*', vary: 'Accept' }, body: 'read' }
    const { answer } = await call('shared', '/', answers(result), { method: 'PUT', heads: { Origin: shop } })
    expect(answer.heads.filter(([name]) => /^(access-control|vary)/i.test(name))).toEqual([
      ['vary', 'Accept, Origin'],
      ['Access-Control-Allow-Origin', shop],
    ])
  })

  test('another page is told which setting would let it in', async () => {
    const answer = await ask(playground.functionUrlPort, 'OPTIONS', '/shared/', {
      heads: { ...preflight, Origin: 'http://a.example' },
    })
    expect(answer.status).toBe(403)
    expect(answer.body.toString()).toContain('"cors": { "allowOrigins": ["http://a.example"] }')
  })

  test('with --allow-origin the function speaks for itself, preflights too', async () => {
    const result = { statusCode: 204, headers: { 'access-control-allow-origin': own } }
    const { answer, event } = await call('plain', '/', answers(result), {
      method: 'OPTIONS',
      heads: { ...preflight, Origin: own },
    })
    expect([answer.status, answer.head('access-control-allow-origin')]).toEqual([204, own])
    expect(event.requestContext.http.method).toBe('OPTIONS')
  })
})

describe('a streamed response', () => {
  const withPrelude = 'application/vnd.awslambda.http-integration-response'
  const prelude = '{"statusCode":201,"headers":{"x-a":"1"},"cookies":["c=1"]}'
  const nuls = '\0'.repeat(8)

  /** Begins one, and gives what it takes to go on with it. */
  async function begin(name: string, contentType: string | undefined, trailers: string[] = []) {
    const runtime = runtimes.get(name)!
    const { requestId } = await runtime.next()
    const heads = [
      `POST ${runtime.target(requestId, 'response')} HTTP/1.1`,
      'Host: localhost',
      'Lambda-Runtime-Function-Response-Mode: streaming',
      'Transfer-Encoding: chunked',
      ...(contentType === undefined ? [] : [`Content-Type: ${contentType}`]),
      ...(trailers.length === 0 ? [] : [`Trailer: ${trailers.join(', ')}`]),
    ]
    runtime.connection.send(`${heads.join('\r\n')}\r\n\r\n`)
    return {
      requestId,
      piece: (text: string) => runtime.connection.send(`${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n`),
      end: (lines: string[] = []) => {
        runtime.connection.send(`0\r\n${lines.map((line) => `${line}\r\n`).join('')}\r\n`)
        return runtime.connection.answer()
      },
    }
  }

  /** All of one, in these pieces. */
  async function stream(contentType: string | undefined, pieces: string[], method = 'GET') {
    const answered = ask(playground.functionUrlPort, method, '/streams/')
    const response = await begin('streams', contentType)
    for (const piece of pieces) response.piece(piece)
    expectOk(await response.end())
    return answered
  }

  test.each([
    ['ST-10: in one piece', [`${prelude}${nuls}hi`]],
    ['ST-11: its delimiter split after 3 NULs', [`${prelude}\0\0\0`, '\0\0\0\0\0hi']],
    ['a prelude and a body in pieces', [...prelude.split(''), nuls, 'h', 'i']],
  ])('%s', async (_, pieces) => {
    const answer = await stream(withPrelude, pieces)
    expect([answer.status, answer.head('x-a'), setCookies(answer), answer.body.toString()]).toEqual([
      201,
      '1',
      ['c=1'],
      'hi',
    ])
    expect(answer.head('Content-Type')).toBe('application/octet-stream')
  })

  test('without a prelude is a 200 of the runtime’s type', async () => {
    const answer = await stream('text/event-stream', ['data: 1\n\n', 'data: 2\n\n'])
    expect([answer.status, answer.head('Content-Type'), answer.body.toString()]).toEqual([
      200,
      'text/event-stream',
      'data: 1\n\ndata: 2\n\n',
    ])
    expect((await stream(undefined, [])).body.toString()).toBe('')
  })

  test('reaches the caller piece by piece', async () => {
    const connection = await RawConnection.open(playground.functionUrlPort)
    let seen = ''
    const sees = (text: string) => expect.poll(() => seen, { interval: 10, timeout: 50_000 }).toContain(text)
    connection.socket.on('data', (bytes) => (seen += bytes.toString()))
    connection.send(renderRequest('GET', '/streams/', playground.functionUrlPort))
    const response = await begin('streams', withPrelude)
    response.piece(`{"headers":{"content-type":"text/html","content-length":"9"}}${nuls}`)
    // The head alone: nothing of the body is there yet.
    await sees('x-amzn-Remapped-content-length: 9\r\n')
    expect(seen).toContain('Transfer-Encoding: chunked\r\n')
    for (const piece of ['<p>first', '<p>second']) {
      response.piece(piece)
      await sees(piece)
    }
    expectOk(await response.end())
    await sees('0\r\n\r\n')
    connection.close()
  })

  test.each([
    ['a prelude that is no JSON', [`{${nuls}hi`]],
    ['a prelude that is no object', [`[]${nuls}hi`]],
    ['no prelude at all', [`${nuls}hi`]],
    ['a prelude without an end', [prelude]],
    ['a prelude that is too long', ['a'.repeat(70_000), 'b'.repeat(1000)]],
    ['a status that is none', [`{"statusCode":"201"}${nuls}`]],
    ['a header that injects', [`{"headers":{"a":"b\\r\\nx: 1"}}${nuls}`]],
  ])('is a 502 with %s, and the runtime goes on', async (_, pieces) => {
    expect(refusalOf(await stream(withPrelude, pieces))).toEqual([502, 'Internal Server Error'])
  })

  test('of a HEAD, or of status 204, has no body', async () => {
    const connection = await RawConnection.open(playground.functionUrlPort)
    const answered = connection.request('GET', '/streams/')
    const response = await begin('streams', withPrelude)
    response.piece(`{"statusCode":204}${nuls}hi`)
    expectOk(await response.end())
    expect((await answered).status).toBe(204)
    connection.close()
    const headed = curl('-I', url('/streams/'))
    const second = await begin('streams', withPrelude)
    second.piece(`${prelude}${nuls}hi`)
    expectOk(await second.end())
    expect(await headed).toEqual({ head: expect.stringContaining('x-a: 1'), body: '' })
  })

  test('that fails before its first byte is a 502', async () => {
    for (const pieces of [[], [prelude]]) {
      const answered = ask(playground.functionUrlPort, 'GET', '/streams/')
      const type = 'Lambda-Runtime-Function-Error-Type'
      const response = await begin('streams', withPrelude, [type])
      for (const piece of pieces) response.piece(piece)
      expectOk(await response.end([`${type}: Function.Failed`]))
      expect(refusalOf(await answered)).toEqual([502, 'Internal Server Error'])
    }
    const { answer } = await call('streams', '/', (runtime, { requestId }) => runtime.fail(requestId, '{}'))
    expect(answer.status).toBe(502)
  })

  test('that fails in the middle ends the connection', async () => {
    const type = 'Lambda-Runtime-Function-Error-Type'
    const answered = ask(playground.functionUrlPort, 'GET', '/streams/').catch((problem: unknown) => problem)
    const response = await begin('streams', 'text/plain', [type])
    response.piece('half')
    expectOk(await response.end([`${type}: Function.Failed`]))
    expect(await answered).toBeInstanceOf(ConnectionEnded)
  })

  test('goes on when its caller is gone', async () => {
    const connection = await RawConnection.open(playground.functionUrlPort)
    connection.socket.on('error', () => {})
    connection.send(renderRequest('GET', '/streams/', playground.functionUrlPort))
    const response = await begin('streams', 'text/plain')
    response.piece('first')
    await expect.poll(() => connection.received, { interval: 10, timeout: 50_000 }).toBeGreaterThan(0)
    connection.close()
    await playground.entriesUntil((entries) =>
      entries.some(({ of, event }) => of.invocation === response.requestId && event.type === 'exchange.closed'),
    )
    for (let index = 0; index < 50; index += 1) response.piece('x'.repeat(10_000))
    expectOk(await response.end())
  })

  test('in one piece, or of a runtime that does not stream, is streamed as well', async () => {
    const { answer } = await call(
      'streams',
      '/',
      answers('{"statusCode":201}', { heads: { 'Content-Type': 'application/json' } }),
    )
    expect([answer.status, answer.body.toString(), answer.head('Transfer-Encoding')]).toEqual([
      200,
      '{"statusCode":201}',
      'chunked',
    ])
  })

  test('carries CORS in its head', async () => {
    const answered = ask(playground.functionUrlPort, 'GET', '/open/', { heads: { Origin: 'http://any.example' } })
    const response = await begin('open', withPrelude)
    response.piece(`${prelude}${nuls}hi`)
    expectOk(await response.end())
    expect((await answered).head('Access-Control-Allow-Origin')).toBe('*')
  })

  test('to a URL that is buffered is collected, prelude and all, which is no JSON', async () => {
    const answered = ask(playground.functionUrlPort, 'GET', '/plain/')
    const response = await begin('plain', 'application/json')
    for (const piece of ['{"a"', ':1}']) response.piece(piece)
    expectOk(await response.end())
    expect((await answered).body.toString()).toBe('{"a":1}')
  })

  test('is in the journal with its pieces', async () => {
    const answer = await stream(withPrelude, [`${prelude}${nuls}hi`])
    const entries = await exchangeOf(answer)
    const of = (type: string) => entries.find(({ event }) => event.type === type)?.event
    expect(of('exchange.answered')).toMatchObject({ status: 201, streams: true })
    expect(of('exchange.piece')).toMatchObject({ side: 'answer', body: { preview: 'hi' } })
    expect(of('exchange.sent')).toMatchObject({ body: { bytes: 2, preview: 'hi' } })
  })
})

/** Entries of the exchange that ended in this answer. */
async function exchangeOf(answer: RawAnswer): Promise<Entry[]> {
  const entries = await playground.entries()
  const opened = entries.find(
    ({ of, event }) =>
      event.type === 'exchange.opened' && event.from === 'caller' && of.invocation === answer.head('x-amzn-RequestId'),
  )
  return entries.filter(({ of }) => of.exchange === opened?.of.exchange)
}

test('the journal holds request, event, result and response of a call', async () => {
  const request = { method: 'POST', body: 'a=1', heads: { 'X-A': '1', Cookie: 'secret=1' } }
  const result = { statusCode: 201, headers: { 'x-b': '2' }, body: 'done' }
  const { answer, event } = await call('plain', '/form?q=1', answers(result), request)
  const id = answer.head('x-amzn-RequestId')
  const entries = (await playground.entries()).filter(({ of }) => of.invocation === id)
  const of = (type: string, endpoint?: string) => {
    const exchange = entries.find(
      ({ event: opened }) => opened.type === 'exchange.opened' && opened.endpoint === endpoint,
    )
    return entries.find(
      ({ event: one, of: owner }) =>
        one.type === type && (endpoint === undefined || owner.exchange === exchange?.of.exchange),
    )?.event
  }
  expect(of('exchange.opened', 'function-url')).toMatchObject({
    from: 'caller',
    method: 'POST',
    target: '/plain/form?q=1',
  })
  expect(of('exchange.received', 'function-url')).toMatchObject({ body: { bytes: 3, preview: 'a=1' } })
  expect(of('invocation.received')).toMatchObject({ via: 'function-url', invocationType: 'RequestResponse' })
  const delivered = entries.find(({ event: one }) => one.type === 'exchange.answered' && one.delivers === id)?.event
  expect(delivered?.type === 'exchange.answered' && JSON.parse(delivered.body.preview)).toEqual(event)
  expect(of('exchange.received', 'response')).toMatchObject({ body: { preview: JSON.stringify(result) } })
  const told = of('exchange.answered', 'function-url')
  expect(told).toMatchObject({ status: 201, body: { preview: 'done' } })
  expect(told?.type === 'exchange.answered' && told.heads).toContainEqual(['x-b', '2'])
})

test('a real process serves its URL', async () => {
  const { head, body } = await curl('-d', 'a=b', '-H', 'Content-Type: text/plain', url('/echo/deep/path'))
  expect(head).toMatch(/^HTTP\/1\.1 200 OK\r\n/)
  expect(JSON.parse(body)).toMatchObject({ rawPath: '/deep/path', body: 'a=b' })
})
