// A route of an API, put on the function that answers it.
import type { Draft, GivenRoute } from '../draft.ts'
import type { Place } from '../tree.ts'
import type { Api } from './apis.ts'

export type RouteOfApi = { method: string; path: string; payload?: string | undefined; stream?: boolean }

/** Methods in any case, `*`, `any` and API Gateway's own word for it. A payload other than the API's own is said by the route. */
export function addRoute(draft: Draft, api: Api, { method, path, payload, stream }: RouteOfApi, place: Place): void {
  const route = {
    method: methodOf(method),
    path,
    payload: payload ?? api.payload,
    api: api.name,
    stage: api.stage,
    binaryTypes: api.binaryTypes,
    stream: stream === true ? true : undefined,
    cors: api.cors,
  }
  draft.route(route as GivenRoute, place)
}

export function methodOf(given: string): string {
  const method = given.toUpperCase()
  return method === '*' || method === 'X-AMAZON-APIGATEWAY-ANY-METHOD' ? 'ANY' : method
}
