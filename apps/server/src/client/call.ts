// One invocation over the Lambda service API: what is asked, and what is answered.
import { endpoints } from '@playground/protocol'
import { completionOf, FrameReader, isPiece } from '@playground/protocol/frames'
import type { Answer, Connection } from './connection.ts'

export type Question = {
  function: string
  requestId: string
  /** JSON text. */
  event: string | Uint8Array
  type?: 'RequestResponse' | 'Event'
  qualifier?: string | undefined
  /** JSON text. */
  clientContext?: string | undefined
  tenantId?: string | undefined
  signal?: AbortSignal | undefined
}

/** `refused`: by Lambda, before or instead of the function; `functionError`: the payload is an error that it, or Lambda for it, reported. */
export type Reply = {
  status: number
  payload: Buffer
  functionError?: string
  executedVersion?: string
  refused?: { type: string; message: string }
}

/** Rejects with a PlaygroundProblem, or where it is given up. */
export async function call(connection: Connection, question: Question): Promise<Reply> {
  const answer = await connection.ask('POST', pathOf('invoke', question), headsOf(question))
  return answer.status >= 400 ? refusalOf(answer) : replyOf(answer)
}

/** The same, with the pieces of the payload as they come; `payload` is what came in all. */
export async function callStreaming(
  connection: Connection,
  question: Question,
  piece: (bytes: Uint8Array) => void,
): Promise<Reply> {
  const answer = await connection.open('POST', pathOf('invoke-stream', question), headsOf(question))
  const status = answer.statusCode ?? 500
  const pieces: Uint8Array[] = []
  if (status >= 400) {
    for await (const bytes of connection.bytes(answer, question.signal)) pieces.push(bytes)
    return refusalOf({ status, heads: answer.headers, body: Buffer.concat(pieces) })
  }
  const frames = new FrameReader()
  let reply: Reply = { status, payload: Buffer.alloc(0) }
  for await (const bytes of connection.bytes(answer, question.signal))
    for (const frame of frames.push(bytes)) {
      if (isPiece(frame)) {
        pieces.push(frame.payload)
        piece(frame.payload)
        continue
      }
      const errorCode = completionOf(frame)?.errorCode
      if (errorCode !== undefined) reply = { ...reply, functionError: errorCode }
    }
  return { ...reply, payload: Buffer.concat(pieces) }
}

function pathOf(endpoint: 'invoke' | 'invoke-stream', { function: name, qualifier }: Question): string {
  const path = endpoints[endpoint].path.replace(':name', encodeURIComponent(name))
  return qualifier === undefined ? path : `${path}?Qualifier=${encodeURIComponent(qualifier)}`
}

function headsOf({ event, requestId, type, clientContext, tenantId, signal }: Question) {
  return {
    body: event,
    signal,
    heads: {
      'Content-Type': 'application/json',
      'x-amzn-RequestId': requestId,
      ...(type === undefined ? {} : { 'X-Amz-Invocation-Type': type }),
      ...(clientContext === undefined ? {} : { 'X-Amz-Client-Context': Buffer.from(clientContext).toString('base64') }),
      ...(tenantId === undefined ? {} : { 'X-Amz-Tenant-Id': tenantId }),
    },
  }
}

function replyOf({ status, heads, body }: Answer): Reply {
  const error = heads['x-amz-function-error']
  const version = heads['x-amz-executed-version']
  return {
    status,
    payload: body,
    ...(typeof error === 'string' ? { functionError: error } : {}),
    ...(typeof version === 'string' ? { executedVersion: version } : {}),
  }
}

function refusalOf({ status, heads, body }: Answer): Reply {
  let message = body.toString().trim()
  try {
    const read = JSON.parse(message) as { Message?: string; message?: string }
    message = read.Message ?? read.message ?? message
  } catch {
    // The door of the playground answers in plain text.
  }
  const type = String(heads['x-amzn-errortype'] ?? 'Refused').split(':')[0]!
  return { status, payload: body, refused: { type, message } }
}
