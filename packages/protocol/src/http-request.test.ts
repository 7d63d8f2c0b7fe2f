import { describe, expect, it } from 'vitest'
import { httpRequestProblem } from './http-call.ts'
import { buildEvent } from './events/build.ts'
import { httpRequestOf } from './http-request.ts'
import { eventTemplates } from './events/templates.ts'

const of = (event: unknown) => httpRequestOf(JSON.stringify(event))
const version2 = {
  version: '2.0',
  rawPath: '/a',
  requestContext: { http: { method: 'POST', path: '/a' } },
}

describe('a request in payload 2.0', () => {
  it('has its cookies in one header, and leaves out what the connection and Lambda write', () => {
    const { request, notes } = of({
      ...version2,
      rawQueryString: 'x=1&x=2',
      cookies: ['a=1', 'b=2'],
      headers: { host: 'shop.example.com', 'content-length': '2', 'x-forwarded-for': '203.0.113.10', 'x-own': '1,2' },
      body: 'aGk=',
      isBase64Encoded: true,
    })
    expect(request).toEqual({
      method: 'POST',
      target: '/a?x=1&x=2',
      heads: [
        ['x-own', '1,2'],
        ['cookie', 'a=1; b=2'],
      ],
      body: 'aGk=',
      base64: true,
    })
    expect(notes).toEqual(['host and x-forwarded-for: the connection and Lambda write their own.'])
  })
  it('makes its query of the parameters where there is no raw one', () => {
    expect(of({ ...version2, queryStringParameters: { q: 'a b&c', ä: '1' } }).request.target).toBe(
      '/a?q=a%20b%26c&%C3%A4=1',
    )
  })
  it('can be sent whatever stands in its path', () => {
    const { request, notes } = of({ ...version2, rawPath: '/über uns#1' })
    expect(request.target).toBe('/%C3%BCber%20uns%231')
    expect(httpRequestProblem(request)).toBeUndefined()
    expect(notes).toEqual(['The path has characters that no request line can have: they are sent as %….'])
  })
  it('says what a URL has not', () => {
    const { notes } = of({
      ...version2,
      routeKey: 'POST /a',
      pathParameters: { id: '1' },
      body: 'x',
      isBase64Encoded: false,
      requestContext: { ...version2.requestContext, domainName: 'api.example.com', authorizer: { jwt: {} } },
    })
    expect(notes).toEqual([
      'api.example.com: the function is called at its URL here, and requestContext says so.',
      'requestContext.authorizer: nobody is asked who calls.',
      'The route POST /a: a function URL has no routes but $default.',
      'pathParameters: API Gateway’s alone.',
      'isBase64Encoded: the type of the body does not say text, and the event will have it in base64.',
    ])
  })
})

describe('a request of an older format', () => {
  it('is that of a REST API, its decoded query encoded again', () => {
    const { from, request, notes } = of({
      resource: '/{proxy+}',
      path: '/orders',
      httpMethod: 'GET',
      headers: { Accept: '*/*' },
      multiValueHeaders: { Accept: ['text/html', '*/*'] },
      multiValueQueryStringParameters: { q: ['a b', 'c'] },
      queryStringParameters: { q: 'c' },
      pathParameters: { proxy: 'orders' },
      stageVariables: null,
      requestContext: { authorizer: { claims: {} } },
      body: null,
    })
    expect(from).toBe('rest-api')
    expect(request).toEqual({
      method: 'GET',
      target: '/orders?q=a%20b&q=c',
      heads: [
        ['Accept', 'text/html'],
        ['Accept', '*/*'],
      ],
      body: '',
    })
    expect(notes.join(' ')).toMatch(/payload 2\.0.*resource and pathParameters.*authorizer/)
  })
  it('is that of a load balancer, its query as it is', () => {
    const { from, request } = of({
      requestContext: { elb: {} },
      httpMethod: 'GET',
      path: '/',
      queryStringParameters: { q: 'a%20b' },
      headers: {},
      body: '',
    })
    expect([from, request.target]).toEqual(['load-balancer', '/?q=a%20b'])
  })
})

describe('any other event', () => {
  it('is the body of a POST, to the letter', () => {
    const text = '{ "name":   "Ada" }\n'
    expect(httpRequestOf(text)).toEqual({
      from: 'json',
      request: { method: 'POST', target: '/', heads: [['content-type', 'application/json']], body: text },
      notes: [],
    })
  })
  it('is text where it is no JSON, and nothing where it is empty', () => {
    expect(httpRequestOf('{').request).toMatchObject({
      heads: [['content-type', 'text/plain; charset=utf-8']],
      body: '{',
    })
    expect(httpRequestOf('').request).toMatchObject({ heads: [], body: '' })
  })
  it('of every template can be sent', () => {
    for (const template of eventTemplates) {
      const built = buildEvent(template)
      expect([template.id, httpRequestProblem(of(built.ok && built.event).request)]).toEqual([template.id, undefined])
    }
  })
})

describe('what cannot be sent', () => {
  const request = { method: 'GET', target: '/', heads: [], body: '' }
  it.each([
    [{ method: 'CONNECT' }, /^The method must be one of GET, /],
    [{ target: 'a' }, /begin with \//],
    [{ target: '/a b' }, /no spaces/],
    [{ target: '/a#b' }, /no #/],
    [{ target: `/${'a'.repeat(9000)}` }, /at most 8192/],
    [{ heads: [['Host', 'x']] }, /^Host is set by the connection/],
    [{ heads: [['a b', 'x']] }, /^The name of a header/],
    [{ heads: [['a', 'x\r\ny: z']] }, /one line/],
    [{ heads: [['Lambda-Playground-Request-Id', 'x']] }, /playground’s own/],
    [{ heads: [['a', 'x'.repeat(15_000)]] }, /at most 14,000 characters/],
    [{ heads: Array.from({ length: 101 }, () => ['a', 'x']) }, /at most 100 headers/],
  ])('is said: %#', (change, problem) => {
    expect(httpRequestProblem({ ...request, ...change })).toMatch(problem)
  })
})
