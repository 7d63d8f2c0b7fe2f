// POST /2020-01-01/extension/init/error and exit/error: an extension says why it ends (Developer Guide, runtimes-extensions-api).
import { extensionBodyLimit } from '@playground/protocol'
import type { Environment } from '../environment/environment.ts'
import { Extension } from '../environment/extension.ts'
import { json, type HttpExchange } from '../http/exchange.ts'

/** The body is kept for the page; the service never reads it. */
export async function report(
  exchange: HttpExchange,
  environment: Environment,
  call: 'extension-init-error' | 'exit-error',
): Promise<void> {
  await exchange.body(extensionBodyLimit)
  const taken = environment.extensions.report(
    call,
    exchange.header('lambda-extension-identifier'),
    exchange.header('lambda-extension-function-error-type'),
    exchange.of,
  )
  if (!(taken instanceof Extension)) return exchange.refuse(403, taken.errorType, taken.message)
  exchange.answer({ status: 202, ...json({ status: 'OK' }) })
}
