// POST /2015-03-31/functions/NAME/invocations: runs a function (API reference, Invoke).
import { latestVersion } from '@playground/protocol'
import type { Request, Response } from 'express'
import type { Invocation, InvocationResult } from '../environment/invocation.ts'
import type { Answer } from '../http/exchange.ts'
import { takeCall, type Call } from './call.ts'
import { Commands } from './commands.ts'
import { exceptionAnswer } from './exceptions.ts'
import type { InvokeParts } from './ports.ts'
import { beginCall, runCall } from './run-call.ts'

export function invokeHandler(parts: InvokeParts): (request: Request, response: Response) => void {
  const commands = new Commands()
  return (request, response) => takeCall(parts, 'invoke', request, response, (call) => invoke(parts, commands, call))
}

async function invoke(parts: InvokeParts, commands: Commands, call: Call): Promise<void> {
  const { exchange, requestId } = call
  const begun = await beginCall(parts, commands, call, (given) => exchange.answer(given))
  if (begun === undefined) return
  const { request, definition, heads, answer, refuse } = begun
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
  runCall(parts, invocation, heads.tail, (result) => answer(resultAnswer(invocation, result, common, heads.tail)))
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
