// What both mounts do with a request of an environment: open its exchange, pass the first gate, hand it to its endpoint.
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Api, Belongs } from '@playground/protocol'
import type { Environment } from '../environment/environment.ts'
import { extensionHandlers } from '../extensions-api/handlers.ts'
import { HttpExchange, type Opening } from '../http/exchange.ts'
import type { Gates } from '../http/gates.ts'
import type { Recorder } from '../recorder/record.ts'
import { runtimeHandlers } from '../runtime-api/handlers.ts'
import { telemetryHandlers } from '../telemetry-api/handlers.ts'
import type { SubscribedEnvironment } from '../telemetry-api/subscribe.ts'
import type { Telemetry } from '../telemetry-api/telemetry.ts'

export type MountParts = { recorder: Recorder; gates: Gates; telemetry: Telemetry }

/** The APIs that the processes of an environment call. */
export const environmentApis = ['runtime', 'extensions', 'telemetry'] as const satisfies Api[]

export type EnvironmentEndpointId =
  | keyof typeof runtimeHandlers
  | keyof typeof extensionHandlers
  | keyof typeof telemetryHandlers

/** Not there at all without SnapStart. */
const snapStartAlone: ReadonlySet<string> = new Set(['restore-next', 'restore-error', 'credentials'])

export function take(
  parts: MountParts,
  id: EnvironmentEndpointId,
  params: { requestId: string },
  request: IncomingMessage,
  response: ServerResponse,
  environment: Environment,
): void {
  // Sent before the answer to the one before it: it is judged in its turn, as it would be one at a time.
  if (response.socket === null) {
    response.once('socket', () => take(parts, id, params, request, response, environment))
    return
  }
  if (snapStartAlone.has(id) && !environment.definition.execution.snapStart)
    return takeUnknown(parts, undefined, request, response, place(environment))
  const { recorder, gates } = parts
  const exchange = new HttpExchange(request, response, recorder, gates, {
    endpoint: id,
    ...(id in runtimeHandlers ? byRuntime(id, params.requestId, environment) : byExtension(id, request, environment)),
  })
  exchange.admit(() => {
    const taken = answer(parts, id, params, exchange, environment)
    taken?.catch(() => exchange.refuse(500, 'InternalServerError', 'Internal Server Error'))
  })
}

function answer(
  { recorder, telemetry }: MountParts,
  id: EnvironmentEndpointId,
  params: { requestId: string },
  exchange: HttpExchange,
  environment: Environment,
): void | Promise<void> {
  if (id === 'telemetry' || id === 'logs')
    return telemetryHandlers[id](exchange, { telemetry, record: recorder.record }, subscribed(exchange, environment))
  if (id in extensionHandlers) return extensionHandlers[id as keyof typeof extensionHandlers](exchange, environment)
  return runtimeHandlers[id as keyof typeof runtimeHandlers](exchange, environment, params)
}

/** The environment as the Telemetry API has to know it. */
function subscribed(exchange: HttpExchange, environment: Environment): SubscribedEnvironment {
  return {
    name: environment.name,
    ports: [exchange.request.socket.localPort ?? 0],
    managedInstances: environment.definition.execution.maxConcurrency !== undefined,
    identify(header) {
      const found = environment.extensions.identify(header, 'subscribe', exchange.of)
      if ('errorType' in found) return { refusal: { status: 403, errorType: found.errorType, message: found.message } }
      return found
    },
  }
}

/** A path or a method that these APIs do not have: the answer of the official core, to the byte. */
export function takeUnknown(
  { recorder, gates }: MountParts,
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

type By = Omit<Opening, 'endpoint'>

function byRuntime(id: string, requestId: string, environment: Environment): By {
  const { current } = environment.runtime
  const named = environment.serves(requestId) ?? (id === 'init-error' ? current : undefined)
  return {
    from: 'runtime',
    of: { ...place(environment), ...named?.of },
    ends: id === 'next' && current?.result !== undefined ? current.of.invocation : undefined,
  }
}

/** It is who its identifier says, or, where it has none yet, who it says it is. */
function byExtension(id: string, { headers }: IncomingMessage, environment: Environment): By {
  const identifier = headers['lambda-extension-identifier']
  const known = environment.extensions.find(typeof identifier === 'string' ? identifier : undefined)
  const given = headers['lambda-extension-name']
  const extension = known?.name ?? (id === 'register' && typeof given === 'string' && given !== '' ? given : undefined)
  const ends = id === 'event-next' && known?.state === 'Running' ? environment.serving?.of.invocation : undefined
  return {
    from: 'extension',
    of: { ...place(environment), ...(extension === undefined ? {} : { extension }) },
    ends,
  }
}
