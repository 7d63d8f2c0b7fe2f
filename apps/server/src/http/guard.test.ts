import type { IncomingMessage } from 'node:http'
import { describe, expect, it } from 'vitest'
import { guardFunctionUrls, guardPeople, guardRuntime } from './guard.ts'

const options = { allowHosts: ['box.lan'], allowOrigins: ['http://localhost:5173'], token: undefined }
const request = (headers: Record<string, string>, url = '/', method = 'GET') =>
  ({ headers: { host: '127.0.0.1:9000', ...headers }, url, method }) as unknown as IncomingMessage

describe('the door for people', () => {
  it.each(['localhost:9000', '127.0.0.1:9000', '[::1]:9000', 'LOCALHOST', 'box.lan:9000'])(
    'opens to the name %s',
    (host) => {
      expect(guardPeople(request({ host }), options)).toBeUndefined()
    },
  )

  it.each(['evil.example', 'evil.example:9000', '127.0.0.1.evil.example', 'localhost.evil.example:9000', ''])(
    'is shut to the name %s',
    (host) => {
      expect(guardPeople(request({ host }), options)?.status).toBe(403)
    },
  )

  it.each(['http://evil.example', 'null', 'http://localhost:9000', 'https://127.0.0.1:9000', 'http://127.0.0.1:9001'])(
    'is shut to the origin %s',
    (origin) => {
      expect(guardPeople(request({ origin }, '/api/health'), options)?.status).toBe(403)
    },
  )

  it('opens to its own page', () => {
    expect(
      guardPeople(
        request({ origin: 'http://127.0.0.1:9000', 'sec-fetch-site': 'same-origin' }, '/api/journal'),
        options,
      ),
    ).toBeUndefined()
  })

  it('opens the Lambda API, and nothing else, to an allowed origin', () => {
    const headers = { origin: 'http://localhost:5173', 'sec-fetch-site': 'cross-site' }
    expect(guardPeople(request(headers, '/2015-03-31/functions/f/invocations', 'POST'), options)).toBeUndefined()
    expect(guardPeople(request(headers, '/api/sessions'), options)?.status).toBe(403)
    expect(guardPeople(request(headers, '/live'), options)?.status).toBe(403)
  })

  it.each(['cross-site', 'same-site'])('is shut to %s fetches, but not to a link to the page', (site) => {
    const link = { 'sec-fetch-site': site, 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' }
    expect(guardPeople(request({ 'sec-fetch-site': site }, '/'), options)?.status).toBe(403)
    expect(guardPeople(request(link, '/?function=hello-bash'), options)).toBeUndefined()
    expect(guardPeople(request(link, '/api/health'), options)?.status).toBe(403)
    expect(guardPeople(request({ ...link, 'sec-fetch-dest': 'iframe' }, '/'), options)?.status).toBe(403)
    expect(guardPeople(request(link, '/', 'POST'), options)?.status).toBe(403)
  })

  it('asks an allowed origin for the token as well, but for its preflight', () => {
    const guarded = { ...options, token: 'secret-token' }
    const headers = { origin: 'http://localhost:5173', 'sec-fetch-site': 'cross-site' }
    const path = '/2015-03-31/functions/f/invocations'
    expect(guardPeople(request(headers, path, 'POST'), guarded)?.status).toBe(401)
    expect(guardPeople(request(headers, path, 'OPTIONS'), guarded)).toBeUndefined()
    expect(
      guardPeople(request({ ...headers, 'lambda-playground-token': 'secret-token' }, path, 'POST'), guarded),
    ).toBeUndefined()
  })

  it('asks for the token where there is one, as header, cookie or link to the page', () => {
    const guarded = { ...options, token: 'secret-token' }
    expect(guardPeople(request({}, '/'), guarded)?.status).toBe(401)
    expect(guardPeople(request({ 'lambda-playground-token': 'secret-token' }, '/api/health'), guarded)).toBeUndefined()
    expect(
      guardPeople(request({ cookie: 'a=b; lambda-playground-token=secret-token' }, '/live'), guarded),
    ).toBeUndefined()
    expect(guardPeople(request({}, '/?token=secret-token'), guarded)).toBeUndefined()
    expect(guardPeople(request({}, '/api/sessions?token=secret-token'), guarded)?.status).toBe(401)
    expect(guardPeople(request({ cookie: 'lambda-playground-token=secret-tokex' }, '/'), guarded)?.status).toBe(401)
  })
})

describe('the door of a Runtime API', () => {
  it('opens to a runtime, and to a fetch of Node.js, which names its mode', () => {
    expect(guardRuntime(request({ 'sec-fetch-mode': 'cors' }), [])).toBeUndefined()
  })

  it.each<Record<string, string>>([
    { origin: 'http://127.0.0.1:9000' },
    { 'sec-fetch-site': 'none' },
    { host: 'evil.example' },
  ])('is shut to %j', (headers) => {
    expect(guardRuntime(request(headers), [])?.status).toBe(403)
  })
})

describe('the door of function URLs', () => {
  it.each(['localhost:9002', '127.0.0.1', 'box.lan', 'hello.localhost:9002', 'Hello_2.LOCALHOST'])(
    'opens to the name %s',
    (host) => {
      expect(guardFunctionUrls(request({ host }), ['box.lan'])).toBeUndefined()
    },
  )

  it.each([
    '',
    'evil.example',
    'hello.box.lan',
    'a.b.localhost',
    '.localhost',
    'hello.localhost.evil.example',
    'hellolocalhost',
  ])('is shut to the name %s', (host) => {
    expect(guardFunctionUrls(request({ host }), ['box.lan'])?.status).toBe(403)
  })

  it.each(['*', 'http://127.0.0.1/hello/'])('is shut to the target %s', (target) => {
    expect(guardFunctionUrls(request({ host: 'hello.localhost' }, target), [])?.status).toBe(400)
  })
})
