// The exchanges of one invocation, in the order in which they mattered, each in a few words.
import { endpoints, type EndpointId } from '@playground/protocol'
import type { Exchange as ExchangeModel, Invocation, Session } from '@playground/protocol/model'
import type { Exchange } from './api.ts'

/**
 * The caller's, the poll that handed the event out, what runtime and extensions posted, and what they asked besides: during an Init that
 * was for this invocation, and until it was settled. A poll that waits for the next event is no part of it.
 */
export function exchangesOf(session: Session, invocation: Invocation): Exchange[] {
  const { id, environment, receivedAt, settledAt = Number.POSITIVE_INFINITY } = invocation
  return [...session.exchanges.values()]
    .filter((one) => {
      if (one.function !== invocation.function) return false
      if (one.delivers !== undefined) return one.delivers === id
      if (one.from === 'caller' || one.invocation !== undefined) return one.invocation === id && !waits(one)
      return one.environment === environment && one.openedAt >= receivedAt && one.openedAt <= settledAt && !waits(one)
    })
    .sort((a, b) => mattered(a) - mattered(b))
    .map(exchangeOf)
}

/** A poll, that was not refused. */
function waits({ endpoint, status = 200 }: ExchangeModel): boolean {
  const known = endpoints[endpoint as EndpointId]
  return known !== undefined && 'waits' in known && status < 400
}

/** A poll matters when it hands out its event, however long before it was opened. */
function mattered({ delivers, answeredSeq, openedSeq }: ExchangeModel): number {
  return delivers === undefined ? openedSeq : (answeredSeq ?? openedSeq)
}

export function exchangeOf(one: ExchangeModel): Exchange {
  return {
    label: endpoints[one.endpoint as EndpointId]?.label ?? `${one.method} ${one.target.split('?')[0]!}`,
    from: one.from,
    ...(one.extension === undefined ? {} : { extension: one.extension }),
    ...(one.environment === undefined ? {} : { environment: one.environment }),
    method: one.method,
    target: one.target,
    ...(one.status === undefined ? {} : { status: one.status }),
    ...(one.refusal === undefined ? {} : { refused: one.refusal }),
    ...(one.closed === undefined ? {} : { closed: one.closed }),
    ...(one.requestBytes === undefined ? {} : { requestBytes: one.requestBytes }),
    ...(one.answerBytes === undefined ? {} : { answerBytes: one.answerBytes }),
    openedAt: one.openedAt,
    ...(one.answeredAt === undefined ? {} : { answeredAt: one.answeredAt }),
  }
}

/** As `expectExchanges` takes it: `POST response 202`. */
export function wordsOf({ label, status, closed }: Exchange): string {
  return `${label} ${status ?? closed ?? '…'}`
}
