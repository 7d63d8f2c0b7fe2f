// How the time of an exchange was spent: reading the request, and waiting for the answer.
import type { Exchange } from '@playground/protocol/model'
import { duration } from '../../model/format.ts'

export function TimeSplit({ exchange }: { exchange: Exchange }) {
  const { openedAt, receivedAt, answeredAt, closedAt, requestBytes } = exchange
  const end = answeredAt ?? closedAt
  if (end === undefined) return null
  const total = Math.max(end - openedAt, 0.001)
  // A request without a body is read with its head.
  const reading = receivedAt === undefined || requestBytes === 0 ? 0 : Math.min(total, receivedAt - openedAt)
  const waits = exchange.endpoint === 'next' || exchange.from === 'caller'
  return (
    <div className="time-split">
      <p>
        <span>
          {answeredAt === undefined ? 'Never answered' : waits ? 'Waited, then answered' : 'Answered at once'}
        </span>
        <span className="quiet">{duration(total)}</span>
      </p>
      <div className="track">
        {reading > 0 && <i className="received" style={{ width: `${(100 * reading) / total}%` }} />}
        <i className="waiting" style={{ flex: 1 }} />
      </div>
      <p className="legend">
        {reading > 0 && (
          <span>
            <i className="received" />
            request read {duration(reading)}
          </span>
        )}
        <span>
          <i className="waiting" />
          {waits ? 'waiting' : 'until the answer'} {duration(total - reading)}
        </span>
      </p>
    </div>
  )
}
