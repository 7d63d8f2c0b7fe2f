// POST /2015-03-31/functions/NAME/invocations: runs a function (API reference, Invoke).
import { latestVersion, requestPayloadLimit } from '@playground/protocol'
import type { Request, Response } from 'express'
import type { Invocation, InvocationResult, InvokeRefusal } from '../environment/invocation.ts'
import type { Answer } from '../http/exchange.ts'
import { checkCall, takeCall, type Call } from './call.ts'
import { commandHeader, Commands } from './commands.ts'
import { exceptionAnswer } from './exceptions.ts'
import type { InvokeParts } from './ports.ts'

export function invokeHandler(parts: InvokeParts): (request: Request, response: Response) => void {
  const commands = new Commands()
  return (request, response) => takeCall(parts, 'invoke', request, response, (call) => invoke(parts, commands, call))
}

async function invoke(parts: InvokeParts, commands: Commands, call: Call): Promise<void> {
  const { exchange, requestId } = call
  const body = await exchange.body(requestPayloadLimit)
  if (body.truncated) return
  // Only now: a request that broke off must not stand for the one that comes after it, whole.
  const answer = commands.joinOrStart(exchange.header(commandHeader), (given) => exchange.answer(given))
  if (answer === undefined) return
  const refuse = (refusal: InvokeRefusal) => answer(exceptionAnswer(refusal, requestId))
  const checked = checkCall(parts, call, body)
  if ('status' in checked) return refuse(checked)
  const { request, definition, heads } = checked
  if (heads.type === 'DryRun') return answer({ status: 204, heads: { 'x-amzn-RequestId': requestId } })
  const common = {
    'x-amzn-RequestId': requestId,
    'X-Amzn-Trace-Id': request.traceId,
    'x-amzn-Remapped-Content-Length': '0',
  }
  if (heads.type === 'Event') {
    const refusal = await parts.events.accept(request, definition)
    return refusal === undefined ? answer({ status: 202, heads: common }) : refuse(refusal)
  }
  const invocation = parts.environments.receive(request, definition)
  const finish = (result: InvocationResult) => answer(resultAnswer(invocation, result, common, heads.tail))
  // The log is whole only when the invocation is over.
  if (heads.tail) invocation.onSettled = () => invocation.result !== undefined && finish(invocation.result)
  else invocation.onAnswered = finish
  parts.environments.place(invocation)
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
      'X-Amz-Executed-Version': invocation.definition.version ?? latestVersion,
      ...(result.failed ? { 'X-Amz-Function-Error': 'Unhandled' } : {}),
      ...(tail ? { 'X-Amz-Log-Result': invocation.log.base64() } : {}),
    },
    body: result.payload,
  }
}
