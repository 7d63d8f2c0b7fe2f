// The event of an invocation as it was sent, whole, from memory or from disk.
import { readBody } from './body.ts'
import { usePage } from '../store.ts'

/** Undefined where it is no longer kept. */
export async function readRequest(name: string | undefined, invocation: string): Promise<string | undefined> {
  const { session, entry } = usePage.getState()
  const seq = session.functions.get(name ?? '')?.invocations.get(invocation)?.requestSeq
  const found = seq === undefined ? undefined : await entry(seq)
  if (found?.event.type !== 'exchange.received') return undefined
  const bytes = await readBody(found.event.body)
  return bytes === undefined ? undefined : new TextDecoder().decode(bytes)
}
