// Who answers each endpoint of the Telemetry API and of the Logs API before it, and which request means which.
import type { HttpExchange } from '../http/exchange.ts'
import { routeOf, type Route } from '../http/route.ts'
import { subscribe, type SubscribedEnvironment, type SubscribeParts } from './subscribe.ts'

type Handler = (exchange: HttpExchange, parts: SubscribeParts, environment: SubscribedEnvironment) => Promise<void>

export const telemetryHandlers: { telemetry: Handler; logs: Handler } = {
  telemetry: (exchange, parts, environment) => subscribe('telemetry', exchange, parts, environment),
  logs: (exchange, parts, environment) => subscribe('logs', exchange, parts, environment),
}

const route = routeOf('telemetry')

/** The path may end in a slash, as examples of the reference have it. */
export function routeTelemetry(method: string, path: string): Route {
  return route(method, path.endsWith('/') ? path.slice(0, -1) : path)
}
