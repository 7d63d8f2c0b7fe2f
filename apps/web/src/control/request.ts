// The event of an invocation as it was sent, whole, from memory or from disk.
import { usePage } from '../store.ts'

/** Undefined where it is no longer kept. */
export async function readRequest(name: string | undefined, invocation: string): Promise<string | undefined> {
  const { session, entry, epoch } = usePage.getState()
  const seq = session.functions.get(name ?? '')?.invocations.get(invocation)?.requestSeq
  const found = seq === undefined ? undefined : await entry(seq)
  if (found?.event.type !== 'exchange.received') return undefined
  const { preview, whole, base64 } = found.event.body
  if (whole === undefined) return base64 ? atob(preview) : preview
  const response = await fetch(`/api/sessions/${epoch ?? ''}/bodies/${whole}`).catch(() => undefined)
  return response?.ok ? response.text() : undefined
}
