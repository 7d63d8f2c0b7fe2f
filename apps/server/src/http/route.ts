// Which endpoint of the table a request means, for a listener that has no router of its own.
import { endpointsOf, type Api, type EndpointId } from '@playground/protocol'

export type Route<Id extends EndpointId = EndpointId> =
  | { id: Id; params: { requestId: string } }
  /** The path is known, with another method. */
  | { allow: string }
  | undefined

/** `path` without its query; a path with a slash at its end is another path. */
export function routeOf(...apis: Api[]): (method: string, path: string) => Route {
  const exact = new Map<string, { id: EndpointId; method: string }>()
  const patterns: { id: EndpointId; method: string; before: string; after: string }[] = []
  for (const [id, { method, path }] of apis.flatMap((api) => endpointsOf(api))) {
    const [before, after] = path.split(/:[a-zA-Z]+/)
    if (after === undefined) exact.set(path, { id, method })
    else patterns.push({ id, method, before: before!, after })
  }
  return (method, path) => {
    const known = exact.get(path)
    if (known !== undefined)
      return known.method === method ? { id: known.id, params: { requestId: '' } } : { allow: known.method }
    for (const pattern of patterns) {
      if (!path.startsWith(pattern.before) || !path.endsWith(pattern.after)) continue
      const requestId = path.slice(pattern.before.length, path.length - pattern.after.length)
      if (requestId === '' || requestId.includes('/')) continue
      return pattern.method === method ? { id: pattern.id, params: { requestId } } : { allow: pattern.method }
    }
    return undefined
  }
}
