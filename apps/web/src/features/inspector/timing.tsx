// How long each side of an exchange waited.
import type { Exchange } from '@playground/protocol/model'
import { duration } from '../../model/format.ts'

export function Timing({ exchange }: { exchange: Exchange }) {
  const end = exchange.answeredAt ?? exchange.closedAt
  const waits = exchange.endpoint === 'next' || exchange.from === 'caller'
  return (
    <div className="timing">
      <p>
        <b>{end === undefined ? 'Still open' : waits ? 'Waited, then answered' : 'Answered at once'}</b>
        <span>{end === undefined ? '' : duration(end - exchange.openedAt)}</span>
      </p>
      <div className="track">
        <i className={waits ? 'waiting' : 'received'} />
      </div>
      <dl>
        <div>
          <dt>Head arrived</dt>
          <dd>{new Date(exchange.openedAt).toISOString().slice(11, 23)}</dd>
        </div>
        {end !== undefined && (
          <div>
            <dt>{exchange.answeredAt === undefined ? 'Connection ended' : 'Answer handed to the socket'}</dt>
            <dd>{new Date(end).toISOString().slice(11, 23)}</dd>
          </div>
        )}
        <div>
          <dt>Connection</dt>
          <dd>
            {exchange.connection ?? '?'} · {exchange.reused === 0 ? 'new' : `used ${exchange.reused} times before`}
          </dd>
        </div>
      </dl>
    </div>
  )
}
