// POST /2014-11-13/functions/NAME/invoke-async: the older form of an asynchronous invocation (API reference, InvokeAsync).
import { invokeAsyncPayloadLimit } from '@playground/protocol'
import type { Request, Response } from 'express'
import { checkCall, takeCall, type Call } from './call.ts'
import { exceptionAnswer } from './exceptions.ts'
import type { InvokeParts } from './ports.ts'

export function invokeAsyncHandler(parts: InvokeParts): (request: Request, response: Response) => void {
  return (request, response) => takeCall(parts, 'invoke-async', request, response, (call) => invokeAsync(parts, call))
}

async function invokeAsync(parts: InvokeParts, call: Call): Promise<void> {
  const { exchange, requestId } = call
  const body = await exchange.body(invokeAsyncPayloadLimit)
  if (body.truncated) return
  if (body.tooLarge) {
    const message = `Request must be smaller than ${invokeAsyncPayloadLimit} bytes for the InvokeAsync operation`
    return exchange.answer(exceptionAnswer({ status: 413, type: 'RequestEntityTooLargeException', message }, requestId))
  }
  const checked = checkCall(parts, call, body, (name) =>
    name === 'x-amz-invocation-type' ? 'Event' : exchange.header(name),
  )
  const refusal = 'status' in checked ? checked : await parts.events.accept(checked.request, checked.definition)
  if (refusal !== undefined) return exchange.answer(exceptionAnswer(refusal, requestId))
  exchange.answer({ status: 202, heads: { 'x-amzn-RequestId': requestId } })
}
