// Who answers each endpoint of the Extensions API; the endpoints themselves are the protocol's table.
import type { endpoints } from '@playground/protocol'
import type { Environment } from '../environment/environment.ts'
import type { HttpExchange } from '../http/exchange.ts'
import { eventNext } from './event-next.ts'
import { register } from './register.ts'
import { report } from './report.ts'

type Handler = (exchange: HttpExchange, environment: Environment) => void | Promise<void>

type ExtensionEndpoint = {
  [Id in keyof typeof endpoints]: (typeof endpoints)[Id]['api'] extends 'extensions' ? Id : never
}[keyof typeof endpoints]

export const extensionHandlers: Record<ExtensionEndpoint, Handler> = {
  register,
  'event-next': eventNext,
  'extension-init-error': (exchange, environment) => report(exchange, environment, 'extension-init-error'),
  'exit-error': (exchange, environment) => report(exchange, environment, 'exit-error'),
}
