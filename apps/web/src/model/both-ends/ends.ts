// Which exchanges make up one invocation: the caller's, the one that delivered its event, and the one that answered it.
import { attemptOf } from '@playground/protocol'
import type { Exchange, FunctionModel, Invocation, QueuedEvent, Session } from '@playground/protocol/model'

export type Ends = {
  call: Exchange | undefined
  delivery: Exchange | undefined
  /** How often the event was handed out. */
  deliveries: number
  posted: Exchange | undefined
  /** Answers for it that were refused and changed nothing. */
  refused: number
}

const answers = new Set(['response', 'error'])
/** Rules by which an answer is refused only after it was accepted: it counts, and does not hold. */
const tooLate = new Set(['response-mode', 'truncated', 'size'])

export function endsOf(session: Session, invocation: Invocation): Ends {
  const { requestId } = attemptOf(invocation.id)
  // All attempts at an event come from one call.
  const called = session.functions.get(invocation.function)?.invocations.get(requestId) ?? invocation
  const call = called.exchange === undefined ? undefined : session.exchanges.get(called.exchange)
  let delivery: Exchange | undefined
  let [deliveries, refused] = [0, 0]
  let posted: Exchange | undefined
  let reported: Exchange | undefined
  for (const exchange of session.exchanges.values()) {
    if (exchange.function !== invocation.function || exchange.from !== 'runtime') continue
    if (exchange.delivers === invocation.id) {
      delivery = exchange
      deliveries += 1
    } else if (
      answers.has(exchange.endpoint) &&
      exchange.target.includes(`/${requestId}/`) &&
      (exchange.invocation ?? invocation.id) === invocation.id
    ) {
      const holds = exchange.refused === undefined || tooLate.has(exchange.refused.rule)
      if (holds) posted ??= exchange
      else refused += 1
    } else if (isInitErrorOf(exchange, invocation)) reported = exchange
  }
  return { call, delivery, deliveries, posted: posted ?? (delivery === undefined ? reported : undefined), refused }
}

/** It failed because its environment could not be initialised, and this said why. */
function isInitErrorOf(
  { endpoint, environment, openedAt, refused }: Exchange,
  { environment: own, receivedAt, answeredAt = Number.POSITIVE_INFINITY, outcome }: Invocation,
): boolean {
  return (
    (endpoint === 'init-error' || endpoint === 'restore-error') &&
    refused === undefined &&
    outcome === 'init-error' &&
    environment === own &&
    openedAt >= receivedAt &&
    openedAt <= answeredAt
  )
}

/** What is not there at the runtime's end of the request, and why; undefined where it is there. */
export function notDelivered(invocation: Invocation, { delivery }: Ends): string | undefined {
  if (delivery !== undefined) return undefined
  const { outcome, type, waiting, help, dispatchedAt } = invocation
  if (type === 'DryRun') return 'A dry run: what can be checked without running anything was, and no runtime is told.'
  if (outcome === 'throttled')
    return 'No runtime has seen it: every environment was busy, and there may be no more of them.'
  if (outcome === 'unattached') return 'No runtime has seen it: none was attached in time.'
  if (outcome === 'init-error') return 'No runtime asked for it: Init failed before its first GET next.'
  if (outcome === 'timeout') return 'No runtime asked for it before the time was over.'
  if (outcome === 'crash') return 'No runtime asked for it: its process ended before.'
  if (outcome !== undefined) return `No runtime has seen it. ${help ?? 'Lambda answered by itself.'}`
  if (waiting?.for === 'runtime' || waiting?.for === 'free-runtime') return 'It still waits for a runtime that asks.'
  if (dispatchedAt === undefined) return 'It still waits for Init to end; the runtime’s first GET next gets it.'
  return 'It is on its way to the runtime.'
}

/** The same for what the runtime posted. */
export function notPosted(fn: FunctionModel, invocation: Invocation, { posted, delivery }: Ends): string | undefined {
  if (posted !== undefined) return undefined
  if (delivery === undefined) return 'Nothing: it never had the event.'
  const { outcome, dispatchedAt, deadline, environment } = invocation
  const attached = environment !== undefined && fn.environments.get(environment)?.attached === true
  if (outcome === 'timeout') {
    const limit =
      dispatchedAt === undefined || deadline === undefined
        ? ''
        : ` within ${Math.round((deadline - dispatchedAt) / 1000)} s`
    return `Nothing${limit}. ${attached ? 'Its process goes on, and a late answer is refused.' : 'Its process was killed, without a word to it.'}`
  }
  if (outcome === 'crash') return 'Nothing: its process ended while it had the event.'
  if (outcome !== undefined) return 'Nothing that counts.'
  return 'Nothing yet: it is at work.'
}

/** The same for what the caller got. `event`: the asynchronous one that it is an attempt at. */
export function notAnswered({ call }: Ends, event?: QueuedEvent): string | undefined {
  if (call === undefined && event?.recordOf !== undefined)
    return `No caller: the record of an event of ${event.recordOf.function} came into the queue.`
  if (call === undefined && event?.recovered !== undefined)
    return 'It was called in a session before this one, and had its 202 there.'
  if (call === undefined) return 'The call came before what the page holds of the session.'
  if (call.streams && call.sentAt === undefined)
    return call.closed === undefined
      ? 'The caller has the beginning, and waits for the rest.'
      : 'The caller hung up in the middle. The invocation goes on all the same.'
  if (call.answeredAt !== undefined) return undefined
  if (call.closed !== undefined) return 'The caller hung up, and got nothing. The invocation goes on all the same.'
  return 'The caller still waits.'
}
