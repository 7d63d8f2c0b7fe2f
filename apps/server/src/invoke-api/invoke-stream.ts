// POST /2021-11-15/functions/NAME/response-streaming-invocations: runs a function whose response its caller takes in pieces (API reference, InvokeWithResponseStream).
import { latestVersion } from '@playground/protocol'
import type { Request, Response } from 'express'
import type { Invocation, InvocationResult, InvokeRefusal } from '../environment/invocation.ts'
import type { StreamedAnswer } from '../http/streamed-answer.ts'
import { takeCall, type Call } from './call.ts'
import { Commands } from './commands.ts'
import { eventStreamType, invokeComplete, payloadChunks, type Completion } from './event-stream.ts'
import { exceptionAnswer } from './exceptions.ts'
import type { InvokeParts } from './ports.ts'
import { parameter } from './request.ts'
import { beginCall, runCall } from './run-call.ts'

export function invokeStreamHandler(parts: InvokeParts): (request: Request, response: Response) => void {
  const commands = new Commands()
  return (request, response) =>
    takeCall(parts, 'invoke-stream', request, response, (call) => invokeStream(parts, commands, call))
}

async function invokeStream(parts: InvokeParts, commands: Commands, call: Call): Promise<void> {
  const { exchange, requestId } = call
  let streamed: StreamedAnswer | undefined
  const checked = await beginCall(parts, commands, call, (given) => {
    if (streamed === undefined) exchange.answer(given)
  })
  if (checked === undefined) return
  const { request, definition, heads, answer, refuse } = checked
  if (heads.type === 'Event')
    return refuse(parameter('X-Amz-Invocation-Type "Event" has no response to stream: use RequestResponse or DryRun'))

  const begun = () =>
    (streamed ??= exchange.answerInPieces({
      status: 200,
      heads: {
        'Content-Type': eventStreamType,
        'x-amzn-RequestId': requestId,
        'X-Amzn-Trace-Id': request.traceId,
        'X-Amz-Executed-Version': definition.version ?? latestVersion,
      },
    }))
  const invocation = parts.environments.receive(request, definition, {
    begin: () => void begun(),
    write(piece) {
      let room: Promise<void> | undefined
      for (const { frame, carries } of payloadChunks(piece)) room = begun().write(frame, carries)
      return room
    },
  })
  runCall(parts, invocation, heads.tail, (result) => {
    // Nothing was sent: it can still be told as any refusal.
    if (result.refusal !== undefined && streamed === undefined) return refuse(result.refusal)
    // It is no part of the response, which is what the pieces show.
    void begun().write(invokeComplete(completionOf(invocation, result, heads.tail)), new Uint8Array())
    begun().end()
    // The pieces are gone: a call of the same command can only be told so.
    answer(exceptionAnswer(streamedAlready, requestId))
  })
}

const streamedAlready: InvokeRefusal = {
  status: 409,
  type: 'ResourceConflictException',
  message: 'The response of this command went to the call that came before.',
}

/** `Unhandled` where the runtime spoke, and otherwise what Lambda calls the failure. */
function completionOf(invocation: Invocation, result: InvocationResult, tail: boolean): Completion {
  const { failed, by, errorType, payload, refusal } = result
  const code = refusal?.type ?? (by === 'runtime' ? 'Unhandled' : errorType)
  return {
    ...(failed || refusal !== undefined
      ? { ErrorCode: code ?? 'Unhandled', ErrorDetails: refusal?.message ?? Buffer.from(payload).toString() }
      : {}),
    ...(tail ? { LogResult: invocation.log.base64() } : {}),
  }
}
