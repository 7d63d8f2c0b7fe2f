// The APIs that stand before functions, as their routes say: which there are, of which kind, and what each has in common.
import { createHash } from 'node:crypto'
import type { FunctionDefinition, Route } from '@playground/protocol'
import { region } from '../function-name.ts'

/** `rest`: API Gateway REST API; `http`: its HTTP API; `alb`: an Application Load Balancer. */
export type ApiKind = 'rest' | 'http' | 'alb'

export type ApiRoute = { route: Route; definition: FunctionDefinition }

export type Api = {
  kind: ApiKind
  name: string
  /** In the order in which functions and their routes are defined. */
  routes: ApiRoute[]
}

/** In the order in which they are first named. Routes of two kinds are of two APIs, also where those have one name. */
export function apisOf(functions: readonly FunctionDefinition[]): Api[] {
  const apis = new Map<string, Api>()
  for (const definition of functions)
    for (const route of definition.calling.routes) {
      const kind = kindOf(route)
      const key = `${kind} ${route.api}`
      const api = apis.get(key) ?? { kind, name: route.api, routes: [] }
      apis.set(key, api)
      api.routes.push({ route, definition })
    }
  return [...apis.values()]
}

/** Payload 1.0 is that of a REST API, but where there is what only an HTTP API has. */
function kindOf({ payload, stage, path }: Route): ApiKind {
  if (payload === 'alb') return 'alb'
  return payload === '2.0' || stage === '$default' || path === '$default' ? 'http' : 'rest'
}

/** A REST API always has a named stage; SAM's is `Prod`. */
export function stageOf(kind: ApiKind, { stage }: Route): string {
  return stage ?? (kind === 'rest' ? 'Prod' : '$default')
}

/** In AWS's form, and the same for an API in every session. */
export function idOf(kind: ApiKind, name: string): string {
  return hash(`${kind} ${name}`).slice(0, 10)
}

export function domainOf(kind: ApiKind, name: string): string {
  return `${idOf(kind, name)}.execute-api.${region}.amazonaws.com`
}

/** Hexadecimal digits that stand for a text. */
export function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

/** `extendedRequestId` of a REST API, and the request id of an HTTP API: made of the invocation's own. */
export function shortId(requestId: string): string {
  return `${Buffer.from(hash(requestId), 'hex').toString('base64url').replaceAll(/[-_]/g, 'A').slice(0, 15)}=`
}
