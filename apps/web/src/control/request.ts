// The event of an invocation as it was sent, whole, from memory or from disk.
import type { Body } from '@playground/protocol'
import type { Invocation, Session } from '@playground/protocol/model'
import { usePage } from '../store.ts'
import { readBody } from './body.ts'

/** Undefined where it is no longer kept, or never was one. */
export async function readRequest(name: string | undefined, invocation: string): Promise<string | undefined> {
  const { session } = usePage.getState()
  const found = session.functions.get(name ?? '')?.invocations.get(invocation)
  const body = found === undefined ? undefined : await eventBody(session, found)
  const bytes = body === undefined ? undefined : await readBody(body)
  return bytes === undefined ? undefined : new TextDecoder().decode(bytes)
}

async function eventBody(session: Session, invocation: Invocation): Promise<Body | undefined> {
  const { entry } = usePage.getState()
  // What comes by HTTP is no event before Lambda has made one of it.
  const byHttp = session.exchanges.get(invocation.exchange ?? -1)?.endpoint === 'function-url'
  const seq = byHttp
    ? (await import('../model/both-ends/ends.ts')).endsOf(session, invocation).delivery?.answeredSeq
    : invocation.requestSeq
  const event = seq === undefined ? undefined : (await entry(seq))?.event
  return event?.type === 'exchange.received' || event?.type === 'exchange.answered' ? event.body : undefined
}
