// How long each side of an exchange waited.
import type { Exchange } from '@playground/protocol/model'
import { utc } from '../../model/format.ts'
import { TimeSplit } from './time-split.tsx'

export function Timing({ exchange }: { exchange: Exchange }) {
  const end = exchange.answeredAt ?? exchange.closedAt
  return (
    <div className="timing">
      {end === undefined ? <p>Still open</p> : <TimeSplit exchange={exchange} />}
      <dl>
        <div>
          <dt>Request began to arrive</dt>
          <dd>{utc(exchange.openedAt)}</dd>
        </div>
        {exchange.receivedAt !== undefined && (
          <div>
            <dt>Request read whole</dt>
            <dd>{utc(exchange.receivedAt)}</dd>
          </div>
        )}
        {end !== undefined && (
          <div>
            <dt>{exchange.answeredAt === undefined ? 'Connection ended' : 'Answer sent'}</dt>
            <dd>{utc(end)}</dd>
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
