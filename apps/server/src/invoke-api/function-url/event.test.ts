import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { eventOf, type UrlCall } from './event.ts'

const call = (given: Partial<UrlCall> = {}) =>
  JSON.parse(
    eventOf({
      function: 'hello',
      method: 'GET',
      target: '/',
      protocol: 'HTTP/1.1',
      heads: [['Host', 'hello.localhost:9002']],
      body: new Uint8Array(),
      sourceIp: '127.0.0.1',
      port: 9002,
      requestId: '00000000-0000-4000-8000-000000000001',
      traceId: 'Root=1-67891233-abcdef012345678912345678;Parent=53995c3f42cd8ad8;Sampled=0',
      epochMs: Date.UTC(2020, 2, 12, 19, 3, 58),
      ...given,
    }),
  )

describe('an event', () => {
  it('has every member of payload format 2.0, in its order', () => {
    const id = expect.stringMatching(/^[a-z0-9]{32}$/)
    const event = call({
      method: 'POST',
      target: '/my/path?a=1',
      heads: [
        ['Host', 'hello.localhost:9002'],
        ['User-Agent', 'curl/8'],
        ['Cookie', 'c=1'],
        ['Content-Type', 'text/plain'],
      ],
      body: Buffer.from('hi'),
    })
    expect(event).toEqual({
      version: '2.0',
      routeKey: '$default',
      rawPath: '/my/path',
      rawQueryString: 'a=1',
      cookies: ['c=1'],
      headers: {
        host: 'hello.localhost:9002',
        'user-agent': 'curl/8',
        'content-type': 'text/plain',
        'x-amzn-trace-id': 'Root=1-67891233-abcdef012345678912345678',
        'x-forwarded-for': '127.0.0.1',
        'x-forwarded-port': '9002',
        'x-forwarded-proto': 'http',
      },
      queryStringParameters: { a: '1' },
      requestContext: {
        accountId: 'anonymous',
        apiId: id,
        domainName: expect.stringMatching(/^[a-z0-9]{32}\.lambda-url\.us-east-1\.on\.aws$/),
        domainPrefix: id,
        http: {
          method: 'POST',
          path: '/my/path',
          protocol: 'HTTP/1.1',
          sourceIp: '127.0.0.1',
          userAgent: 'curl/8',
        },
        requestId: '00000000-0000-4000-8000-000000000001',
        routeKey: '$default',
        stage: '$default',
        time: '12/Mar/2020:19:03:58 +0000',
        timeEpoch: 1584039838000,
      },
      body: 'hi',
      isBase64Encoded: false,
    })
    expect(Object.keys(event).slice(0, 4)).toEqual(['version', 'routeKey', 'rawPath', 'rawQueryString'])
  })

  it('leaves out what a bare request does not have', () => {
    const event = call()
    for (const absent of ['cookies', 'queryStringParameters', 'body']) expect(event).not.toHaveProperty(absent)
    expect([event.isBase64Encoded, event.rawQueryString]).toEqual([false, ''])
  })

  it('has an id per function, the same each time', () => {
    const id = (name: string) => call({ function: name }).requestContext.apiId
    expect(id('hello')).toBe(id('hello'))
    expect(id('hello')).not.toBe(id('Hello'))
  })

  it('tells who signed it, without the signature, where the URL asks for one', () => {
    const heads: UrlCall['heads'] = [['Authorization', 'AWS4-HMAC-SHA256 …']]
    expect(call({ heads }).headers.authorization).toBe('AWS4-HMAC-SHA256 …')
    const { headers, requestContext } = call({ heads, accessKey: 'AKIAIOSFODNN7EXAMPLE' })
    expect(headers).not.toHaveProperty('authorization')
    expect(requestContext.accountId).toBe('012345678912')
    expect(requestContext.authorizer.iam).toEqual({
      accessKey: 'AKIAIOSFODNN7EXAMPLE',
      accountId: '012345678912',
      callerId: 'AIDAIOSFODNN7EXAMPLE',
      cognitoIdentity: null,
      principalOrgId: null,
      userArn: 'arn:aws:iam::012345678912:user/unverified',
      userId: 'AIDAIOSFODNN7EXAMPLE',
    })
  })
})

describe('headers', () => {
  it('are lower case, and several of one name are joined with a comma', () => {
    const heads: UrlCall['heads'] = [
      ['X-A', '1'],
      ['x-a', '2'],
      ['X-B', 'a, b'],
    ]
    expect(call({ heads }).headers).toMatchObject({ 'x-a': '1,2', 'x-b': 'a, b' })
  })

  it('leave out those of the connection, cookies, and the playground’s token', () => {
    const heads: UrlCall['heads'] = [
      ['Connection', 'keep-alive'],
      ['Transfer-Encoding', 'chunked'],
      ['Cookie', 'a=1; b=2'],
      ['COOKIE', 'c=3'],
      ['Lambda-Playground-Token', 'secret'],
      ['Accept', '*/*'],
    ]
    const event = call({ heads })
    expect(Object.keys(event.headers).filter((name) => !name.startsWith('x-'))).toEqual(['accept'])
    expect(event.cookies).toEqual(['a=1', 'b=2', 'c=3'])
  })

  it('never hold the token’s cookie, which a browser sends to every port of an address', () => {
    const event = call({ heads: [['Cookie', 'lambda-playground-token=secret; a=1']] })
    expect(event.cookies).toEqual(['a=1'])
    expect(JSON.stringify(call({ heads: [['Cookie', 'lambda-playground-token=secret']] }))).not.toMatch(
      /secret|cookies/,
    )
  })

  it('tell the way, and put the caller after those that were before it', () => {
    expect(call({ heads: [['X-Forwarded-For', '203.0.113.1']] }).headers['x-forwarded-for']).toBe(
      '203.0.113.1, 127.0.0.1',
    )
    const spoofed = call({
      heads: [
        ['X-Amzn-Trace-Id', 'Root=x'],
        ['X-Forwarded-Proto', 'https'],
      ],
    }).headers
    expect(spoofed['x-amzn-trace-id']).toBe('Root=1-67891233-abcdef012345678912345678')
    expect(spoofed['x-forwarded-proto']).toBe('http')
  })

  it('may have any name', () => {
    const text = eventOf({
      ...bare,
      heads: [
        ['__proto__', 'x'],
        ['constructor', 'y'],
      ],
    })
    expect(text).toContain('"__proto__":"x","constructor":"y"')
  })
})

const bare: UrlCall = {
  function: 'hello',
  method: 'GET',
  target: '/',
  protocol: 'HTTP/1.1',
  heads: [],
  body: new Uint8Array(),
  sourceIp: '::1',
  port: 1,
  requestId: 'id',
  traceId: 'Root=1',
  epochMs: 0,
}

describe('a query', () => {
  it.each([
    ['x=1&x=2', { x: '1,2' }],
    ['a=%C3%A9&b=c+d&e=f%2Bg', { a: 'é', b: 'c d', e: 'f+g' }],
    ['a', { a: '' }],
    ['a=b=c', { a: 'b=c' }],
    ['a=%zz', { a: '%zz' }],
    ['a=1?b', { a: '1?b' }],
  ])('%s is decoded, and kept raw', (query, parameters) => {
    const event = call({ target: `/p?${query}` })
    expect(event.queryStringParameters).toEqual(parameters)
    expect([event.rawPath, event.rawQueryString]).toEqual(['/p', query])
  })

  it.each(['/a%20b', '//a', '/%', '/a;b=c', '/é'])('leaves the path %s as it came', (path) => {
    const { rawPath, requestContext } = call({ target: `${path}?a` })
    expect([rawPath, requestContext.http.path]).toEqual([path, path])
  })

  it('never makes anything but JSON', () => {
    fc.assert(
      fc.property(fc.webPath(), fc.webQueryParameters(), fc.uint8Array({ maxLength: 50 }), (path, query, body) => {
        const event = JSON.parse(eventOf({ ...bare, target: `${path}?${query}`, body }))
        const sent = Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8')
        expect(sent.equals(body)).toBe(true)
      }),
    )
  })
})

describe('a body', () => {
  const typed = (type: string | undefined, body: string | Uint8Array) =>
    call({ heads: type === undefined ? [] : [['Content-Type', type]], body: Buffer.from(body as Uint8Array) })

  it.each([
    'text/plain',
    'text/html; charset=utf-8',
    'TEXT/CSV',
    'application/json',
    'application/json;charset=UTF-8',
    'application/xml',
    'application/javascript',
  ])('of type %s is text', (type) => {
    expect(typed(type, '{"é":1}')).toMatchObject({ body: '{"é":1}', isBase64Encoded: false })
  })

  it.each([
    undefined,
    'image/png',
    'application/octet-stream',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/jsonx',
    'application/vnd.api+json',
  ])('of type %s is base64', (type) => {
    expect(typed(type, 'a=b')).toMatchObject({ body: 'YT1i', isBase64Encoded: true })
  })

  it('that says text and is none loses nothing', () => {
    expect(typed('text/plain', new Uint8Array([0xff, 0x00]))).toMatchObject({ body: '/wA=', isBase64Encoded: true })
    expect(typed('text/plain', '\uFEFFa').body).toBe('\uFEFFa')
  })
})
