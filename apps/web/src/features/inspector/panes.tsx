// The two halves of an exchange: heads, each explained, and the body.
import {
  endpoints,
  extensionBodyLimit,
  managementBodyLimit,
  managementEndpoints,
  requestPayloadLimit,
  responsePayloadLimit,
  type Body,
  type EndpointId,
  type Heads,
} from '@playground/protocol'
import type { Exchange, FunctionModel } from '@playground/protocol/model'
import { waits } from '../../model/figures.ts'
import { bytes } from '../../model/format.ts'
import { BodyView } from '../../ui/body-view.tsx'
import { useEntry } from '../../ui/use-entry.ts'
import { HeadsList } from './heads.tsx'
import { TimeSplit } from './time-split.tsx'

export function AnswerPane({ exchange, fn }: { exchange: Exchange; fn: FunctionModel }) {
  const answered = useEntry(exchange.answeredSeq, 'exchange.answered')
  if (exchange.answeredSeq === undefined) {
    const open = waits(exchange) && exchange.closed === undefined
    return (
      <p className="hint">{open ? 'No answer yet: Lambda answers when there is an event.' : 'There was no answer.'}</p>
    )
  }
  if (answered === undefined) return null
  const fromRuntime = exchange.from !== 'caller'
  const acknowledges = exchange.endpoint === 'response' || exchange.endpoint === 'error'
  const callersAnswer = fn.invocations.get(exchange.invocation ?? '')?.status
  return (
    <Half
      heads={answered.heads}
      body={answered.body}
      limit={fromRuntime ? requestPayloadLimit : responsePayloadLimit}
      at={exchange.answeredAt}
      note={acknowledges ? 'Lambda’s acknowledgement' : undefined}
    >
      {acknowledges && (
        <p className="hint">
          What the runtime posted is the request of this exchange; the caller gets it with{' '}
          {callersAnswer === undefined ? 'its own answer' : `the ${callersAnswer} of its own call`}.
        </p>
      )}
      <TimeSplit exchange={exchange} />
    </Half>
  )
}

export function RequestPane({ exchange }: { exchange: Exchange }) {
  const opened = useEntry(exchange.openedSeq, 'exchange.opened')
  const received = useEntry(exchange.receivedSeq, 'exchange.received')
  if (opened === undefined) return null
  const endpoint = endpoints[exchange.endpoint as EndpointId]
  return (
    <Half
      heads={opened.heads}
      body={received?.body}
      limit={
        exchange.from === 'extension'
          ? extensionBodyLimit
          : exchange.from === 'caller'
            ? exchange.endpoint in managementEndpoints
              ? managementBodyLimit
              : requestPayloadLimit
            : responsePayloadLimit
      }
    >
      <p className="wire">
        {opened.method} {opened.target}
      </p>
      {endpoint === undefined && <p className="hint">No endpoint of Lambda’s APIs has this method and path.</p>}
      {received?.tooLarge && <p className="hint">The body was over the limit: only its length was kept.</p>}
    </Half>
  )
}

function Half({
  heads,
  body,
  limit,
  at,
  note = 'Body',
  children,
}: {
  heads: Heads
  body: Body | undefined
  limit: number
  at?: number | undefined
  note?: string | undefined
  children?: React.ReactNode
}) {
  const type = heads.find(([name]) => name.toLowerCase() === 'content-type')?.[1]
  return (
    <>
      {children}
      <HeadsList heads={heads} at={at} />
      {body !== undefined && body.bytes > 0 && (
        <>
          <p className="sub-head">
            <span>
              {note} · {bytes(body.bytes)} of{' '}
              {limit < 1024 * 1024 ? bytes(limit) : `${Math.round(limit / 1024 / 1024)} MB`}
            </span>
            <span className="mono">{type}</span>
          </p>
          {body.bytes > limit / 100 && (
            <meter
              className="against-limit"
              aria-label="Size against its limit"
              max={limit}
              high={0.8 * limit}
              value={body.bytes}
            />
          )}
          <BodyView body={body} />
        </>
      )}
    </>
  )
}
