// GET /2020-01-01/extension/event/next: parks the request until there is an event (Developer Guide, runtimes-extensions-api).
import { randomUUID } from 'node:crypto'
import type { Environment } from '../environment/environment.ts'
import { Extension, type EventPoll, type ExtensionEvent } from '../environment/extension.ts'
import { json, type HttpExchange } from '../http/exchange.ts'

export function eventNext(exchange: HttpExchange, environment: Environment): void {
  const identifier = exchange.header('lambda-extension-identifier')
  const extension = environment.extensions.identify(identifier, 'event-next', exchange.of)
  if (!(extension instanceof Extension)) return exchange.refuse(403, extension.errorType, extension.message)
  let delivered: ExtensionEvent | undefined
  const poll: EventPoll = {
    of: exchange.of,
    deliver(event) {
      delivered = event
      const { heads, body } = json(bodyOf(event))
      exchange.answer({
        status: 200,
        heads: { ...heads, 'Lambda-Extension-Event-Identifier': randomUUID() },
        body,
        ...(event.kind === 'INVOKE' ? { of: event.invocation.of, delivers: event.invocation.of.invocation } : {}),
      })
    },
    refuse: ({ errorType, message }) => exchange.refuse(403, errorType, message),
    expectEnd: () => exchange.expectEnd(),
    abandon: () => exchange.drop(),
  }
  exchange.onHangUp = () => (delivered === undefined ? extension.hungUp(poll) : extension.lost(delivered))
  const refusal = extension.next(poll)
  if (refusal !== undefined) exchange.refuse(403, refusal.errorType, refusal.message)
}

/** The members in the order in which the core writes them; the payload is never among them. */
function bodyOf(event: ExtensionEvent): object {
  if (event.kind === 'SHUTDOWN')
    return { eventType: 'SHUTDOWN', deadlineMs: event.deadline, shutdownReason: event.reason }
  const { request, deadline } = event.invocation
  return {
    eventType: 'INVOKE',
    deadlineMs: deadline,
    requestId: request.requestId,
    invokedFunctionArn: request.invokedArn,
    tracing: { type: 'X-Amzn-Trace-Id', value: request.traceId },
  }
}
