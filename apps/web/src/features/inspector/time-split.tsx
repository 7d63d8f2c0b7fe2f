// How the time of an exchange was spent: its request sent, waiting for the answer, the answer received.
import { flushWorthMs } from '@playground/protocol'
import type { Exchange } from '@playground/protocol/model'
import { waits } from '../../model/figures.ts'
import { duration } from '../../model/format.ts'

export function TimeSplit({ exchange }: { exchange: Exchange }) {
  const { openedAt, receivedAt, answeredAt, sentAt, closedAt, requestBytes } = exchange
  const flushedMs = answeredAt !== undefined && sentAt !== undefined ? sentAt - answeredAt : (exchange.flushedMs ?? 0)
  const end = answeredAt ?? closedAt
  if (end === undefined) return null
  const answer = Math.max(end - openedAt, 0.001)
  const total = answer + flushedMs
  // A request without a body is read with its head.
  const reading = receivedAt === undefined || requestBytes === 0 ? 0 : Math.min(answer, receivedAt - openedAt)
  const waited = waits(exchange) || exchange.from === 'caller'
  return (
    <div className="time-split">
      <p>
        <span>{headOf(exchange, waited)}</span>
        <span className="quiet">{duration(total)}</span>
      </p>
      <div className="track">
        {reading > 0 && <i className="received" style={{ width: `${(100 * reading) / total}%` }} />}
        <i className="waiting" style={{ flex: 1 }} />
        {flushedMs > 0 && <i className="received" style={{ width: `${(100 * flushedMs) / total}%` }} />}
      </div>
      <p className="legend">
        {reading > 0 && (
          <span>
            <i className="received" />
            {exchange.streaming ? 'request streamed' : 'request read'} {duration(reading)}
          </span>
        )}
        <span>
          <i className="waiting" />
          {waited ? 'waiting' : 'until the answer'} {duration(answer - reading)}
        </span>
        {answeredAt !== undefined && (
          <span>
            <i className="received" />
            {exchange.streams ? 'answer streamed' : 'answer received'}{' '}
            {flushedMs > 0 ? `in ${duration(flushedMs)}` : `at once, under ${flushWorthMs} ms`}
          </span>
        )}
      </p>
    </div>
  )
}

function headOf({ answeredAt, streams, streaming }: Exchange, waited: boolean): string {
  if (answeredAt === undefined) return 'Never answered'
  if (streams) return 'Waited, then answered in pieces'
  if (waited) return 'Waited, then answered'
  return streaming ? 'Streamed, then answered' : 'Answered at once'
}
