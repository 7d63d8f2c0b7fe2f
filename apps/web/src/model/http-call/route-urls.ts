// The addresses at which the routes of a function answer.
import type { Route } from '@playground/protocol'

/** `url` as it is called: with the parameters in braces, as the route has them. */
export type RouteUrl = { method: string; url: string }

/** `address`: `host:port`. Without the stage, which a path may have before it and need not. */
export function routeUrls(address: string, routes: readonly Route[]): RouteUrl[] {
  return routes.map(({ method, path }) => ({ method, url: `http://${address}${path === '$default' ? '/' : path}` }))
}
