import type { IncomingMessage } from 'node:http'
import { describe, expect, it } from 'vitest'
import { isConfigured, isPreflight, preflightHeads, withCors } from './cors.ts'

const shop = 'http://shop.example'
const cors = {
  allowOrigins: ['http://a.example', shop],
  allowMethods: ['GET', 'PUT'],
  allowHeaders: ['x-a', 'content-type'],
  exposeHeaders: ['x-b'],
  allowCredentials: true,
  maxAge: 60,
}

describe('a preflight', () => {
  it.each([
    ['OPTIONS', { origin: shop, 'access-control-request-method': 'PUT' }, true],
    ['OPTIONS', { origin: shop }, false],
    ['OPTIONS', { 'access-control-request-method': 'PUT' }, false],
    ['GET', { origin: shop, 'access-control-request-method': 'PUT' }, false],
  ])('%s with %j: %s', (method, headers, is) => {
    expect(isPreflight({ method, headers } as unknown as IncomingMessage)).toBe(is)
  })

  it('is answered with all that is configured', () => {
    expect(preflightHeads(cors, shop)).toEqual({
      Vary: 'Origin',
      'Access-Control-Allow-Origin': shop,
      'Access-Control-Allow-Credentials': 'true',
      'Access-Control-Allow-Methods': 'GET,PUT',
      'Access-Control-Allow-Headers': 'x-a,content-type',
      'Access-Control-Max-Age': '60',
    })
    expect(preflightHeads({ allowOrigins: ['*'] }, shop)).toEqual({ 'Access-Control-Allow-Origin': '*' })
  })

  it('says nothing to an origin that is not allowed', () => {
    expect(preflightHeads(cors, 'http://evil.example')).toEqual({ Vary: 'Origin' })
  })

  it.each([
    [undefined, false],
    [{}, false],
    [{ allowOrigins: [] }, false],
    [{ allowMethods: ['*'] }, false],
    [{ allowOrigins: ['*'] }, true],
  ])('of a URL with %j is answered for the function: %s', (settings, is) => {
    expect(isConfigured(settings)).toBe(is)
  })
})

describe('an answer', () => {
  it('carries what is configured in place of what the function says', () => {
    const said = {
      'access-control-allow-origin': '*',
      'Access-Control-Max-Age': '5',
      'access-control-expose-headers': 'x-c',
      'x-b': '1',
    }
    expect(withCors(said, cors, shop)).toEqual({
      'x-b': '1',
      Vary: 'Origin',
      'Access-Control-Allow-Origin': shop,
      'Access-Control-Allow-Credentials': 'true',
      'Access-Control-Expose-Headers': 'x-b',
    })
    expect(withCors(said, cors, undefined)).toEqual({ 'x-b': '1', Vary: 'Origin' })
  })

  it('never turns * into the origin that asks', () => {
    expect(withCors({}, { allowOrigins: ['*'], allowCredentials: true }, shop)).toEqual({
      'Access-Control-Allow-Origin': '*',
      'Access-Control-Allow-Credentials': 'true',
    })
  })

  it('varies by what the function says as well', () => {
    expect(withCors({ vary: 'Accept-Encoding' }, cors, shop)).toMatchObject({ vary: 'Accept-Encoding, Origin' })
    expect(withCors({ vary: 'Accept-Encoding' }, cors, shop)).not.toHaveProperty('Vary')
  })
})
