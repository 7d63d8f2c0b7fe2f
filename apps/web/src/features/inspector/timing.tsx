// How long each side of an exchange waited.
import type { Exchange } from '@playground/protocol/model'
import { utc } from '../../model/format.ts'
import { Pieces } from './pieces.tsx'
import { TimeSplit } from './time-split.tsx'

export function Timing({ exchange }: { exchange: Exchange }) {
  const end = exchange.answeredAt ?? exchange.closedAt
  const { requestPieces, answerPieces } = exchange
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
            <dt>
              {exchange.answeredAt === undefined
                ? 'Connection ended'
                : exchange.streams
                  ? 'Head of the answer sent'
                  : 'Answer sent'}
            </dt>
            <dd>{utc(end)}</dd>
          </div>
        )}
        {exchange.sentAt !== undefined && (
          <div>
            <dt>Last byte sent</dt>
            <dd>{utc(exchange.sentAt)}</dd>
          </div>
        )}
        <div>
          <dt>Connection</dt>
          <dd>
            {exchange.connection ?? '?'} · {exchange.reused === 0 ? 'new' : `used ${exchange.reused} times before`}
          </dd>
        </div>
      </dl>
      {requestPieces !== undefined && <Pieces of="request" streamed={requestPieces} since={exchange.openedAt} />}
      {answerPieces !== undefined && <Pieces of="answer" streamed={answerPieces} since={exchange.openedAt} />}
    </div>
  )
}
