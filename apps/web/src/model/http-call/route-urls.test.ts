import type { Route } from '@playground/protocol'
import { expect, it } from 'vitest'
import { routeUrls } from './route-urls.ts'

const route = (method: Route['method'], path: string, rest: Partial<Route> = {}): Route => ({
  method,
  path,
  payload: '2.0',
  api: 'api',
  ...rest,
})

it('gives each route the address at which it answers', () => {
  const routes = [
    route('GET', '/items/{id}'),
    route('ANY', '$default', { stage: '$default' }),
    route('POST', '/pay', { payload: '1.0', stage: 'prod' }),
    route('ANY', '/img/*', { payload: 'alb', stage: 'prod' }),
  ]
  expect(routeUrls('127.0.0.1:9003', routes)).toEqual([
    { method: 'GET', url: 'http://127.0.0.1:9003/items/{id}' },
    { method: 'ANY', url: 'http://127.0.0.1:9003/' },
    { method: 'POST', url: 'http://127.0.0.1:9003/pay' },
    { method: 'ANY', url: 'http://127.0.0.1:9003/img/*' },
  ])
})
