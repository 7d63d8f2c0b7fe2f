// How long each side of an exchange waited.
import type { Exchange } from '@playground/protocol/model'
import { TimeSplit } from './time-split.tsx'

export function Timing({ exchange }: { exchange: Exchange }) {
  const end = exchange.answeredAt ?? exchange.closedAt
  return (
    <div className="timing">
      {end === undefined ? <p>Still open</p> : <TimeSplit exchange={exchange} />}
      <dl>
        <div>
          <dt>Head arrived</dt>
          <dd>{new Date(exchange.openedAt).toISOString().slice(11, 23)}</dd>
        </div>
        {exchange.receivedAt !== undefined && (
          <div>
            <dt>Request read whole</dt>
            <dd>{new Date(exchange.receivedAt).toISOString().slice(11, 23)}</dd>
          </div>
        )}
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
