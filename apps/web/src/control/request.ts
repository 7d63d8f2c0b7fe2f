// The event of an invocation as it was sent, whole, from memory or from disk.
import { attemptOf } from '@playground/protocol'
import { readBody } from './body.ts'
import { usePage } from '../store.ts'

/** Undefined where it is no longer kept. */
export async function readRequest(name: string | undefined, invocation: string): Promise<string | undefined> {
  const { session, entry } = usePage.getState()
  const seq = session.functions.get(name ?? '')?.invocations.get(attemptOf(invocation).requestId)?.requestSeq
  // Where no call is known, as of an event that was left in the queue, the runtime had the same.
  const given = [...session.exchanges.values()].find(({ delivers }) => seq === undefined && delivers === invocation)
  const at = seq ?? given?.answeredSeq
  const found = at === undefined ? undefined : await entry(at)
  if (found?.event.type !== 'exchange.received' && found?.event.type !== 'exchange.answered') return undefined
  const bytes = await readBody(found.event.body)
  return bytes === undefined ? undefined : new TextDecoder().decode(bytes)
}
