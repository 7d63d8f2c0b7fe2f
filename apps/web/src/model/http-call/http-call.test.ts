import type { HttpRequest } from '@playground/protocol'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { eventSteps } from './event-steps.ts'
import { requestOfCall } from './from-call.ts'
import { functionUrls } from './function-urls.ts'
import { headsFromText, headsText } from './heads-text.ts'
import { preludeJson } from '../prelude.ts'
import { asCurl, asFetch } from './request-code.ts'
import { responseSteps, type Response } from './response-steps.ts'
import type { Step } from './step.ts'

const said = (steps: Step[]) => steps.map(({ how, title }) => `${how}: ${title}`)

describe('from the request to the event', () => {
  const event = {
    rawPath: '/orders',
    rawQueryString: 'x=1&x=2&y=3',
    cookies: ['a=1', 'b=2'],
    headers: { 'x-own': '1,2', 'content-type': 'image/png', 'x-forwarded-for': '127.0.0.1' },
    requestContext: {},
    body: 'AP8=',
    isBase64Encoded: true,
  }
  const heads: [string, string][] = [
    ['X-Own', '1'],
    ['x-own', '2'],
    ['Content-Type', 'image/png'],
    ['Cookie', 'a=1; b=2'],
    ['Connection', 'close'],
  ]
  const steps = eventSteps({ target: '/shop/orders?x=1&x=2&y=3', heads, bytes: 2 }, event, 'shop')

  it('tells what became of each part', () => {
    expect(said(steps)).toEqual([
      'translated: path → rawPath /orders',
      'translated: query → queryStringParameters',
      'translated: Cookie → cookies[2]',
      'translated: 2 headers → headers',
      'made: 1 more header',
      'connection: connection',
      'made: requestContext',
      'translated: body → base64',
    ])
    expect(steps.map(({ words }) => words).join(' ')).toMatch(
      /Without \/shop.*values of x are.*values of x-own are joined.*adds x-forwarded-for.*image\/png does not count as text/,
    )
  })
  it('is short where there is little', () => {
    const bare = eventSteps(
      { target: '/', heads: [], bytes: 0 },
      { rawPath: '/', rawQueryString: '', headers: {}, isBase64Encoded: false },
      'shop',
    )
    expect(said(bare)).toEqual(['same: path → rawPath /', 'same: no body'])
  })
  it('says that a signature stays behind', () => {
    const signed = eventSteps(
      { target: '/', heads: [['Authorization', 'AWS4-…']], bytes: 0 },
      { rawPath: '/', headers: {}, requestContext: { authorizer: { iam: {} } } },
      'shop',
    )
    expect(said(signed)).toContain('lost: authorization')
  })
})

describe('from the result to the response', () => {
  const response = (status: number, names: string[] = [], refusal?: Response['refusal']): Response => ({
    status,
    heads: names.map((name): [string, string] => [name, name === 'content-type' ? 'application/json' : '1']),
    refusal,
  })
  const returned = (value: unknown, failed = false) => ({ value, failed, streamed: undefined })

  it('tells status, headers, cookies and a body in base64', () => {
    const value = {
      statusCode: 201,
      headers: { 'X-Own': '1', Date: 'x', Connection: 'close' },
      cookies: ['a=1', 'b=2'],
      body: 'aGk=',
      isBase64Encoded: true,
      multiValueHeaders: {},
    }
    const sent = response(201, ['content-type', 'x-own', 'x-amzn-remapped-date', 'set-cookie', 'set-cookie', 'date'])
    const steps = responseSteps(returned(value), sent)
    expect(said(steps).filter((one) => !one.includes('more'))).toEqual([
      'translated: statusCode → status 201',
      'same: headers → 1 header',
      'made: no content-type: application/json',
      'translated: cookies → 2 × Set-Cookie',
      'renamed: date → x-amzn-remapped-date',
      'lost: connection',
      'translated: body decoded from base64',
      'lost: multiValueHeaders',
    ])
  })
  it('tells of JSON without a statusCode', () => {
    for (const value of [{ hello: 1 }, 'text', null, []])
      expect(said(responseSteps(returned(value), response(200, ['content-type', 'date'])))).toEqual([
        'made: no statusCode: 200 application/json',
        'made: 1 more header',
      ])
  })
  it('tells why Lambda answers in its own words', () => {
    const why = { errorType: 'InvalidResponse', message: 'The function’s statusCode is "teapot".' }
    const odd = responseSteps(returned({ statusCode: 'teapot' }), response(502, [], why))
    expect(odd[0]).toEqual({ how: 'made', title: 'status 502', words: why.message })
    expect(said(odd)[1]).toBe('lost: the result')
    const failed = responseSteps(returned({ errorMessage: 'x' }, true), response(502, [], why))
    expect(failed[0]!.words).toMatch(/^The function failed\./)
    expect(said(failed)[1]).toBe('lost: the error')
    expect(said(responseSteps(undefined, response(429, [], why)))).toEqual(['made: status 429'])
  })
  it('tells of a prelude, and of a stream without one', () => {
    const streamed = (prelude: unknown) => ({ value: undefined, failed: false, streamed: { prelude } })
    expect(said(responseSteps(streamed({ statusCode: 206 }), response(206, ['content-type'])))).toEqual([
      'translated: prelude.statusCode → status 206',
      'made: no content-type: application/json',
      'same: body, as it comes',
    ])
    expect(said(responseSteps(streamed(undefined), response(200)))[0]).toBe('made: no prelude: 200')
    const bytesOf = (text: string) => new TextEncoder().encode(text)
    expect(preludeJson(bytesOf('{"statusCode":201}\0\0\0\0\0\0\0\0hi'))).toEqual({ statusCode: 201 })
    expect(preludeJson(bytesOf('hi'))).toBeUndefined()
  })
})

describe('the request elsewhere', () => {
  const request: HttpRequest = {
    method: 'POST',
    target: "/it's?x[]=1",
    heads: [
      ['content-type', 'application/json'],
      ['x-empty', ''],
    ],
    body: '{"a":"it\'s"}',
  }
  const url = 'http://127.0.0.1:9002/shop'

  it('is a line for a shell', () => {
    expect(asCurl(request, url)).toBe(
      `curl -i -H 'content-type: application/json' -H 'x-empty;' --data-raw '{"a":"it'\\''s"}' --globoff --path-as-is 'http://127.0.0.1:9002/shop/it'\\''s?x[]=1'`,
    )
    expect(asCurl({ method: 'GET', target: '/', heads: [], body: '' }, url)).toBe(
      `curl -i --path-as-is 'http://127.0.0.1:9002/shop/'`,
    )
    expect(asCurl({ method: 'HEAD', target: '/', heads: [], body: '' }, url)).toContain('--head')
    expect(asCurl({ method: 'PUT', target: '/', heads: [], body: 'AP8=', base64: true }, url)).toBe(
      `printf %s 'AP8=' | base64 -d | curl -i -X PUT -H 'content-type:' --data-binary @- --path-as-is 'http://127.0.0.1:9002/shop/'`,
    )
  })
  it('is JavaScript that sends the same', async () => {
    const sent: unknown[] = []
    const run = (code: string) =>
      // oxlint-disable-next-line no-implied-eval -- it is what somebody would paste
      new Function('fetch', 'console', `return (async () => { ${code} })()`)(
        (...given: unknown[]) => {
          sent.push(...given)
          return { status: 200, text: () => '' }
        },
        { log: () => undefined },
      ) as Promise<void>
    await run(asFetch(request, url))
    await run(asFetch({ method: 'PUT', target: '/', heads: [], body: 'AP8=', base64: true }, url))
    expect(sent).toEqual([
      `${url}${request.target}`,
      { method: 'POST', headers: request.heads, body: request.body },
      `${url}/`,
      { method: 'PUT', body: Uint8Array.of(0, 255) },
    ])
  })
})

describe('heads as text', () => {
  it('come back as they were', () => {
    const name = fc.stringMatching(/^[a-zA-Z-]{1,8}$/)
    const value = fc.stringMatching(/^([!-~]([ -~]{0,8}[!-~])?)?$/)
    fc.assert(
      fc.property(fc.array(fc.tuple(name, value)), (heads) => {
        expect(headsFromText(headsText(heads))).toEqual({ heads, problem: undefined })
      }),
    )
  })
  it('say which line is none', () => {
    expect(headsFromText('a: 1\n\nb\n:c')).toEqual({
      heads: [['a', '1']],
      problem: 'Line 3 is no header: write name: value.',
    })
  })
})

it('both forms of a URL, and the one where a name can be no host', () => {
  expect(functionUrls('127.0.0.1:9002', 'shop')).toEqual({
    path: 'http://127.0.0.1:9002/shop',
    host: 'http://shop.localhost:9002',
  })
  for (const name of ['a_b', 'A', '-a', 'a'.repeat(64)])
    expect(functionUrls('127.0.0.1:9002', name).host).toBeUndefined()
})

it('a call that became no event, to send again: without the name, what is masked and what is the connection’s', () => {
  const heads: [string, string][] = [
    ['Host', '127.0.0.1:9002'],
    ['Cookie', 'redacted{cookie}'],
    ['X-Own', '1'],
  ]
  const again = (target: string, host: string) =>
    requestOfCall('shop', { method: 'GET', target, heads: [['Host', host], ...heads.slice(1)] })
  expect(again('/shop/a?x=1', '127.0.0.1:9002')).toEqual({
    method: 'GET',
    target: '/a?x=1',
    heads: [['X-Own', '1']],
    body: '',
  })
  expect(again('/shop', '127.0.0.1:9002').target).toBe('/')
  expect(again('/shop/a', 'shop.localhost:9002').target).toBe('/shop/a')
})
