// What all calls that run a function have in common: who they are, what they ask for, and what is refused.
import { randomUUID } from 'node:crypto'
import { uuidPattern, type FunctionDefinition } from '@playground/protocol'
import type { Request, Response } from 'express'
import type { InvocationRequest, InvokeRefusal } from '../environment/invocation.ts'
import { traceIdFor } from '../environment/trace-id.ts'
import type { RequestBody } from '../http/body.ts'
import { HttpExchange } from '../http/exchange.ts'
import { exceptionAnswer } from './exceptions.ts'
import { findFunction } from './find-function.ts'
import { functionArn, parseFunctionName } from './function-name.ts'
import type { InvokeParts } from './ports.ts'
import { payloadProblem, readInvokeHeads, tenantProblem, type Heads, type InvokeHeads } from './request.ts'

/** A call that was let in: its request id is that of its answer, and of its invocation. */
export type Call = { exchange: HttpExchange; requestId: string; name: string; url: string }

export type CheckedCall = { request: InvocationRequest; definition: FunctionDefinition; heads: InvokeHeads }

/** Opens the exchange of a call on `/…/functions/:name/…`, and hands it on once it is let in; what `handle` throws is a 500. */
export function takeCall(
  parts: Pick<InvokeParts, 'recorder' | 'gates' | 'functions'>,
  endpoint: string,
  request: Request,
  response: Response,
  handle: (call: Call) => Promise<void>,
): void {
  const requestId = requestIdOf(request)
  const name = String(request.params['name'])
  const named = parseFunctionName(name)
  // A function may go by other names, too.
  const known = named === undefined ? {} : { function: parts.functions.get(named.name)?.name ?? named.name }
  const of = { ...known, invocation: requestId }
  const exchange = new HttpExchange(request, response, parts.recorder, parts.gates, { endpoint, from: 'caller', of })
  exchange.admit(() => {
    handle({ exchange, requestId, name, url: request.url }).catch(() => {
      const message = 'Something went wrong in the playground.'
      exchange.answer(exceptionAnswer({ status: 500, type: 'ServiceException', message }, requestId))
    })
  })
}

/** The caller's own, where it is one. */
export function requestIdOf({ headers }: Request): string {
  const given = headers['x-amzn-requestid']
  return typeof given === 'string' && uuidPattern.test(given) ? given : randomUUID()
}

/** The invocation that a call with this body asks for, or why it is refused, judged in the service's order. `head`: those that the call knows. */
export function checkCall(
  { functions, clock }: Pick<InvokeParts, 'functions' | 'clock'>,
  { exchange, requestId, name, url }: Call,
  body: RequestBody,
  head: Heads = (name) => exchange.header(name),
): CheckedCall | InvokeRefusal {
  const target = findFunction(functions, name, url)
  if ('status' in target) return target
  const heads = readInvokeHeads(head)
  if ('status' in heads) return heads
  const { definition, qualifier } = target
  const problem = tenantProblem(heads.tenant, definition.execution.tenantIsolation) ?? payloadProblem(body, heads.type)
  if (problem !== undefined) return problem
  return {
    definition,
    heads,
    request: {
      requestId,
      type: heads.type,
      qualifier,
      invokedArn: functionArn(definition.name, qualifier),
      payload: body.length === 0 ? Buffer.from('{}') : body.bytes,
      clientContext: heads.clientContext,
      traceId: traceIdFor(exchange.header('x-amzn-trace-id'), clock.epoch()),
      ...(heads.tenant === undefined ? {} : { tenant: heads.tenant }),
    },
  }
}
