// A call by HTTP on its way to a function: its exchange, how it is answered, and how it becomes an invocation.
import type { IncomingMessage, ServerResponse } from 'node:http'
import { requestPayloadLimit, type CallRoute, type Cors, type FunctionDefinition } from '@playground/protocol'
import type { InvokeRefusal } from '../../environment/invocation.ts'
import { traceIdFor } from '../../environment/trace-id.ts'
import type { RequestBody } from '../../http/body.ts'
import { HttpExchange } from '../../http/exchange.ts'
import { functionArn } from '../function-name.ts'
import type { InvokeParts } from '../ports.ts'
import { tenantProblem } from '../request.ts'
import { Reply, type Manner } from './reply.ts'
import { requestIdOf } from './request.ts'
import { StreamedResult } from './streamed-result.ts'

export type HttpCallParts = Omit<InvokeParts, 'events'>

export type HttpCall = { exchange: HttpExchange; reply: Reply; requestId: string; traceId: string }

export type Opening = {
  endpoint: CallRoute
  function: string
  /** It asks for no invocation. */
  preflight: boolean
  manner: (ids: Pick<HttpCall, 'requestId' | 'traceId'>) => Manner
  /** Put over what the function answers. */
  cors: Cors | undefined
}

/** Records that a call came. */
export function openCall(
  { recorder, gates, clock }: HttpCallParts,
  request: IncomingMessage,
  response: ServerResponse,
  { endpoint, function: name, preflight, manner, cors }: Opening,
): HttpCall {
  const requestId = requestIdOf(request)
  const of = { function: name, ...(preflight ? {} : { invocation: requestId }) }
  const exchange = new HttpExchange(request, response, recorder, gates, { endpoint, from: 'caller', of })
  const traceId = traceIdFor(exchange.header('x-amzn-trace-id'), clock.epoch())
  return { exchange, reply: new Reply(exchange, manner({ requestId, traceId }), cors), requestId, traceId }
}

/** Hands the body on once the call is let in; one that broke off is forgotten. `limit` in bytes. */
export function readCall({ exchange, reply }: HttpCall, limit: number, handle: (body: RequestBody) => void): void {
  exchange.admit(() => {
    exchange
      .body(limit)
      .then((body) => body.truncated || handle(body))
      .catch(() =>
        reply.refuse({ status: 500, type: 'ServiceException', message: 'Something went wrong in the playground.' }),
      )
  })
}

export type Asked = {
  definition: FunctionDefinition
  via: CallRoute
  /** JSON text. */
  event: string
  streams: boolean
  /** Called when the result is known. */
  answered?: () => void
}

/** Invokes the function with the event that was made of the call; its result is the answer. */
export function invokeFor(
  { environments }: HttpCallParts,
  { reply, requestId, traceId }: HttpCall,
  { definition, via, event, streams, answered }: Asked,
): void {
  const payload = Buffer.from(event)
  const problem =
    payload.byteLength > requestPayloadLimit
      ? tooLarge('the event made of it', payload.byteLength, requestPayloadLimit)
      : tenantProblem(undefined, definition.execution.tenantIsolation)
  if (problem !== undefined) {
    answered?.()
    return reply.refuse(problem)
  }
  const streamed = streams ? new StreamedResult(reply) : undefined
  const invocation = environments.receive(
    {
      requestId,
      type: 'RequestResponse',
      qualifier: undefined,
      invokedArn: functionArn(definition.name),
      payload,
      clientContext: undefined,
      traceId,
      via,
    },
    definition,
    streamed,
  )
  invocation.onAnswered = (result) => {
    answered?.()
    ;(streamed ?? reply).finish(result)
  }
  environments.place(invocation)
}

/** An event is larger than its body: by a third where that is no text. */
export function tooLarge(what: string, bytes: number, limit: number): InvokeRefusal {
  const message = `Request must be smaller than ${limit} bytes for the InvokeFunction operation, and ${what} has ${bytes}`
  return { status: 413, type: 'RequestEntityTooLargeException', message }
}
