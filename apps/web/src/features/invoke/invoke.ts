// Invoke: a real call of the Lambda API, which a broken connection never makes twice.
import { usePage } from '../../store.ts'

/** What became of the call itself; the result of the invocation comes with the journal. */
export type Sent = { refused?: { status: number; type: string; message: string } }

/** Tries of one press: they carry the same command, and the server makes them one invocation. */
const tries = 4

export async function sendInvoke(name: string, event: string): Promise<Sent> {
  usePage.setState({ follow: true })
  const headers = {
    'Content-Type': 'application/json',
    'x-amzn-RequestId': crypto.randomUUID(),
    'Lambda-Playground-Command': crypto.randomUUID(),
  }
  for (let attempt = 1; ; attempt += 1) {
    try {
      const response = await fetch(`/2015-03-31/functions/${encodeURIComponent(name)}/invocations`, {
        method: 'POST',
        headers,
        body: event,
      })
      if (response.status < 400) return {}
      const { message, Message } = (await response.json()) as { message?: string; Message?: string }
      return {
        refused: {
          status: response.status,
          type: response.headers.get('x-amzn-ErrorType') ?? 'Error',
          message: message ?? Message ?? '',
        },
      }
    } catch {
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
}
