// HTTP APIs in front of functions as clients meet them: fetch and bare sockets on one side, the Node.js runtime that ships on the other.
import type { Entry, EventOf } from '@playground/protocol'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startPlayground, type FunctionFiles, type Playground } from './playground.fixture.ts'
import { ask, RawConnection, renderRequest, type RawAnswer, type RawRequest } from './raw-http.fixture.ts'

const shop = 'http://shop.example'
const own = 'http://own.example'
const picture = Buffer.from([0x89, 0x50, 0, 0xff])

/** Answers what the head X-Answer says, as JSON; without one the event. */
const source = `
export async function handler(event) {
  const heads = event.headers ?? Object.fromEntries(Object.entries(event.multiValueHeaders).map(([name, [one]]) => [name, one]))
  const wanted = Object.entries(heads).find(([name]) => name.toLowerCase() === 'x-answer')?.[1]
  if (wanted === 'throw') throw new TypeError('no tea')
  if (wanted === 'wait') await new Promise(() => setInterval(() => {}, 1000))
  if (wanted !== undefined) return JSON.parse(wanted)
  return { statusCode: 200, headers: { 'content-type': 'application/json' }, multiValueHeaders: { 'content-type': ['application/json'] },
    body: JSON.stringify(event) }
}
`
const streaming = `
export const handler = awslambda.streamifyResponse(async (event, stream) => {
  if (event.path === '/stream/fails') throw new TypeError('no tea')
  const out = awslambda.HttpResponseStream.from(stream, { statusCode: 201, headers: { 'x-a': '1' }, cookies: ['c=1'] })
  out.write(event.httpMethod + ' ')
  await new Promise((resolve) => setTimeout(resolve, 20))
  out.end(event.pathParameters.proxy)
})
`
const withRoutes = (routes: object[], settings: object = {}, code = source): FunctionFiles => ({
  'function.json': JSON.stringify({ handler: 'index.handler', timeout: 30, concurrency: 4, routes, ...settings }),
  'index.mjs': code,
})
const shopApi = { payload: '1.0', api: 'Shop', stage: 'Prod' }

let playground: Playground
beforeAll(async () => {
  playground = await startPlayground({
    functions: {
      rest: withRoutes([
        { ...shopApi, method: 'GET', path: '/items/{id}' },
        { ...shopApi, path: '/any/{proxy+}', binaryTypes: ['image/*'] },
        { ...shopApi, method: 'POST', path: '/mocked', cors: { allowOrigins: [shop], allowMethods: ['POST'] } },
        { ...shopApi, path: '/spoken', cors: { allowOrigins: [shop] } },
        { ...shopApi, method: 'OPTIONS', path: '/spoken', cors: { allowOrigins: [shop] } },
      ]),
      http: withRoutes([
        { method: 'GET', path: '/v2/{id}' },
        { method: 'POST', path: '/v2/{id}' },
        { path: '/v1', payload: '1.0', stage: '$default' },
        { path: '/staged/{id}', api: 'staged', stage: 'dev' },
        { method: 'PUT', path: '/shared', cors: { allowOrigins: [shop], allowMethods: ['PUT'], maxAge: 60 } },
      ]),
      balanced: withRoutes([
        { path: '/alb/*', payload: 'alb', api: 'web' },
        { path: '/multi/*', payload: 'alb', api: 'web', multiValueHeaders: true },
      ]),
      streams: withRoutes([{ ...shopApi, path: '/stream/{proxy+}', stream: true }], {}, streaming),
      late: withRoutes([{ ...shopApi, path: '/late' }], { timeout: 1 }),
      busy: withRoutes([{ ...shopApi, path: '/busy' }, { path: '/busy2' }, { path: '/busy3', payload: 'alb' }], {
        concurrency: 1,
        timeout: 3,
      }),
    },
    serve: { allowHosts: ['box.lan'], allowOrigins: [own] },
  })
})
afterAll(() => playground.close())

const url = (path: string) => `http://127.0.0.1:${playground.apiPort}${path}`
const call = (method: string, path: string, request: RawRequest = {}) => ask(playground.apiPort, method, path, request)
/** What the function is asked to answer. */
const answering = (answer: unknown, more: Record<string, string> = {}) => ({
  heads: { 'X-Answer': typeof answer === 'string' ? answer : JSON.stringify(answer), ...more },
})
const eventIn = ({ body }: RawAnswer) => JSON.parse(body.toString()) as Record<string, any>
const told = ({ status, body }: RawAnswer) => [status, body.toString()]
const all = ({ heads }: RawAnswer, name: string) =>
  heads.filter(([known]) => known.toLowerCase() === name).map(([, value]) => value)

describe('a REST API', () => {
  test('gives payload 1.0, with the stage before the path and without', async () => {
    for (const path of ['/items/a%20b?x=1&x=2', '/Prod/items/a%20b?x=1&x=2']) {
      const answer = await fetch(url(path), { headers: { cookie: 'a=1; b=2' } })
      expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/json'])
      for (const head of ['x-amzn-requestid', 'x-amz-apigw-id', 'x-amzn-trace-id'])
        expect(answer.headers.get(head)).toBeTruthy()
      const event = (await answer.json()) as Record<string, any>
      expect(event).toMatchObject({
        resource: '/items/{id}',
        path: '/items/a%20b',
        httpMethod: 'GET',
        pathParameters: { id: 'a%20b' },
        queryStringParameters: { x: '2' },
        multiValueQueryStringParameters: { x: ['1', '2'] },
        headers: { cookie: 'a=1; b=2' },
        requestContext: { stage: 'Prod', path: '/Prod/items/a%20b', requestId: answer.headers.get('x-amzn-requestid') },
        body: null,
      })
    }
  })

  test('gives back several values, cookies and a status', async () => {
    const answer = await call(
      'POST',
      '/any/x',
      answering({
        statusCode: 302,
        headers: { Location: '/', 'X-A': '1' },
        multiValueHeaders: { 'Set-Cookie': ['a=1', 'b=2'], 'x-a': ['2'] },
      }),
    )
    expect([answer.status, answer.head('location')]).toEqual([302, '/'])
    expect([all(answer, 'set-cookie'), all(answer, 'x-a')]).toEqual([
      ['a=1', 'b=2'],
      ['1', '2'],
    ])
  })

  test('takes and gives bytes where its binary types say so', async () => {
    const sent = await call('PUT', '/any/x', { body: picture, heads: { 'Content-Type': 'image/png' } })
    expect(eventIn(sent)).toMatchObject({ body: picture.toString('base64'), isBase64Encoded: true })
    const answer = {
      statusCode: 200,
      headers: { 'Content-Type': 'image/png' },
      body: picture.toString('base64'),
      isBase64Encoded: true,
    }
    const got = await call('GET', '/any/x', answering(answer, { Accept: 'image/png' }))
    expect(got.body.equals(picture)).toBe(true)
    const text = await call('GET', '/any/x', answering(answer, { Accept: '*/*' }))
    expect(text.body.toString()).toBe(picture.toString('base64'))
  })

  test.each([
    ['a function that fails', 'throw'],
    ['a result that is no answer', '"tea"'],
    ['a member that it does not know', '{"statusCode":200,"cookies":[]}'],
  ])('says of %s no more than 502', async (_, answer) => {
    const refused = await call('GET', '/items/1', answering(answer))
    expect(told(refused)).toEqual([502, '{"message": "Internal server error"}'])
    expect(refused.head('x-amzn-errortype')).toBe('InternalServerErrorException')
  })

  test.each([
    ['GET', '/nothing'],
    ['POST', '/items/1'],
    ['GET', '//items/1'],
  ])('knows no %s %s', async (method, path) => {
    const answer = await call(method, path, { heads: { Host: 'shop.localhost' } })
    expect(told(answer)).toEqual([403, '{"message":"Missing Authentication Token"}'])
    expect(answer.head('x-amzn-errortype')).toBe('MissingAuthenticationTokenException')
  })

  test('has no HEAD where a route has GET alone', async () => {
    expect((await fetch(url('/Prod/items/1'), { method: 'HEAD' })).status).toBe(403)
  })
})

describe('an HTTP API', () => {
  test('gives payload 2.0', async () => {
    const answer = await fetch(url('/v2/a%20b?x=1&x=2'), {
      method: 'POST',
      body: '{"a":1}',
      headers: { cookie: 'a=1; b=2', 'content-type': 'application/json' },
    })
    expect(answer.headers.get('apigw-requestid')).toMatch(/=$/)
    expect(await answer.json()).toMatchObject({
      version: '2.0',
      routeKey: 'POST /v2/{id}',
      rawPath: '/v2/a b',
      rawQueryString: 'x=1&x=2',
      cookies: ['a=1', 'b=2'],
      queryStringParameters: { x: '1,2' },
      pathParameters: { id: 'a b' },
      requestContext: { requestId: answer.headers.get('apigw-requestid'), stage: '$default' },
      body: '{"a":1}',
      isBase64Encoded: false,
    })
  })

  test('has the name of its stage in the path', async () => {
    for (const path of ['/staged/1', '/dev/staged/1'])
      expect(eventIn(await call('GET', path))).toMatchObject({
        rawPath: '/dev/staged/1',
        requestContext: { stage: 'dev' },
      })
  })

  test('gives payload 1.0 where a route asks for it', async () => {
    expect(eventIn(await call('GET', '/v1'))).toMatchObject({ version: '1.0', resource: '/v1', path: '/v1' })
  })

  test('makes an answer of what has no status, and sets cookies', async () => {
    const plain = await call('GET', '/v2/1', answering({ hello: 1 }))
    expect([plain.status, plain.head('content-type'), plain.body.toString()]).toEqual([
      200,
      'application/json',
      '{"hello":1}',
    ])
    const cookies = await call('GET', '/v2/1', answering({ statusCode: 204, cookies: ['a=1', 'b=2'] }))
    expect([cookies.status, all(cookies, 'set-cookie')]).toEqual([204, ['a=1', 'b=2']])
  })

  test('takes and gives bytes by their type', async () => {
    const sent = await call('POST', '/v2/1', { body: picture, heads: { 'Content-Type': 'image/png' } })
    expect(eventIn(sent)).toMatchObject({ body: picture.toString('base64'), isBase64Encoded: true })
    const answer = { statusCode: 200, body: picture.toString('base64'), isBase64Encoded: true }
    expect((await call('GET', '/v2/1', answering(answer))).body.equals(picture)).toBe(true)
  })

  test('says of a function that fails no more than 500, and the journal why', async () => {
    expect(told(await call('GET', '/v2/1', answering('throw')))).toEqual([500, '{"message":"Internal Server Error"}'])
    const entries = await playground.entries()
    const answer = entries.findLast(({ event }) => event.type === 'exchange.answered' && event.status === 500)
    expect(answer?.event).toHaveProperty('refusal')
  })

  test.each([
    ['GET', '/nothing'],
    ['PUT', '/v2/1'],
    ['GET', '/v2/1/'],
  ])('knows no %s %s', async (method, path) => {
    const answer = await call(method, path, { heads: { Host: 'api.localhost' } })
    expect(told(answer)).toEqual([404, '{"message":"Not Found"}'])
  })
})

describe('a load balancer', () => {
  test('gives its event, with nothing decoded', async () => {
    const answer = await fetch(url('/alb//a%20b?x=%20&x=2'))
    expect(answer.headers.get('server')).toBe('awselb/2.0')
    expect(await answer.json()).toMatchObject({
      requestContext: { elb: { targetGroupArn: expect.stringMatching(/:targetgroup\/balanced\//) } },
      path: '/alb//a%20b',
      queryStringParameters: { x: '2' },
      body: '',
    })
    const several = (await (await fetch(url('/multi/a?x=%20&x=2'))).json()) as object
    expect(several).toMatchObject({ multiValueQueryStringParameters: { x: ['%20', '2'] } })
    expect(several).not.toHaveProperty('headers')
  })

  test.each([
    ['a function that fails', 'throw'],
    ['an answer without a status', '{"body":"hi"}'],
  ])('shows a page for %s', async (_, answer) => {
    const refused = await call('GET', '/alb/x', answering(answer))
    expect([refused.status, refused.head('content-type')]).toEqual([502, 'text/html'])
    expect(refused.body.toString()).toContain('<center><h1>502 Bad Gateway</h1></center>\r\n')
  })

  test('takes a MiB and no more', async () => {
    const heads = { 'Content-Type': 'text/plain' }
    const most = await call('POST', '/alb/x', {
      heads: { ...heads, ...answering({ statusCode: 200 }).heads },
      body: Buffer.alloc(1024 * 1024, 'a'),
    })
    expect(most.status).toBe(200)
    const refused = await call('POST', '/alb/x', { heads, body: Buffer.alloc(1024 * 1024 + 1, 'a') })
    expect([refused.status, refused.head('content-type')]).toEqual([413, 'text/html'])
  })

  test('has its own words where no rule takes a request', async () => {
    expect(told(await call('GET', '/nothing', { heads: { Host: 'web.localhost' } }))).toEqual([404, 'Not Found'])
  })
})

describe('whatever it is', () => {
  test('a HEAD gets the heads of an answer, and no body', async () => {
    for (const path of ['/any/x', '/alb/x']) {
      const answer = await fetch(url(path), { method: 'HEAD' })
      expect([answer.status, Number(answer.headers.get('content-length')) > 100]).toEqual([200, true])
      expect(await answer.text()).toBe('')
    }
  })

  test('an event that is too large is refused before anything runs', async () => {
    // A third more in base64.
    const body = Buffer.alloc(5 * 1024 * 1024)
    const heads = { 'Content-Type': 'image/png' }
    expect(told(await call('POST', '/any/x', { heads, body }))).toEqual([413, '{"message":"Request Too Long"}'])
    expect(told(await call('POST', '/v2/1', { heads, body }))).toEqual([413, '{"message":"Request Entity Too Large"}'])
    const tooLong = Buffer.alloc(10 * 1024 * 1024 + 1)
    expect((await call('POST', '/v2/1', { heads, body: tooLong })).status).toBe(413)
  })

  test('a call that finds no room is refused', async () => {
    // Ended with the playground.
    void call('GET', '/busy', answering('wait')).catch(() => {})
    const isBusy = ({ of, event }: Entry) => of.function === 'busy' && event.type === 'invocation.dispatched'
    await playground.entriesUntil((entries) => entries.some(isBusy))
    expect(told(await call('GET', '/busy'))).toEqual([500, '{"message": "Internal server error"}'])
    expect(told(await call('GET', '/busy2'))).toEqual([503, '{"message":"Service Unavailable"}'])
    expect((await call('GET', '/busy3')).status).toBe(502)
  })

  test('a function that takes longer than it may has failed', async () => {
    expect(told(await call('GET', '/late', answering('wait')))).toEqual([502, '{"message": "Internal server error"}'])
  })

  test('calls are in the journal, by the route that took them', async () => {
    const answer = await fetch(url('/items/journal'))
    const id = answer.headers.get('x-amzn-requestid')!
    const entries = (await playground.entries()).filter(({ of }) => of.invocation === id)
    const opened = entries.find(({ event }) => event.type === 'exchange.opened' && event.endpoint === 'http-api')
    expect([opened!.of.function, (opened!.event as EventOf<'exchange.opened'>).target]).toEqual([
      'rest',
      '/items/journal',
    ])
    const received = entries.find(({ event }) => event.type === 'invocation.received')
    expect(received?.event).toMatchObject({ via: 'http-api' })
  })

  test('several requests on one connection are answered in their turn', async () => {
    const connection = await RawConnection.open(playground.apiPort)
    for (const path of ['/items/1', '/v2/2', '/alb/3']) connection.send(renderRequest('GET', path, playground.apiPort))
    const paths = []
    for (const member of ['path', 'rawPath', 'path']) paths.push(eventIn(await connection.answer())[member])
    expect(paths).toEqual(['/items/1', '/v2/2', '/alb/3'])
    connection.close()
  })

  test('the root lists what there is, and a name of none says so', async () => {
    const text = await (await fetch(url('/'))).text()
    expect(text).toContain(`REST API Shop, stage Prod   http://Shop.localhost:${playground.apiPort}/\n`)
    expect(text).toContain('  GET /items/{id} → rest\n')
    const narrowed = await call('GET', '/', { heads: { Host: 'web.localhost' } })
    expect(narrowed.body.toString()).not.toContain('Shop')
    expect(told(await call('GET', '/items/1', { heads: { Host: 'nobody.localhost' } }))).toEqual([
      404,
      `"nobody" is no API. Those that there are: http://127.0.0.1:${playground.apiPort}/\n`,
    ])
    expect((await call('GET', '/items/1', { heads: { Host: 'api.localhost' } })).status).toBe(404)
    expect((await call('GET', '/items/1', { heads: { Host: 'SHOP.localhost' } })).status).toBe(200)
  })
})

describe('a response that streams', () => {
  test('has the head that its prelude says, and comes in pieces', async () => {
    const answer = await fetch(url('/stream/a/b'))
    expect([answer.status, answer.headers.get('x-a'), answer.headers.get('set-cookie')]).toEqual([201, '1', 'c=1'])
    expect([answer.headers.get('transfer-encoding'), await answer.text()]).toEqual(['chunked', 'GET a/b'])
  })

  test('of a function that fails before it began is a 502', async () => {
    expect(told(await call('GET', '/stream/fails'))).toEqual([502, '{"message": "Internal server error"}'])
  })
})

describe('CORS', () => {
  const preflight = { Origin: shop, 'Access-Control-Request-Method': 'PUT' }

  test('of an HTTP API is answered for the function, and put over what it says', async () => {
    const answer = await call('OPTIONS', '/shared', { heads: preflight })
    expect([answer.status, answer.head('access-control-allow-origin'), answer.head('access-control-max-age')]).toEqual([
      204,
      shop,
      '60',
    ])
    const said = answering({ statusCode: 200, headers: { 'access-control-allow-origin': '*' } }, { Origin: shop })
    expect(all(await call('PUT', '/shared', said), 'access-control-allow-origin')).toEqual([shop])
  })

  test('of a REST API is a mock that answers OPTIONS, and the function speaks for itself', async () => {
    const mock = await call('OPTIONS', '/mocked', { heads: { ...preflight, 'Access-Control-Request-Method': 'POST' } })
    expect([mock.status, mock.head('access-control-allow-methods'), mock.body.toString()]).toEqual([200, 'POST', ''])
    expect((await call('OPTIONS', '/mocked')).head('access-control-allow-origin')).toBe(shop)
    const post = await call('POST', '/mocked', answering({ statusCode: 200 }, { Origin: shop }))
    expect([post.status, post.head('access-control-allow-origin')]).toEqual([200, undefined])
    const spoken = await call('OPTIONS', '/spoken', answering({ statusCode: 418 }, preflight))
    expect(spoken.status).toBe(418)
  })
})

describe('a page of somebody else', () => {
  const evil = 'http://evil.example'

  test.each([
    ['a form', 'POST', '/any/x', { Origin: evil, 'Content-Type': 'text/plain' }],
    ['a preflight', 'OPTIONS', '/shared', { Origin: evil, 'Access-Control-Request-Method': 'PUT' }],
    ['another port of this machine', 'GET', '/v2/1', { Origin: 'http://localhost:3000' }],
    [
      'an image',
      'GET',
      '/items/1',
      { 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Mode': 'no-cors', 'Sec-Fetch-Dest': 'image' },
    ],
    ['a name that leads here', 'GET', '/items/1', { Host: 'evil.example' }],
  ])('starts nothing by %s', async (_, method, path, heads) => {
    const before = await playground.entries()
    const answer = await call(method, path, { heads })
    expect(answer.status).toBe(403)
    expect(answer.head('access-control-allow-origin')).toBeUndefined()
    const mine = ({ event }: Entry) => event.type === 'exchange.opened' && event.endpoint === 'http-api'
    expect((await playground.entries()).filter(mine)).toHaveLength(before.filter(mine).length)
  })

  test('is told how it would be let in, and then is', async () => {
    const refused = await call('GET', '/v2/1', { heads: { Origin: shop } })
    expect(refused.body.toString()).toBe(
      `A page of ${shop} may not call the function http by its route GET /v2/{id}. Let it, with "cors": { "allowOrigins": ["${shop}"] }` +
        ` of that route in its function.json, or with --allow-origin ${shop}, where the function answers CORS itself.\n`,
    )
    expect((await call('PUT', '/shared', { heads: { Origin: shop } })).status).toBe(200)
    expect((await call('GET', '/v2/1', { heads: { Origin: own } })).status).toBe(200)
    expect((await call('GET', '/v2/1', { heads: { Host: 'box.lan' } })).status).toBe(200)
  })
})
