// POST /2015-03-31/functions/NAME/invocations: runs a function (API reference, Invoke).
import { randomUUID } from 'node:crypto'
import { requestPayloadLimit, uuidPattern } from '@playground/protocol'
import type { Request, Response } from 'express'
import type { Environments } from '../environment/environments.ts'
import type { Invocation, InvocationResult, InvokeRefusal } from '../environment/invocation.ts'
import type { FunctionSource } from '../environment/ports.ts'
import { traceIdFor } from '../environment/trace-id.ts'
import { HttpExchange, type Answer } from '../http/exchange.ts'
import type { Gates } from '../http/gates.ts'
import type { Clock } from '../clock.ts'
import type { Recorder } from '../recorder/record.ts'
import { Commands } from './commands.ts'
import { exceptionAnswer } from './exceptions.ts'
import { functionArn, parseFunctionName } from './function-name.ts'
import { parameter, payloadProblem, readInvokeHeads, tenantProblem } from './request.ts'

export type InvokeParts = {
  recorder: Recorder
  gates: Gates
  clock: Clock
  functions: FunctionSource
  environments: Environments
}

/** A page's press of Invoke: calls that carry the same one are one invocation. */
const commandHeader = 'lambda-playground-command'

export function invokeHandler(parts: InvokeParts): (request: Request, response: Response) => void {
  const commands = new Commands()
  return (request, response) => {
    const given = request.headers['x-amzn-requestid']
    const requestId = typeof given === 'string' && uuidPattern.test(given) ? given : randomUUID()
    const named = parseFunctionName(String(request.params['name']))
    const of = { ...(named === undefined ? {} : { function: named.name }), invocation: requestId }
    const exchange = new HttpExchange(request, response, parts.recorder, parts.gates, {
      endpoint: 'invoke',
      from: 'caller',
      of,
    })
    exchange.admit(() => {
      invoke(parts, commands, exchange, requestId, request).catch(() => {
        const message = 'Something went wrong in the playground.'
        exchange.answer(exceptionAnswer({ status: 500, type: 'ServiceException', message }, requestId))
      })
    })
  }
}

async function invoke(
  parts: InvokeParts,
  commands: Commands,
  exchange: HttpExchange,
  requestId: string,
  request: Request,
): Promise<void> {
  const body = await exchange.body(requestPayloadLimit)
  if (body.truncated) return
  // Only now: a request that broke off must not stand for the one that comes after it, whole.
  const answer = commands.joinOrStart(exchange.header(commandHeader), (given) => exchange.answer(given))
  if (answer === undefined) return
  const refuse = (refusal: InvokeRefusal) => answer(exceptionAnswer(refusal, requestId))
  const target = findFunction(parts, request)
  if ('status' in target) return refuse(target)
  const heads = readInvokeHeads((name) => exchange.header(name))
  if ('status' in heads) return refuse(heads)
  const { execution } = target.definition
  const problem = tenantProblem(heads.tenant, execution.tenantIsolation) ?? payloadProblem(body, heads.type)
  if (problem !== undefined) return refuse(problem)
  const traceId = traceIdFor(exchange.header('x-amzn-trace-id'), parts.clock.epoch())
  if (heads.type === 'DryRun') return answer({ status: 204, heads: { 'x-amzn-RequestId': requestId } })
  const invocation = parts.environments.receive(
    {
      requestId,
      type: heads.type,
      qualifier: target.qualifier,
      invokedArn: functionArn(target.definition.name, target.qualifier),
      payload: body.length === 0 ? Buffer.from('{}') : body.bytes,
      clientContext: heads.clientContext,
      traceId,
      ...(heads.tenant === undefined ? {} : { tenant: heads.tenant }),
    },
    target.definition,
  )
  const common = { 'x-amzn-RequestId': requestId, 'X-Amzn-Trace-Id': traceId, 'x-amzn-Remapped-Content-Length': '0' }
  if (heads.type === 'Event') {
    answer({ status: 202, heads: common })
  } else {
    const finish = (result: InvocationResult) => answer(resultAnswer(invocation, result, common, heads.tail))
    // The log is whole only when the invocation is over.
    if (heads.tail) invocation.onSettled = () => invocation.result !== undefined && finish(invocation.result)
    else invocation.onAnswered = finish
  }
  parts.environments.place(invocation)
}

function findFunction({ functions }: InvokeParts, request: Request) {
  const text = String(request.params['name'])
  const named = parseFunctionName(text)
  const query = new URL(request.url, 'http://localhost').searchParams.get('Qualifier') ?? undefined
  if (named === undefined) return parameter(`${JSON.stringify(text)} is neither a function's name nor its ARN`)
  if (query !== undefined && !/^[a-zA-Z0-9$_-]{0,128}$/.test(query))
    return parameter(`Qualifier ${JSON.stringify(query)} is not legal`)
  if (query && named.qualifier !== undefined && query !== named.qualifier) {
    return parameter(`The qualifier ${query} is not that of the function's name, ${named.qualifier}`)
  }
  const definition = functions.get(named.name)
  if (definition === undefined)
    return { status: 404, type: 'ResourceNotFoundException', message: `Function not found: ${functionArn(named.name)}` }
  return { definition, qualifier: named.qualifier ?? (query || undefined) }
}

function resultAnswer(
  invocation: Invocation,
  result: InvocationResult,
  common: Record<string, string>,
  tail: boolean,
): Answer {
  if (result.refusal !== undefined) return exceptionAnswer(result.refusal, invocation.request.requestId)
  return {
    status: 200,
    heads: {
      'Content-Type': 'application/json',
      ...common,
      'X-Amz-Executed-Version': '$LATEST',
      ...(result.failed ? { 'X-Amz-Function-Error': 'Unhandled' } : {}),
      ...(tail ? { 'X-Amz-Log-Result': invocation.log.base64() } : {}),
    },
    body: result.payload,
  }
}
