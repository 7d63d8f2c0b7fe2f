// The APIs of an environment on Express: the attach port, where the path says which function and which of its environments is calling.
import { attachedFunctionName, endpointsOf } from '@playground/protocol'
import type { Socket } from 'node:net'
import express, { type Express, type Request, type Response } from 'express'
import type { Environment } from '../environment/environment.ts'
import { HttpExchange } from '../http/exchange.ts'
import { guardRuntime } from '../http/guard.ts'
import type { Peer } from './peer.ts'
import { ping } from '../runtime-api/ping.ts'
import { environmentApis, take, takeUnknown, type EnvironmentEndpointId, type MountParts } from './take.ts'

export type AttachParts = MountParts & {
  /** The environment of `ADDRESS/NAME/INSTANCE`; undefined where there can be none. */
  attach: (name: string, instance: string) => Environment | undefined
  allowHosts: readonly string[]
  /** The process at the other end of a connection; undefined where the system does not tell. */
  peer: (socket: Socket) => Promise<Peer | undefined>
}

/** Where an address ends and the API's own path begins. */
const prefixes = ['', '/:name', '/:name/:instance']

export function attachMount(parts: AttachParts): Express {
  const app = express()
  app.disable('x-powered-by').disable('etag').set('query parser', false)
  app.enable('strict routing').enable('case sensitive routing')
  app.use((request, response, next) => {
    const refused = guardRuntime(request, parts.allowHosts)
    if (refused === undefined) next()
    else response.status(refused.status).type('text').send(`${refused.message}\n`)
  })
  for (const prefix of prefixes) {
    for (const [id, endpoint] of environmentApis.flatMap((api) => endpointsOf(api))) {
      app.all(`${prefix}${endpoint.path}`, (request, response) => {
        if (request.method === endpoint.method) serve(parts, id as EnvironmentEndpointId, request, response)
        else takeUnknown(parts, endpoint.method, request, response, {})
      })
    }
  }
  app.use((request, response) => takeUnknown(parts, undefined, request, response, {}))
  return app
}

function serve(parts: AttachParts, id: EnvironmentEndpointId, request: Request, response: Response): void {
  const {
    name = attachedFunctionName,
    instance = '1',
    requestId = '',
  } = request.params as Record<string, string | undefined>
  // A ping is no sign of a runtime: it makes no function appear.
  if (id === 'ping')
    return ping(
      new HttpExchange(request, response, parts.recorder, parts.gates, { endpoint: id, from: 'runtime', of: {} }),
    )
  const environment = parts.attach(name, instance)
  if (environment === undefined) takeUnknown(parts, undefined, request, response, {})
  else {
    take(parts, id, { requestId }, request, response, environment)
    introduce(parts, environment, request.socket)
  }
}

/** Environments whose process was looked for. */
const introduced = new WeakSet<Environment>()

/** Finds out who attached, beside the conversation. */
function introduce({ peer, recorder }: AttachParts, environment: Environment, socket: Socket): void {
  if (introduced.has(environment)) return
  introduced.add(environment)
  void peer(socket).then((found) => {
    if (found !== undefined) recorder.record(environment.of(), { type: 'environment.peer', ...found })
  })
}
