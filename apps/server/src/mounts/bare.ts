// The APIs of an environment on a bare listener: the one that each managed environment has for itself, where every microsecond is felt.
import type { RequestListener } from 'node:http'
import type { Environment } from '../environment/environment.ts'
import { guardRuntime } from '../http/guard.ts'
import { routeOf } from '../http/route.ts'
import { routeTelemetry } from '../telemetry-api/handlers.ts'
import { place, take, takeUnknown, type EnvironmentEndpointId, type MountParts } from './take.ts'

const route = routeOf('runtime', 'extensions')

/** `allowHosts`: names beside the loopback's by which it is reached. */
export function bareMount(
  parts: MountParts,
  environment: Environment,
  allowHosts: readonly string[] | 'any' = [],
): RequestListener {
  return (request, response) => {
    const refused = guardRuntime(request, allowHosts)
    if (refused !== undefined) {
      response.writeHead(refused.status, { 'Content-Type': 'text/plain; charset=utf-8' }).end(`${refused.message}\n`)
      return
    }
    const url = request.url ?? '/'
    const query = url.indexOf('?')
    const [method, path] = [request.method ?? '', query < 0 ? url : url.slice(0, query)]
    const found = route(method, path) ?? routeTelemetry(method, path)
    if (found !== undefined && 'id' in found)
      take(parts, found.id as EnvironmentEndpointId, found.params, request, response, environment)
    else takeUnknown(parts, found?.allow, request, response, place(environment))
  }
}
