// Invoke: a real call of the Lambda API, which a broken connection never makes twice, and which can be given up.
import { pathOf } from '../../model/call-kind.ts'
import { showNow } from '../../moment/show-now.ts'
import type { CallSettings } from './call-settings.ts'
import type { Streamed } from './read-stream.ts'

/** What became of the call itself; the result of the invocation comes with the journal. */
export type Sent = {
  status?: number
  /** What a streamed answer was, as this page read it. */
  streamed?: Streamed
  refused?: { status: number; type: string; message: string }
  hungUp?: true
}

/** Tries of one press: they carry the same command, and the server makes them one invocation. */
const tries = 4

/** Calls of this page that are not answered, by request id. */
const open = new Map<string, AbortController>()

/** Whether this page waits for an invocation's answer, so that it can hang up. */
export function isOurs(requestId: string): boolean {
  return open.has(requestId)
}

/** Ends the connection of a call, as a caller does that waits no longer. */
export function hangUp(requestId: string): void {
  open.get(requestId)?.abort()
}

export async function sendInvoke(
  name: string,
  event: string,
  {
    type,
    clientContext,
    tenant = '',
    hangUpMs,
    requestId = crypto.randomUUID(),
  }: Pick<CallSettings, 'type' | 'clientContext' | 'hangUpMs'> & { tenant?: string; requestId?: string },
): Promise<Sent> {
  void showNow()
  const controller = new AbortController()
  open.set(requestId, controller)
  const timer = hangUpMs === undefined ? undefined : setTimeout(() => controller.abort(), hangUpMs)
  const headers = {
    'Content-Type': 'application/json',
    'x-amzn-RequestId': requestId,
    'Lambda-Playground-Command': crypto.randomUUID(),
    'X-Amz-Invocation-Type': type === 'Stream' ? 'RequestResponse' : type,
    ...(tenant.trim() === '' ? {} : { 'X-Amz-Tenant-Id': tenant.trim() }),
    ...(clientContext.trim() === '' ? {} : { 'X-Amz-Client-Context': base64(clientContext) }),
  }
  try {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await once(pathOf(name, type), event, headers, controller.signal)
      } catch {
        if (controller.signal.aborted) return { hungUp: true }
        if (attempt === tries)
          return {
            refused: {
              status: 0,
              type: 'Not reachable',
              message: 'The playground did not answer. Is it still running? Nothing was invoked twice.',
            },
          }
        await new Promise((resolve) => setTimeout(resolve, 400 * attempt))
      }
    }
  } finally {
    clearTimeout(timer)
    open.delete(requestId)
  }
}

async function once(url: string, event: string, headers: Record<string, string>, signal: AbortSignal): Promise<Sent> {
  const response = await fetch(url, { method: 'POST', headers, body: event, signal })
  const { body } = response
  if (body !== null && response.headers.get('Content-Type') === 'application/vnd.amazon.eventstream')
    return takePieces(response.status, body, signal)
  if (response.status < 400) {
    await response.arrayBuffer()
    return { status: response.status }
  }
  const { message, Message } = (await response.json()) as { message?: string; Message?: string }
  const type = response.headers.get('x-amzn-ErrorType') ?? 'Error'
  return { refused: { status: response.status, type, message: message ?? Message ?? '' } }
}

/** It has begun: whatever happens now, the call is not made again. */
async function takePieces(status: number, body: ReadableStream<Uint8Array>, signal: AbortSignal): Promise<Sent> {
  try {
    const { readStream } = await import('./read-stream.ts')
    return { status, streamed: await readStream(body) }
  } catch (problem) {
    if (signal.aborted) return { hungUp: true }
    const message = problem instanceof Error ? problem.message : String(problem)
    return { refused: { status: 0, type: 'The answer broke off', message } }
  }
}

function base64(text: string): string {
  return btoa(String.fromCodePoint(...new TextEncoder().encode(text)))
}
