// Who answers each endpoint of the Runtime API; the endpoints themselves are the protocol's table.
import type { endpoints } from '@playground/protocol'
import type { Environment } from '../environment/environment.ts'
import type { HttpExchange } from '../http/exchange.ts'
import { credentials } from './credentials.ts'
import { error } from './error.ts'
import { initError } from './init-error.ts'
import { next } from './next.ts'
import { ping } from './ping.ts'
import { response } from './response.ts'
import { restoreNext } from './restore-next.ts'

type Handler = (exchange: HttpExchange, environment: Environment, params: { requestId: string }) => void | Promise<void>

type RuntimeEndpoint = {
  [Id in keyof typeof endpoints]: (typeof endpoints)[Id]['api'] extends 'runtime' ? Id : never
}[keyof typeof endpoints]

export const runtimeHandlers: Record<RuntimeEndpoint, Handler> = {
  next,
  response,
  error,
  'init-error': (exchange, environment) => initError(exchange, environment),
  'restore-next': restoreNext,
  'restore-error': (exchange, environment) => initError(exchange, environment, 'restore-error'),
  credentials,
  ping,
}
