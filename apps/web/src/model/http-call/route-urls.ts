// The addresses at which the routes of a function answer.
import type { Route } from '@playground/protocol'

/** `url` as it is called: with the parameters in braces, as the route has them. */
export type RouteUrl = { method: string; url: string }

/** `address`: `host:port`. The stage is a part of the path, unless it is `$default`. */
export function routeUrls(address: string, routes: readonly Route[]): RouteUrl[] {
  return routes.map(({ method, path, payload, stage }) => {
    const prefix = stage === undefined || stage === '$default' || payload === 'alb' ? '' : `/${stage}`
    return { method, url: `http://${address}${prefix}${path === '$default' ? '/' : path}` }
  })
}
