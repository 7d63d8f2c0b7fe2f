import { describe, expect, it } from 'vitest'
import { apisOf } from './api.ts'
import { nearestApi } from './find-route.ts'
import { listing } from './listing.ts'
import { find, functionWith, routed } from './routes.fixture.ts'

/** The route that takes each request, and what is left of its path. */
function taken(functions: ReturnType<typeof routed>, line: string): string | undefined {
  const found = find(functions, line)
  return found && `${found.route.method} ${found.route.path} ${found.path}`
}

describe('an HTTP API', () => {
  const routes = routed([
    'GET /pets/dog/1',
    'GET /pets/dog/{id}',
    'GET /pets/{proxy+}',
    'ANY /{proxy+}',
    'ANY $default',
    'ANY /pets/dog/1',
    'PUT /',
  ])

  it.each([
    ['GET /pets/dog/1', 'GET /pets/dog/1 /pets/dog/1'],
    ['POST /pets/dog/1', 'ANY /pets/dog/1 /pets/dog/1'],
    ['GET /pets/dog/2', 'GET /pets/dog/{id} /pets/dog/2'],
    ['GET /pets/cat/1', 'GET /pets/{proxy+} /pets/cat/1'],
    ['POST /pets/cat/1', 'ANY /{proxy+} /pets/cat/1'],
    ['POST /pets/dog/2', 'ANY /{proxy+} /pets/dog/2'],
    ['GET /', 'ANY $default /'],
    ['PUT /', 'PUT / /'],
    ['HEAD /pets/dog/2', 'ANY /{proxy+} /pets/dog/2'],
    ['OPTIONS /pets/dog/1', 'ANY /pets/dog/1 /pets/dog/1'],
  ])('%s is taken by %s', (line, route) => {
    expect(taken(routes, line)).toBe(route)
  })

  it.each(['GET /items/', 'HEAD /items', 'POST /items', 'GET /', 'GET //items', 'GET /$default/items'])(
    'takes no %s where there is GET /items alone',
    (line) => expect(taken(routed(['GET /items']), line)).toBeUndefined(),
  )

  it('has its stage before a path, or not', () => {
    const named = routed(['GET /items', 'ANY /{proxy+}', 'ANY /dev/only'], { stage: 'dev' })
    expect(taken(named, 'GET /dev/items')).toBe('GET /items /items')
    expect(taken(named, 'GET /items')).toBe('GET /items /items')
    expect(taken(named, 'GET /dev/other/')).toBe('ANY /{proxy+} /other/')
    expect(taken(named, 'GET /dev')).toBe('ANY /{proxy+} /dev')
    expect(taken(named, 'GET /dev/only')).toBe('ANY /dev/only /dev/only')
    expect(taken(named, 'GET /test/items')).toBe('ANY /{proxy+} /test/items')
  })
})

describe('a REST API', () => {
  const rest = { payload: '1.0', stage: 'Prod' } as const
  const routes = routed(['GET /items/{id}', 'ANY /{proxy+}', 'POST /items', 'ANY /items', 'DELETE /'], rest)

  it.each([
    ['GET /items/1', 'GET /items/{id} /items/1'],
    ['GET /items/1/', 'GET /items/{id} /items/1/'],
    ['GET /Prod/items/1', 'GET /items/{id} /items/1'],
    ['POST /items', 'POST /items /items'],
    ['PUT /Prod/items/', 'ANY /items /items/'],
    ['GET /other/path', 'ANY /{proxy+} /other/path'],
    ['GET /Prod/other', 'ANY /{proxy+} /other'],
    ['GET /prod/other', 'ANY /{proxy+} /prod/other'],
    ['DELETE /Prod', 'DELETE / /'],
    ['DELETE /Prod/', 'DELETE / /'],
    // The resource is there, and has no such method: no other is asked.
    ['POST /items/1', undefined],
    ['HEAD /Prod/items/1', undefined],
  ])('%s is taken by %s', (line, route) => {
    expect(taken(routes, line)).toBe(route)
  })
})

describe('a load balancer', () => {
  const routes = routed(['GET /img/*', 'ANY /img/a', 'ANY /*'], { payload: 'alb' })

  it.each([
    ['GET /img/a', 'GET /img/* /img/a'],
    ['PUT /img/a', 'ANY /img/a /img/a'],
    ['PUT /img/b', 'ANY /* /img/b'],
    ['GET //a%20b/', 'ANY /* //a%20b/'],
  ])('asks its rules in their order: %s is taken by %s', (line, route) => {
    expect(taken(routes, line)).toBe(route)
  })
})

describe('several APIs', () => {
  const functions = [
    functionWith('balanced', { path: '/*', payload: 'alb', api: 'web' }),
    functionWith('rest', { path: '/items/{id}', payload: '1.0', api: 'Shop' }, { path: '/same', payload: '1.0' }),
    functionWith('http', { path: '/items/1', api: 'Shop' }, { path: '/same', method: 'GET' }),
    functionWith('again', { path: '/items/1', api: 'other' }),
  ]

  it.each([
    ['GET /items/1', 'http'],
    ['GET /items/2', 'rest'],
    ['POST /items/2', 'rest'],
    ['GET /same', 'http'],
    ['POST /same', 'rest'],
    ['GET /other', 'balanced'],
  ])('share a port: %s goes to %s', (line, name) => {
    expect(find(functions, line)?.definition.name).toBe(name)
  })

  it('are told apart by kind, where they have one name', () => {
    expect(apisOf(functions).map(({ kind, name, routes }) => [kind, name, routes.length])).toEqual([
      ['alb', 'web', 1],
      ['rest', 'Shop', 1],
      ['rest', 'api', 1],
      ['http', 'Shop', 1],
      ['http', 'api', 1],
      ['http', 'other', 1],
    ])
  })

  it('of payload 1.0 are HTTP APIs where they have what only those have', () => {
    const kinds = (stage: string | undefined, path: string) =>
      apisOf([functionWith('f', { path, payload: '1.0', ...(stage === undefined ? {} : { stage }) })])[0]?.kind
    expect([kinds(undefined, '/'), kinds('dev', '/'), kinds('$default', '/'), kinds(undefined, '$default')]).toEqual([
      'rest',
      'rest',
      'http',
      'http',
    ])
  })

  it('leave an answer that no route gives to the one that knows the path, or to the first', () => {
    const [first, second] = [
      functionWith('a', { path: '/a', payload: '1.0' }),
      functionWith('b', { path: '/b', method: 'GET' }),
    ]
    const kind = (path: string) => nearestApi(apisOf([first, second]), path)?.kind
    expect([kind('/a'), kind('/b'), kind('/c')]).toEqual(['rest', 'http', 'rest'])
    expect(nearestApi([], '/')).toBeUndefined()
  })

  it('are listed, with what is never reached', () => {
    const text = listing(
      apisOf([
        ...functions.slice(2),
        functionWith('twice', { path: '/items/{a}', api: 'Rest', payload: '1.0', stage: 'dev' }),
        functionWith('late', { path: '/items/{b}', api: 'Rest', payload: '1.0', stage: 'dev' }),
        functionWith('any', { path: '$default', api: 'other' }),
      ]),
      '127.0.0.1:9003',
    )
    expect(text).toBe(`HTTP APIs of the Lambda Runtime Playground:

HTTP API Shop   http://Shop.localhost:9003/
  ANY /items/1 → http

HTTP API api   http://api.localhost:9003/
  GET /same → http

HTTP API other   http://other.localhost:9003/
  ANY /items/1 → again   (http takes it first; it is reached at http://other.localhost:9003/)
  ANY $default → any

REST API Rest, stage dev   http://Rest.localhost:9003/
  ANY /items/{a} → twice
  ANY /items/{b} → late   (twice takes it first)
`)
    expect(listing([], '127.0.0.1:9003')).toMatch(/^No function has HTTP routes/)
  })
})
