// Whether an exchange is over: one whose answer streams is not with its head, but with its last byte.
import type { Exchange } from './rows.ts'

export function isUnanswered({ answeredAt, streams, sentAt }: Exchange): boolean {
  return answeredAt === undefined || (streams === true && sentAt === undefined)
}

export function isUnderWay(exchange: Exchange): boolean {
  return exchange.closed === undefined && isUnanswered(exchange)
}
