// Attacks on the doors: what another web site, or a rebound name, may try to do with a playground that runs on a developer's machine.
import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises'
import { networkInterfaces } from 'node:os'
import { join } from 'node:path'
import { WebSocket } from 'ws'
import { afterEach, beforeAll, afterAll, describe, expect, test } from 'vitest'
import { startPlayground, type Playground } from './playground.fixture.ts'
import { ask, RawConnection } from './raw-http.fixture.ts'
import { node } from './scripted.fixture.ts'

let playground: Playground
const invocations = '/2015-03-31/functions/echo/invocations'

beforeAll(async () => {
  playground = await startPlayground({ functions: { echo: node('await echo()') } })
})
afterAll(() => playground.close())
afterEach(async () => {
  expect((await ask(playground.port, 'GET', '/api/health')).status, 'the server is still there').toBe(200)
})

/** Nothing was started by anything refused. */
async function expectNothingRan(): Promise<void> {
  const types = (await playground.entries()).map(({ event: { type } }) => type)
  expect(types).not.toContain('invocation.received')
}

/** Says whether the upgrade was granted; a refusal gives its status. */
function upgrade(port: number, heads: Record<string, string>, path = '/live'): Promise<number> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, { headers: heads })
    socket.on('open', () => (socket.terminate(), resolve(101)))
    socket.on('unexpected-response', (request, response) => (request.destroy(), resolve(response.statusCode ?? 0)))
    socket.on('error', reject)
  })
}

describe('the door for people', () => {
  const foreign: [string, Record<string, string>][] = [
    ['a rebound name', { Host: 'evil.example' }],
    ['a rebound name with the port', { Host: 'evil.example:9000' }],
    ['a name that begins like ours', { Host: 'localhost.evil.example' }],
    ['a name that hides ours', { Host: 'localhost:9000@evil.example' }],
    ['an empty name', { Host: '' }],
    ['a foreign origin', { Origin: 'https://evil.example' }],
    ['an origin of null', { Origin: 'null' }],
    ['another port of this machine', { Origin: 'http://127.0.0.1:1' }],
    ['our name with another scheme', { Origin: 'https://127.0.0.1' }],
    ['a fetch from another site', { 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Mode': 'no-cors' }],
    ['a fetch from another port of localhost', { 'Sec-Fetch-Site': 'same-site', 'Sec-Fetch-Mode': 'cors' }],
    [
      'a form of another site',
      {
        'Sec-Fetch-Site': 'cross-site',
        'Sec-Fetch-Mode': 'navigate',
        'Sec-Fetch-Dest': 'document',
        'Content-Type': 'application/x-www-form-urlencoded',
        Origin: 'https://evil.example',
      },
    ],
    [
      'a frame in another site',
      { 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Mode': 'navigate', 'Sec-Fetch-Dest': 'iframe' },
    ],
  ]
  test.each(foreign)('%s is refused everywhere, and nothing runs', async (_, heads) => {
    const { port } = playground
    for (const [method, target] of [
      ['POST', invocations],
      ['GET', '/api/journal'],
      ['GET', '/api/functions/echo/files/bootstrap'],
      ['PUT', '/api/functions/echo/files/bootstrap'],
      ['OPTIONS', invocations],
      ['GET', '/'],
    ] as const) {
      const answer = await ask(port, method, target, {
        heads: { ...heads },
        ...(method === 'GET' ? {} : { body: '{}' }),
      })
      expect(answer.status, `${method} ${target}`).toBe(403)
      expect(answer.head('Access-Control-Allow-Origin')).toBeUndefined()
    }
    await expectNothingRan()
  })

  test('a form that a browser sends as a navigation is refused even without an Origin', async () => {
    const heads = { 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Mode': 'navigate', 'Sec-Fetch-Dest': 'document' }
    expect((await ask(playground.port, 'POST', invocations, { heads, body: 'x=1' })).status).toBe(403)
    for (const target of ['/api/journal', invocations, '/live', '/api']) {
      expect((await ask(playground.port, 'GET', target, { heads })).status, target).toBe(403)
    }
    await expectNothingRan()
  })

  test('a link on another site may open the page, which may not be framed', async () => {
    const heads = { 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Mode': 'navigate', 'Sec-Fetch-Dest': 'document' }
    const answer = await ask(playground.port, 'GET', '/', { heads })
    expect(answer.status).not.toBe(403)
    expect(answer.head('X-Frame-Options')).toBe('DENY')
    expect(answer.head('Content-Security-Policy')).toMatch(/default-src 'self'.*frame-ancestors 'none'/)
    expect(answer.head('X-Content-Type-Options')).toBe('nosniff')
  })

  test.each([
    ['a wrong Origin', { Origin: 'https://evil.example' }, 403],
    ['an Origin of null', { Origin: 'null' }, 403],
    ['a rebound name', { Host: 'evil.example' }, 403],
    ['a fetch of another site', { 'Sec-Fetch-Site': 'cross-site' }, 403],
    ['nothing suspicious', {}, 101],
  ])('the socket is refused or granted by the same rules: %s', async (_, heads, status) => {
    expect(await upgrade(playground.port, heads)).toBe(status)
  })

  test('our own page may do all of it', async () => {
    const heads = { Origin: playground.address, 'Sec-Fetch-Site': 'same-origin', 'Sec-Fetch-Mode': 'cors' }
    expect((await ask(playground.port, 'POST', invocations, { heads, body: '"mine"' })).body.toString()).toBe('"mine"')
    expect(await upgrade(playground.port, { Origin: playground.address })).toBe(101)
  })
})

describe('an origin that was allowed', () => {
  test('may call the Lambda API, and nothing else', async () => {
    const origin = 'http://localhost:5173'
    const open = await startPlayground({
      functions: { echo: node('await echo()') },
      serve: { allowOrigins: [origin], allowHosts: ['playground.test'] },
    })
    const heads = { Origin: origin, 'Sec-Fetch-Site': 'same-site' }
    try {
      const preflight = await ask(open.port, 'OPTIONS', invocations, {
        heads: { ...heads, 'Access-Control-Request-Method': 'POST' },
      })
      expect([preflight.status, preflight.head('Access-Control-Allow-Origin')]).toEqual([204, origin])
      const called = await ask(open.port, 'POST', invocations, { heads, body: '1' })
      expect([called.status, called.head('Access-Control-Allow-Origin')]).toEqual([200, origin])
      for (const target of ['/api/journal', '/api/functions/echo/files/bootstrap', '/', '/api/../2015-03-31/x']) {
        expect((await ask(open.port, 'GET', target, { heads })).status, target).toBe(403)
      }
      expect(await upgrade(open.port, heads)).toBe(403)
      expect((await ask(open.port, 'GET', '/api/health', { heads: { Host: 'playground.test:80' } })).status).toBe(200)
      expect((await ask(open.port, 'GET', '/api/health', { heads: { Host: 'other.test' } })).status).toBe(403)
    } finally {
      await open.close()
    }
  })
})

describe('the doors for runtimes', () => {
  test.each([
    ['an Origin', { Origin: 'http://127.0.0.1' }],
    ['a Sec-Fetch-Site', { 'Sec-Fetch-Site': 'none' }],
    ['a rebound name', { Host: 'evil.example' }],
  ])('%s is refused on both listeners, before anything else', async (_, heads) => {
    await playground.invoke('echo')
    const created = (await playground.entries()).find(({ event }) => event.type === 'environment.created')
    const own = created?.event.type === 'environment.created' ? created.event.port : 0
    for (const port of [playground.attachPort, own]) {
      for (const [method, path] of [
        ['GET', '/2018-06-01/runtime/invocation/next'],
        ['GET', '/2018-06-01/ping'],
        ['POST', '/2018-06-01/runtime/init/error'],
        ['GET', '/nothing'],
      ] as const) {
        expect((await ask(port, method, path, { heads })).status, `${method} ${path}`).toBe(403)
      }
      const upgraded = await upgrade(port, heads, '/2018-06-01/ping')
      expect(upgraded).toBe(403)
    }
    expect((await playground.invoke('echo', '"fine"')).body.toString()).toBe('"fine"')
  })
})

describe('the files of a function', () => {
  test('no path and no link leaves the folder', async () => {
    const folder = playground.functionFolder('echo')
    const secret = join(playground.folder, 'secret.txt')
    await writeFile(secret, 'secret')
    await mkdir(join(folder, 'lib'))
    await symlink(secret, join(folder, 'lib', 'link.txt'))
    await symlink(playground.folder, join(folder, 'lib', 'up'))
    const paths = [
      '../../secret.txt',
      '..%2f..%2fsecret.txt',
      '%2e%2e/%2e%2e/secret.txt',
      '%2e%2e%2f%2e%2e%2fsecret.txt',
      'lib/..%2f..%2f..%2fsecret.txt',
      '..%5c..%5csecret.txt',
      `%2f${encodeURIComponent(secret)}`,
      encodeURIComponent(secret),
      'lib/link.txt',
      'lib/up/secret.txt',
      'bootstrap%00.txt',
      './bootstrap/../../../secret.txt',
    ]
    for (const path of paths) {
      const target = `/api/functions/echo/files/${path}`
      const read = await ask(playground.port, 'GET', target)
      expect([403, 404], `${path}: ${read.status}`).toContain(read.status)
      expect(read.body.toString()).not.toContain('secret"')
      expect(read.body.toString()).not.toBe('secret')
      for (const heads of [{ 'If-Match': '*' }, { 'If-None-Match': '*' }]) {
        const written = await ask(playground.port, 'PUT', target, { heads, body: 'overwritten' })
        expect([403, 404, 412], `PUT ${path}: ${written.status}`).toContain(written.status)
      }
    }
    expect(await readFile(secret, 'utf8')).toBe('secret')
    expect((await ask(playground.port, 'GET', '/api/functions/..%2f..%2fdata/files/lock')).status).toBe(404)
  })
})

describe('a bind that is not the loopback', () => {
  test('asks everyone for the token, which a link turns into a cookie once', async () => {
    const open = await startPlayground({ functions: { echo: node('await echo()') }, serve: { host: '0.0.0.0' } })
    try {
      const token = new URL(open.link).searchParams.get('token')!
      expect(token.length).toBeGreaterThanOrEqual(24)
      for (const [method, target] of [
        ['GET', '/'],
        ['GET', '/api/journal'],
        ['POST', invocations],
        ['GET', `/api/journal?token=${token}`],
        ['GET', `/?token=${token}x`],
      ] as const) {
        const answer = await ask(open.port, method, target, method === 'POST' ? { body: '{}' } : {})
        expect(answer.status, `${method} ${target}`).toBe(401)
        expect(answer.body.toString()).not.toContain(token)
      }
      expect(await upgrade(open.port, {})).toBe(401)
      expect(await upgrade(open.port, { 'lambda-playground-token': token })).toBe(101)

      const link = await ask(open.port, 'GET', `/?token=${token}`)
      expect([link.status, link.head('Location')]).toEqual([303, '/'])
      const cookie = link.head('Set-Cookie') ?? ''
      expect(cookie).toMatch(/; HttpOnly/)
      expect(cookie).toMatch(/; SameSite=Strict/)
      const heads = { Cookie: `other=1; ${cookie.split(';')[0]}` }
      expect((await ask(open.port, 'GET', '/api/journal', { heads })).status).toBe(200)
      expect(await upgrade(open.port, heads)).toBe(101)
      const called = await ask(open.port, 'POST', invocations, {
        heads: { 'lambda-playground-token': token },
        body: '1',
      })
      expect(called.body.toString()).toBe('1')

      const outside = Object.values(networkInterfaces())
        .flat()
        .find((one) => one?.family === 'IPv4' && !one.internal)?.address
      if (outside !== undefined) {
        const connection = await RawConnection.open(open.port, outside)
        expect((await connection.request('GET', '/api/journal', { heads })).status).toBe(200)
        connection.close()
      }
    } finally {
      await open.close()
    }
  })
})
