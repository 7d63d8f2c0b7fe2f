// Which route of all APIs takes a request (Developer Guide of API Gateway, http-api-develop-routes; ELB's guide, listener rules).
import { stageOf, type Api, type ApiRoute } from './api.ts'
import { closer, fitOf, globFit, isSpelledOut, type Fit } from './path-pattern.ts'

export type Found = ApiRoute & {
  api: Api
  stage: string
  /** Undecoded, without the stage. */
  path: string
  /** Undecoded. */
  parameters: Record<string, string>
}

type Taken = Found & { fit: Fit }
/** A path is known to a REST API where one of its resources is meant, whether or not that has the method. */
type Known = { fit: Fit; taken?: Taken }

/**
 * The closest of all; the first that is defined of those that are alike. `path` undecoded, with the stage before it or not; `method` undefined:
 * any.
 */
export function findRoute(apis: readonly Api[], method: string | undefined, path: string): Found | undefined {
  const taken = apis.flatMap((api) => takenBy(api, method, path) ?? [])
  const [best] = taken.toSorted((a, b) => closer(a.fit, b.fit) || anyMethod(a) - anyMethod(b))
  return best
}

/** The API that knows a path which none takes with its method, or else the first of all: in its words the caller is told. */
export function nearestApi(apis: readonly Api[], path: string): Api | undefined {
  return findRoute(apis, undefined, path)?.api ?? apis[0]
}

/**
 * People write the stage as on AWS, and leave it out as with a domain of their own: a path that a route spells out is taken as it is,
 * then without the stage before it, and then by a route that takes anything.
 */
function takenBy(api: Api, method: string | undefined, path: string): Taken | undefined {
  const whole = knownBy(api, method, path)
  if (whole?.taken !== undefined && isSpelledOut(whole.fit)) return whole.taken
  const short = withoutStage(api, method, path)
  return short === undefined ? whole?.taken : short.taken
}

function withoutStage(api: Api, method: string | undefined, path: string): Known | undefined {
  if (api.kind === 'alb') return undefined
  const [, stage = '', rest = ''] = /^\/([^/]*)(.*)$/s.exec(path) ?? []
  if (stage === '$default') return undefined
  const routes = api.routes.filter(({ route }) => stageOf(api.kind, route) === stage)
  return routes.length === 0 ? undefined : knownBy({ ...api, routes }, method, rest === '' ? '/' : rest)
}

function knownBy(api: Api, method: string | undefined, path: string): Known | undefined {
  // A REST API takes a path with a slash at its end for the same.
  const asked = api.kind === 'rest' && path.length > 1 ? path.replace(/\/$/, '') : path
  const fits = api.routes.flatMap((one): Taken[] => {
    const fit = (api.kind === 'alb' ? globFit : fitOf)(one.route.path, asked)
    return fit === undefined
      ? []
      : [{ ...one, api, stage: stageOf(api.kind, one.route), path, parameters: fit.parameters, fit }]
  })
  const takes = ({ route }: ApiRoute) => method === undefined || route.method === 'ANY' || route.method === method
  if (api.kind === 'alb') return known(fits.find(takes))
  const sorted = fits.toSorted((a, b) => closer(a.fit, b.fit) || anyMethod(a) - anyMethod(b))
  if (api.kind === 'http') return known(sorted.find(takes))
  // A REST API finds the resource first: where that has no such method, no other resource is asked.
  const [first] = sorted
  if (first === undefined) return undefined
  const taken = sorted.find((one) => closer(one.fit, first.fit) === 0 && takes(one))
  return { fit: first.fit, ...(taken === undefined ? {} : { taken }) }
}

function known(taken: Taken | undefined): Known | undefined {
  return taken && { fit: taken.fit, taken }
}

function anyMethod({ route }: ApiRoute): number {
  return route.method === 'ANY' ? 1 : 0
}
