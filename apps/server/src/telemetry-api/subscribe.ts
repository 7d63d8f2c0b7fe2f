// PUT /2022-07-01/telemetry and PUT /2020-08-15/logs: an extension subscribes (Developer Guide, telemetry-api-reference and runtimes-logs-api).
import type { Belongs, EventOf } from '@playground/protocol'
import { json, type HttpExchange } from '../http/exchange.ts'
import type { Record } from '../recorder/record.ts'
import { readSubscription, type TelemetryApi } from './subscription.ts'
import type { Telemetry } from './telemetry.ts'

/** The environment that is asked, as far as this API has to know it. */
export interface SubscribedEnvironment {
  name: string
  /** The extension that an identifier names, or the refusal of one that names none, which is recorded already. */
  identify(
    header: string | undefined,
  ): { name: string } | { refusal: { status: 403; errorType: string; message: string } }
  /** Ports of its Runtime API. */
  ports: readonly number[]
  /** Several invocations share it: there is no Logs API, and one schema. */
  managedInstances: boolean
}

export type SubscribeParts = { telemetry: Telemetry; record: Record }

/** Bytes of a request (official emulator, `rapi`). */
const bodyLimit = 1024 * 1024

const apis = {
  telemetry: { title: 'Telemetry', invalid: 'ValidationError' },
  logs: { title: 'Logs', invalid: 'Logs.ValidationError' },
} as const

/** Refuses, in this order: an identifier (403), a time that is over (403), a body (400), an extension that uses the other API (400). */
export async function subscribe(
  api: TelemetryApi,
  exchange: HttpExchange,
  { telemetry, record }: SubscribeParts,
  environment: SubscribedEnvironment,
): Promise<void> {
  const { title, invalid } = apis[api]
  const { managedInstances, ports } = environment
  if (api === 'logs' && managedInstances)
    return exchange.answer({ status: 404, heads: { 'Content-Type': 'text/plain; charset=utf-8' }, body: notFound })
  let of: Belongs = exchange.of
  const refuse = (status: number, errorType: string, message: string, rule: EventOf<'extension.refused'>['rule']) => {
    record(of, { type: 'extension.refused', call: 'subscribe', rule })
    exchange.refuse(status, errorType, message)
  }
  const found = environment.identify(exchange.header('lambda-extension-identifier'))
  if ('refusal' in found) {
    const { status, errorType, message } = found.refusal
    return exchange.refuse(status, errorType, message)
  }
  of = exchange.of = { ...exchange.of, extension: found.name }
  const refuseClosed = () => {
    const message = `${title} API subscription is closed${managedInstances ? '' : ' already'}`
    refuse(403, `${title}.SubscriptionClosed`, message, 'registration-closed')
  }
  const body = await exchange.body(bodyLimit)
  if (!telemetry.isOpen(environment.name)) return refuseClosed()
  if (body.tooLarge) return refuse(400, invalid, `the request should be at most ${bodyLimit} bytes`, 'format')
  const subscription = readSubscription(api, body.bytes, { reservedPorts: ports, managedInstances })
  if ('problem' in subscription) return refuse(400, invalid, subscription.problem, 'format')
  const refused = telemetry.subscribe(environment.name, found.name, subscription)
  if (refused === 'closed') return refuseClosed()
  if (refused === 'other-api') {
    const other = api === 'telemetry' ? 'Logs' : 'Telemetry'
    const message = `The extension ${found.name} is already subscribed to the ${other} API. An extension subscribes to one of the two.`
    return refuse(400, `${title}.AccessDenied`, message, 'state')
  }
  exchange.answer({ status: 200, ...json('OK'), body: '"OK"' })
}

const notFound = '404 page not found\n'
