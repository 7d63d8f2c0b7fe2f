import type { IncomingMessage } from 'node:http'
import { describe, expect, it } from 'vitest'
import { foreignRefusal } from './door.ts'

const refusal = (headers: Record<string, string>, allowed?: string[], method = 'GET', allowOrigins: string[] = []) =>
  foreignRefusal(
    { method, headers: { host: 'hello.localhost:9002', ...headers } } as unknown as IncomingMessage,
    {
      cors: allowed && { allowOrigins: allowed },
      what: 'the function hello',
      setting: (origin) => `"url": { "cors": { "allowOrigins": ["${origin}"] } } in its function.json`,
    },
    allowOrigins,
  )?.message
const image = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'image' }
const link = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' }

describe('let in', () => {
  it.each([
    ['who is no browser', {}],
    ['its own page', { origin: 'http://hello.localhost:9002', 'sec-fetch-site': 'same-origin' }],
    ['an address that is typed', { 'sec-fetch-site': 'none', 'sec-fetch-mode': 'navigate' }],
    ['a link that is followed', link],
  ])('%s', (_, headers) => {
    expect(refusal(headers)).toBeUndefined()
  })

  it.each([[['*']], [['http://a.example', 'http://shop.example']]])('an origin that is among %j', (allowed) => {
    expect(refusal({ origin: 'http://shop.example' }, allowed, 'POST')).toBeUndefined()
  })

  it('an image in a page that is allowed', () => {
    expect(refusal({ ...image, referer: 'http://shop.example/a' }, ['http://shop.example'])).toBeUndefined()
    expect(refusal(image, ['*'])).toBeUndefined()
  })

  it('an origin of the command line', () => {
    expect(refusal({ origin: 'http://shop.example' }, undefined, 'POST', ['http://shop.example'])).toBeUndefined()
  })
})

describe('refused', () => {
  it.each([
    ['a page of another site', { origin: 'http://evil.example' }],
    ['a page that does not tell', { origin: 'null' }],
    ['another function', { origin: 'http://other.localhost:9002', 'sec-fetch-site': 'cross-site' }],
    ['the same name on another port', { origin: 'http://hello.localhost:9000', 'sec-fetch-site': 'same-site' }],
    ['an origin that looks like one that is allowed', { origin: 'http://shop.example.evil.example' }],
    ['an image', image],
    ['an image in a page of another site', { ...image, referer: 'http://evil.example/' }],
    ['a frame', { ...link, 'sec-fetch-dest': 'iframe' }],
  ])('%s', (_, headers) => {
    expect(refusal(headers, ['http://shop.example'])).toMatch(/may not call the function hello/)
  })

  it('a form that is sent as if it were a link', () => {
    expect(refusal({ ...link, origin: 'http://evil.example' }, undefined, 'POST')).toBeDefined()
    expect(refusal(link, undefined, 'POST')).toBeDefined()
  })

  it('with the setting that would let it in', () => {
    expect(refusal({ origin: 'http://shop.example' })).toBe(
      'A page of http://shop.example may not call the function hello. Let it, with "url": { "cors": { "allowOrigins": ["http://shop.example"] } }' +
        ' in its function.json, or with --allow-origin http://shop.example, where the function answers CORS itself.',
    )
    expect(refusal({ origin: 'null' })).toBe(
      'A page that does not say where it is from may not call the function hello. Let it, with "url": { "cors": { "allowOrigins": ["*"] } } in its function.json.',
    )
  })
})
