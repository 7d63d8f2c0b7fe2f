import { schemaOf, type EventId } from '@playground/protocol/events'
import { routeSchema, type Route } from '@playground/protocol'
import { Ajv } from 'ajv'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as v from 'valibot'
import type { HttpRequest } from '../by-http/request.ts'
import { eventOf } from './event.ts'
import { find, functionWith, type Given } from './routes.fixture.ts'

const traceId = 'Root=1-67891233-abcdef012345678912345678;Parent=53995c3f42cd8ad8;Sampled=0'
const host: [string, string] = ['Host', '127.0.0.1:9003']

function eventFor(route: Given, line: string, given: Partial<HttpRequest> = {}): any {
  const [method = 'GET', target = '/'] = line.split(' ')
  const found = find([functionWith('shop', route)], `${method} ${target.split('?')[0]}`)!
  const request: HttpRequest = {
    method,
    target,
    protocol: 'HTTP/1.1',
    heads: [host],
    body: new Uint8Array(),
    sourceIp: '127.0.0.1',
    port: 9003,
    requestId: '00000000-0000-4000-8000-000000000001',
    traceId,
    epochMs: Date.UTC(2020, 2, 12, 19, 3, 58),
    ...given,
  }
  return JSON.parse(eventOf(request, found))
}

const apiId = expect.stringMatching(/^[0-9a-f]{10}$/)
const domainName = expect.stringMatching(/^[0-9a-f]{10}\.execute-api\.us-east-1\.amazonaws\.com$/)
const shortId = expect.stringMatching(/^[A-Za-z0-9]{15}=$/)
const rest = { path: '/items/{id}', payload: '1.0', stage: 'Prod' } as const
const text = (type: string, body = 'hi', more: [string, string][] = []): Partial<HttpRequest> => ({
  heads: [host, ['Content-Type', type], ...more],
  body: Buffer.from(body),
})

describe('payload 1.0 of a REST API', () => {
  it('has every member, with null for what is not there', () => {
    expect(eventFor(rest, 'GET /items/1')).toEqual({
      resource: '/items/{id}',
      path: '/items/1',
      httpMethod: 'GET',
      headers: {
        Host: '127.0.0.1:9003',
        'X-Amzn-Trace-Id': 'Root=1-67891233-abcdef012345678912345678',
        'X-Forwarded-For': '127.0.0.1',
        'X-Forwarded-Port': '9003',
        'X-Forwarded-Proto': 'http',
      },
      multiValueHeaders: {
        Host: ['127.0.0.1:9003'],
        'X-Amzn-Trace-Id': ['Root=1-67891233-abcdef012345678912345678'],
        'X-Forwarded-For': ['127.0.0.1'],
        'X-Forwarded-Port': ['9003'],
        'X-Forwarded-Proto': ['http'],
      },
      queryStringParameters: null,
      multiValueQueryStringParameters: null,
      pathParameters: { id: '1' },
      stageVariables: null,
      requestContext: {
        accountId: '012345678912',
        apiId,
        domainName,
        domainPrefix: apiId,
        extendedRequestId: shortId,
        httpMethod: 'GET',
        identity: {
          accessKey: null,
          accountId: null,
          apiKey: null,
          apiKeyId: null,
          caller: null,
          clientCert: null,
          cognitoAuthenticationProvider: null,
          cognitoAuthenticationType: null,
          cognitoIdentityId: null,
          cognitoIdentityPoolId: null,
          principalOrgId: null,
          sourceIp: '127.0.0.1',
          user: null,
          userAgent: null,
          userArn: null,
        },
        path: '/Prod/items/1',
        protocol: 'HTTP/1.1',
        requestId: '00000000-0000-4000-8000-000000000001',
        requestTime: '12/Mar/2020:19:03:58 +0000',
        requestTimeEpoch: 1584039838000,
        resourceId: expect.stringMatching(/^[0-9a-f]{6}$/),
        resourcePath: '/items/{id}',
        stage: 'Prod',
      },
      body: null,
      isBase64Encoded: false,
    })
  })

  it('has a path without its stage, undecoded, and a query decoded, of which the last value counts', () => {
    const event = eventFor(rest, 'GET /Prod/items/a%20b?x=1&x=2&q=%C3%A4+b&empty')
    expect(event).toMatchObject({
      path: '/items/a%20b',
      pathParameters: { id: 'a%20b' },
      queryStringParameters: { x: '2', q: 'ä b', empty: '' },
      multiValueQueryStringParameters: { x: ['1', '2'], q: ['ä b'], empty: [''] },
      requestContext: { path: '/Prod/items/a%20b', resourcePath: '/items/{id}' },
    })
  })

  it('has heads in their case, several under the first, the last alone in headers, and no token of the playground', () => {
    const heads: [string, string][] = [
      host,
      ['X-One', 'a'],
      ['x-one', 'b'],
      ['Cookie', 'a=1; lambda-playground-token=secret; b=2'],
      ['cookie', 'lambda-playground-token=secret'],
      ['Lambda-Playground-Token', 'secret'],
      ['Connection', 'keep-alive'],
      ['X-Forwarded-For', '10.0.0.1'],
    ]
    const { headers, multiValueHeaders } = eventFor(rest, 'GET /items/1', { heads })
    expect(headers).toMatchObject({ 'X-One': 'b', Cookie: 'a=1; b=2', 'X-Forwarded-For': '10.0.0.1, 127.0.0.1' })
    expect(multiValueHeaders).toMatchObject({ 'X-One': ['a', 'b'], Cookie: ['a=1; b=2'] })
    expect(JSON.stringify(multiValueHeaders)).not.toMatch(/secret|keep-alive/)
  })

  it.each([
    [undefined, 'image/png', false],
    [['image/png'], 'image/png', true],
    [['image/*'], 'IMAGE/gif; x=1', true],
    [['image~1gif'], 'image/gif', true],
    [['image/png'], 'text/plain', false],
    [['*/*'], 'application/json', true],
    [['*~1*'], 'text/plain', true],
  ])('of an API with the binary types %j has a %s in base64: %s', (binaryTypes, type, isBase64Encoded) => {
    const event = eventFor({ ...rest, ...(binaryTypes ? { binaryTypes } : {}) }, 'POST /items/1', text(type))
    expect([event.isBase64Encoded, event.body]).toEqual([isBase64Encoded, isBase64Encoded ? 'aGk=' : 'hi'])
  })

  it('loses bytes that are no text, where nobody said so', () => {
    const body = Buffer.from([0x89, 0x50, 0xff])
    expect(eventFor(rest, 'POST /items/1', { body }).body).toBe('\ufffdP\ufffd')
  })
})

describe('payload 1.0 of an HTTP API', () => {
  it('says its version, has heads in lower case, and a path that is decoded', () => {
    const event = eventFor(
      { path: '/items/{id}', payload: '1.0', stage: '$default', method: 'POST' },
      'POST /items/a%2Fb%20c',
      text('image/png', 'hi', [['Cookie', 'a=1']]),
    )
    expect(event).toMatchObject({
      version: '1.0',
      resource: '/items/{id}',
      path: '/items/a/b c',
      headers: { host: '127.0.0.1:9003', cookie: 'a=1' },
      pathParameters: { id: 'a/b c' },
      requestContext: { stage: '$default', resourceId: 'POST /items/{id}', requestId: shortId },
      body: 'aGk=',
      isBase64Encoded: true,
    })
  })
})

describe('payload 2.0 of an HTTP API', () => {
  it('has every member, and none for what is not there', () => {
    const heads: [string, string][] = [
      host,
      ['User-Agent', 'curl/8'],
      ['Cookie', 'a=1; b=2'],
      ['X-A', '1'],
      ['x-a', '2'],
    ]
    expect(eventFor({ path: '/items/{id}', method: 'GET' }, 'GET /items/1?x=1&x=2&q=%20', { heads })).toEqual({
      version: '2.0',
      routeKey: 'GET /items/{id}',
      rawPath: '/items/1',
      rawQueryString: 'x=1&x=2&q=%20',
      cookies: ['a=1', 'b=2'],
      headers: {
        host: '127.0.0.1:9003',
        'user-agent': 'curl/8',
        'x-a': '1,2',
        'x-amzn-trace-id': 'Root=1-67891233-abcdef012345678912345678',
        'x-forwarded-for': '127.0.0.1',
        'x-forwarded-port': '9003',
        'x-forwarded-proto': 'http',
      },
      queryStringParameters: { x: '1,2', q: ' ' },
      requestContext: {
        accountId: '012345678912',
        apiId,
        domainName,
        domainPrefix: apiId,
        http: { method: 'GET', path: '/items/1', protocol: 'HTTP/1.1', sourceIp: '127.0.0.1', userAgent: 'curl/8' },
        requestId: shortId,
        routeKey: 'GET /items/{id}',
        stage: '$default',
        time: '12/Mar/2020:19:03:58 +0000',
        timeEpoch: 1584039838000,
      },
      pathParameters: { id: '1' },
      isBase64Encoded: false,
    })
  })

  it('has the stage in its path where that has a name, whether it was sent or not', () => {
    const route = { path: '/a/{b+}', stage: 'dev' }
    for (const target of ['/a/x/%C3%A4', '/dev/a/x/%C3%A4'])
      expect(eventFor(route, `GET ${target}`)).toMatchObject({
        rawPath: '/dev/a/x/ä',
        routeKey: 'ANY /a/{b+}',
        pathParameters: { b: 'x/ä' },
        requestContext: { stage: 'dev', http: { path: '/dev/a/x/ä' } },
      })
  })

  it('of the default route has no parameters', () => {
    const event = eventFor({ path: '$default' }, 'GET /any')
    expect([event.routeKey, event.requestContext.routeKey]).toEqual(['$default', '$default'])
    expect(event).not.toHaveProperty('pathParameters')
  })

  it.each([
    ['application/json', false],
    ['text/csv; charset=utf-8', false],
    ['application/xml', false],
    ['application/x-www-form-urlencoded', true],
    ['image/png', true],
  ])('has a %s in base64: %s', (type, encoded) => {
    expect(eventFor({ path: '/' }, 'POST /', text(type)).isBase64Encoded).toBe(encoded)
  })
})

describe('the event of a load balancer', () => {
  const route = { path: '/*', payload: 'alb' } as const

  it('has every member, nothing decoded, and the last of several values', () => {
    const heads: [string, string][] = [host, ['X-A', '1'], ['x-a', '2'], ['Cookie', 'a=1; b=2']]
    expect(eventFor(route, 'GET //a%20b/?x=%20&x=2&q=a+b&empty', { heads })).toEqual({
      requestContext: {
        elb: {
          targetGroupArn: expect.stringMatching(
            /^arn:aws:elasticloadbalancing:us-east-1:012345678912:targetgroup\/shop\/[0-9a-f]{16}$/,
          ),
        },
      },
      httpMethod: 'GET',
      path: '//a%20b/',
      queryStringParameters: { x: '2', q: 'a+b', empty: '' },
      headers: {
        host: '127.0.0.1:9003',
        'x-a': '2',
        cookie: 'a=1; b=2',
        'x-amzn-trace-id': 'Root=1-67891233-abcdef012345678912345678',
        'x-forwarded-for': '127.0.0.1',
        'x-forwarded-port': '9003',
        'x-forwarded-proto': 'http',
      },
      body: '',
      isBase64Encoded: false,
    })
  })

  it('has lists in place of them where the target group wants it', () => {
    const heads: [string, string][] = [host, ['X-A', '1'], ['x-a', '2']]
    const event = eventFor({ ...route, multiValueHeaders: true }, 'GET /?x=%20&x=2', { heads })
    expect(event.multiValueQueryStringParameters).toEqual({ x: ['%20', '2'] })
    expect(event.multiValueHeaders).toMatchObject({ host: ['127.0.0.1:9003'], 'x-a': ['1', '2'] })
    expect(event).not.toHaveProperty('headers')
    expect(event).not.toHaveProperty('queryStringParameters')
  })

  it.each([
    ['application/javascript', undefined, false],
    ['text/html', undefined, false],
    ['application/octet-stream', undefined, true],
    ['application/json', 'gzip', true],
  ])('has a %s with the encoding %s in base64: %s', (type, encoding, encoded) => {
    const more: [string, string][] = encoding === undefined ? [] : [['Content-Encoding', encoding]]
    expect(eventFor(route, 'POST /', text(type, 'hi', more)).isBase64Encoded).toBe(encoded)
  })
})

describe('every event', () => {
  const kinds: [EventId, Partial<Route>][] = [
    ['rest-api', { payload: '1.0' }],
    ['rest-api', { payload: '1.0', stage: '$default' }],
    ['http-api', { payload: '2.0' }],
    ['http-api', { payload: '2.0', stage: 'dev' }],
    ['alb', { payload: 'alb' }],
    ['alb', { payload: 'alb', multiValueHeaders: true }],
  ]

  it.each(kinds)('is one of %s, whatever is sent: %j', async (id, more) => {
    const validate = new Ajv({ strict: false, allErrors: true }).compile(await schemaOf(id))
    const path = more.payload === 'alb' ? '/*' : '/{proxy+}'
    const letters = fc.stringMatching(/^[!$&'()*+,;=:@/a-zA-Z0-9._~%-]{0,12}$/)
    const name = fc.stringMatching(/^[a-zA-Z0-9_-]{1,8}$/)
    const heads = fc.array(fc.tuple(name, fc.stringMatching(/^[!-~]{0,10}$/)), { maxLength: 4 })
    fc.assert(
      fc.property(letters, letters, heads, fc.uint8Array({ maxLength: 12 }), (rest, query, others, body) => {
        const route = v.parse(routeSchema, { path, ...more })
        const event = eventFor(route, `POST /a${rest}?${query}`, { heads: [host, ...others], body })
        expect(validate(event), JSON.stringify(validate.errors)).toBe(true)
      }),
    )
  })
})
