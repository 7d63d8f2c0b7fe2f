import { httpRequestOf, httpRequestProblem } from '@playground/protocol'
import { buildEvent, eventTemplates } from '@playground/protocol/events'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { eventOf, type UrlCall } from './event.ts'

const surroundings = {
  function: 'hello',
  protocol: 'HTTP/1.1',
  sourceIp: '127.0.0.1',
  port: 9002,
  requestId: '00000000-0000-4000-8000-000000000001',
  traceId: 'Root=1-67891233-abcdef012345678912345678;Parent=53995c3f42cd8ad8;Sampled=0',
  epochMs: 0,
}
const host: [string, string] = ['Host', 'hello.localhost:9002']

/** The event that the request derived from an event makes. */
function again(event: string): string {
  const { request } = httpRequestOf(event)
  expect(httpRequestProblem(request)).toBeUndefined()
  const { method, target, heads, body, base64 } = request
  return eventOf({
    ...surroundings,
    method,
    target,
    heads: [host, ...heads],
    body: Buffer.from(body, base64 === true ? 'base64' : 'utf8'),
  })
}

const word = fc.stringMatching(/^[a-zA-Z0-9_.~-]{1,8}$/)
const inTarget = fc.stringMatching(/^[!$&'()*+,;=:@/a-z0-9._~-]{0,10}(%20|%C3%A4|%2F)?$/)
const value = fc.stringMatching(/^[!-~]([ -~]{0,10}[!-~])?$/)
const calls: fc.Arbitrary<UrlCall> = fc.record({
  ...Object.fromEntries(Object.entries(surroundings).map(([name, one]) => [name, fc.constant(one)])),
  method: fc.constantFrom('GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'),
  target: fc
    .tuple(inTarget, fc.option(inTarget))
    .map(([path, query]) => `/${path}${query === null ? '' : `?${query}`}`),
  heads: fc
    .tuple(
      fc.array(
        fc.tuple(
          word.map((name) => `X-${name}`),
          value,
        ),
        { maxLength: 4 },
      ),
      fc.array(
        fc.tuple(word, word).map(([name, one]) => `${name}=${one}`),
        { maxLength: 3 },
      ),
      fc.option(fc.constantFrom('text/plain', 'application/json; charset=utf-8', 'image/png')),
    )
    .map(([heads, cookies, type]): [string, string][] => [
      host,
      ...heads,
      ...(cookies.length === 0 ? [] : [['Cookie', cookies.join('; ')] as [string, string]]),
      ...(type === null ? [] : [['Content-Type', type] as [string, string]]),
    ]),
  body: fc.oneof(
    fc.string({ unit: 'grapheme' }).map((text) => Buffer.from(text)),
    fc.uint8Array(),
  ),
}) as fc.Arbitrary<UrlCall>

it('the request derived from an event in payload 2.0 makes that event again', () => {
  fc.assert(
    fc.property(calls, (call) => {
      const event = eventOf(call)
      expect(JSON.parse(again(event))).toEqual(JSON.parse(event))
    }),
  )
})

it.each(['http-api', 'function-url'] as const)('so does that of the template %s, but for what Lambda writes', (id) => {
  const template = eventTemplates.find((one) => one.id === id)!
  const built = buildEvent(template, {
    method: 'PUT',
    path: '/orders/a%20b',
    query: 'page=1&page=2&q=%C3%A4',
    body: '{"sku":"tea"}',
  })
  const event = (built.ok ? built.event : {}) as Record<string, Record<string, string>>
  const {
    host: _,
    'x-forwarded-for': _for,
    'x-forwarded-port': _port,
    'x-forwarded-proto': _proto,
    ...headers
  } = event['headers']!
  const made = JSON.parse(again(JSON.stringify(event))) as Record<string, Record<string, string>>
  for (const same of ['rawPath', 'rawQueryString', 'queryStringParameters', 'body', 'isBase64Encoded'])
    expect(made[same]).toEqual(event[same])
  expect(made['headers']).toMatchObject(headers)
  expect(made['requestContext']!['http']).toMatchObject({ method: 'PUT', path: '/orders/a%20b' })
})
