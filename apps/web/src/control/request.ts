// The event of an invocation as it was sent, whole, from memory or from disk.
import { attemptOf, type Body } from '@playground/protocol'
import { isHttpCall, type Invocation, type Session } from '@playground/protocol/model'
import { usePage } from '../store.ts'
import { readBody } from './body.ts'

/** Undefined where it is no longer kept, or never was one. */
export async function readRequest(name: string | undefined, invocation: string): Promise<string | undefined> {
  const { session } = usePage.getState()
  const found = session.functions.get(name ?? '')?.invocations.get(attemptOf(invocation).requestId)
  const body = await eventBody(session, invocation, found)
  const bytes = body === undefined ? undefined : await readBody(body)
  return bytes === undefined ? undefined : new TextDecoder().decode(bytes)
}

async function eventBody(
  session: Session,
  name: string,
  invocation: Invocation | undefined,
): Promise<Body | undefined> {
  const { entry } = usePage.getState()
  // What comes by HTTP is no event before Lambda has made one of it, and where no call is known, as of an event that was left in
  // the queue, the runtime had the same.
  const byHttp = isHttpCall(session.exchanges.get(invocation?.exchange ?? -1)?.endpoint ?? '')
  const seq = (byHttp ? undefined : invocation?.requestSeq) ?? deliveryOf(session, name)
  const event = seq === undefined ? undefined : (await entry(seq))?.event
  return event?.type === 'exchange.received' || event?.type === 'exchange.answered' ? event.body : undefined
}

/** The entry by which the runtime was given the event. */
function deliveryOf({ exchanges }: Session, invocation: string): number | undefined {
  return [...exchanges.values()].find(({ delivers }) => delivers === invocation)?.answeredSeq
}
