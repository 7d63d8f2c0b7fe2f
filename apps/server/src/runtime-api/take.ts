// What both mounts of the Runtime API do with a request: open its exchange, pass the first gate, hand it to its endpoint.
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Belongs } from '@playground/protocol'
import type { Environment } from '../environment/environment.ts'
import { HttpExchange } from '../http/exchange.ts'
import type { Gates } from '../http/gates.ts'
import type { Recorder } from '../recorder/record.ts'
import { runtimeHandlers } from './handlers.ts'

export type RuntimeApiParts = { recorder: Recorder; gates: Gates }
export type RuntimeEndpointId = keyof typeof runtimeHandlers

export function take(
  { recorder, gates }: RuntimeApiParts,
  id: RuntimeEndpointId,
  params: { requestId: string },
  request: IncomingMessage,
  response: ServerResponse,
  environment: Environment,
): void {
  // Sent before the answer to the one before it: it is judged in its turn, as it would be one at a time.
  if (response.socket === null) {
    response.once('socket', () => take({ recorder, gates }, id, params, request, response, environment))
    return
  }
  const { current } = environment.runtime
  const own = current !== undefined && (current.request.requestId === params.requestId || id === 'init-error')
  const exchange = new HttpExchange(request, response, recorder, gates, {
    endpoint: id,
    from: 'runtime',
    of: { ...place(environment), ...(own ? current.of : {}) },
    ends: id === 'next' && current?.result !== undefined ? current.request.requestId : undefined,
  })
  exchange.admit(() => {
    const taken = runtimeHandlers[id](exchange, environment, params)
    taken?.catch(() => exchange.refuse(500, 'InternalServerError', 'Internal Server Error'))
  })
}

/** A path or a method that the Runtime API does not have: the answer of the official core, to the byte. */
export function takeUnknown(
  { recorder, gates }: RuntimeApiParts,
  allow: string | undefined,
  request: IncomingMessage,
  response: ServerResponse,
  of: Belongs,
): void {
  const exchange = new HttpExchange(request, response, recorder, gates, { endpoint: 'unknown', from: 'runtime', of })
  if (allow !== undefined) return exchange.answer({ status: 405, heads: { Allow: allow } })
  exchange.answer({ status: 404, heads: { 'Content-Type': 'text/plain; charset=utf-8' }, body: '404 page not found\n' })
}

/** What an exchange belongs to before it is known which invocation it is about. */
export function place(environment: Environment): Belongs {
  return { function: environment.definition.name, environment: environment.name, incarnation: environment.incarnation }
}
