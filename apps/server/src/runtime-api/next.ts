// GET /2018-06-01/runtime/invocation/next: parks the request until there is an event (Developer Guide, runtimes-api).
import type { Environment } from '../environment/environment.ts'
import type { Invocation } from '../environment/invocation.ts'
import type { Poll } from '../environment/runtime.ts'
import type { HttpExchange } from '../http/exchange.ts'

export function next(exchange: HttpExchange, environment: Environment): void {
  let delivered: Invocation | undefined
  const poll: Poll = {
    of: exchange.of,
    deliver(invocation, again) {
      delivered = invocation
      exchange.answer({
        status: 200,
        heads: eventHeads(invocation),
        body: invocation.request.payload,
        of: invocation.of,
        delivers: invocation.of.invocation,
        ...(again ? { again: true } : {}),
      })
    },
    expectEnd: () => exchange.expectEnd(),
    abandon: () => exchange.drop(),
  }
  exchange.onHangUp = () => (delivered === undefined ? environment.hungUp(poll) : environment.lost(delivered))
  const refusal = environment.next(poll)
  if (refusal !== undefined) exchange.refuse(refusal.status, refusal.errorType, refusal.message)
}

/** The heads of an event; an optional one that is empty is absent, because clients parse what they find. */
function eventHeads({ request, deadline, attemptId }: Invocation): Record<string, string> {
  return {
    'Content-Type': 'application/json',
    'Lambda-Runtime-Aws-Request-Id': request.requestId,
    'Lambda-Runtime-Deadline-Ms': String(deadline),
    'Lambda-Runtime-Invoked-Function-Arn': request.invokedArn,
    'Lambda-Runtime-Trace-Id': request.traceId,
    'Lambda-Runtime-Invocation-Id': attemptId,
    ...(request.tenant === undefined ? {} : { 'Lambda-Runtime-Aws-Tenant-Id': request.tenant }),
    ...(request.clientContext === undefined ? {} : { 'Lambda-Runtime-Client-Context': request.clientContext }),
  }
}
