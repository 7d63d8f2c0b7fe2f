// The request of a call that never became an event, as one to be sent again.
import { connectionHeads, httpCallHead, type EventOf, type HttpMethod, type HttpRequest } from '@playground/protocol'

/** `name`: the function's, which the target begins with unless the host names it. What the journal masks is left out, and the body. */
export function requestOfCall(
  name: string,
  { method, target, heads }: Pick<EventOf<'exchange.opened'>, 'method' | 'target' | 'heads'>,
): HttpRequest {
  const host = heads.find(([head]) => head.toLowerCase() === 'host')?.[1] ?? ''
  return {
    method: method as HttpMethod,
    target: /\.localhost(?::\d+)?$/i.test(host) ? target : withoutName(target, name),
    heads: heads.filter(([head, value]) => {
      const key = head.toLowerCase()
      return !connectionHeads.has(key) && key !== httpCallHead && !value.startsWith('redacted{')
    }),
    body: '',
  }
}

function withoutName(target: string, name: string): string {
  const rest = target.startsWith(`/${name}`) ? target.slice(name.length + 1) : target
  return rest.startsWith('/') ? rest : `/${rest}`
}
