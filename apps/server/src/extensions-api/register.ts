// POST /2020-01-01/extension/register: an extension says its name and what it subscribes to (Developer Guide, runtimes-extensions-api).
import { accountId, extensionBodyLimit, latestVersion } from '@playground/protocol'
import type { Environment } from '../environment/environment.ts'
import { Extension } from '../environment/extension.ts'
import { json, type HttpExchange } from '../http/exchange.ts'

/** Every refusal is 403; what is not accepted changes nothing. */
export async function register(exchange: HttpExchange, environment: Environment): Promise<void> {
  const body = await exchange.body(extensionBodyLimit)
  if (body.tooLarge) return exchange.refuse(403, 'InvalidRequestFormat', 'the body is too large')
  const name = exchange.header('lambda-extension-name')
  const taken = environment.extensions.register(name, body.bytes, exchange.of)
  if (!(taken instanceof Extension)) return exchange.refuse(403, taken.errorType, taken.message)
  const { definition } = environment
  const features = (exchange.header('lambda-extension-accept-feature') ?? '').split(',').map((part) => part.trim())
  const { heads, body: text } = json({
    ...(features.includes('accountId') ? { accountId } : {}),
    functionName: definition.name,
    functionVersion: definition.version ?? latestVersion,
    handler: definition.handler ?? 'bootstrap',
  })
  exchange.answer({ status: 200, heads: { ...heads, 'Lambda-Extension-Identifier': taken.identifier }, body: text })
}
