// The two halves of an exchange: heads, each explained, and the body.
import {
  endpoints,
  extensionBodyLimit,
  managementBodyLimit,
  managementEndpoints,
  requestPayloadLimit,
  responsePayloadLimit,
  streamedResponseLimit,
  type Body,
  type EndpointId,
  type Heads,
} from '@playground/protocol'
import { isUnderWay, type Exchange, type FunctionModel } from '@playground/protocol/model'
import { Suspense } from 'react'
import { waits } from '../../model/figures.ts'
import { bytes } from '../../model/format.ts'
import { usePage } from '../../store.ts'
import { BodyView } from '../../ui/body-view.tsx'
import { later } from '../../ui/later.ts'
import { ResponseBody } from '../../ui/response-body.tsx'
import { useEntry } from '../../ui/use-entry.ts'
import { HeadsList } from './heads.tsx'
import { TimeSplit } from './time-split.tsx'

const StreamedBody = later(async () => (await import('../../ui/streamed-body.tsx')).StreamedBody)

const isContentType = ([name]: readonly [string, string]) => name.toLowerCase() === 'content-type'

export function AnswerPane({ exchange, fn }: { exchange: Exchange; fn: FunctionModel }) {
  const answered = useEntry(exchange.answeredSeq, 'exchange.answered')
  const invocation = fn.invocations.get(exchange.invocation ?? '')
  const posted = usePage((page) => page.session.exchanges.get(invocation?.posted ?? -1))
  const type = useEntry(posted?.openedSeq, 'exchange.opened')?.heads.find(isContentType)?.[1]
  const whole = useEntry(posted?.receivedSeq, 'exchange.received')?.body
  if (exchange.answeredSeq === undefined) {
    const open = waits(exchange) && exchange.closed === undefined
    return (
      <p className="hint">{open ? 'No answer yet: Lambda answers when there is an event.' : 'There was no answer.'}</p>
    )
  }
  if (answered === undefined) return null
  const fromRuntime = exchange.from !== 'caller'
  const acknowledges = exchange.endpoint === 'response' || exchange.endpoint === 'error'
  const callersAnswer = invocation?.status
  return (
    <Half
      heads={answered.heads}
      body={answered.body}
      limit={fromRuntime ? requestPayloadLimit : exchange.streams ? streamedResponseLimit : responsePayloadLimit}
      view={
        exchange.streams ? (
          <Suspense fallback={null}>
            <StreamedBody exchange={exchange} side="answer" type={type} open={isUnderWay(exchange)} whole={whole} />
          </Suspense>
        ) : exchange.from === 'caller' ? (
          <ResponseBody body={answered.body} posted={posted} />
        ) : undefined
      }
      size={exchange.answerPieces?.bytes}
      at={exchange.answeredAt}
      note={acknowledges ? 'Lambda’s acknowledgement' : exchange.streams ? 'What the frames carry' : undefined}
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

export function RequestPane({ exchange, fn }: { exchange: Exchange; fn: FunctionModel }) {
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
            : exchange.streaming && fn.invocations.get(exchange.invocation ?? '')?.streams
              ? streamedResponseLimit
              : responsePayloadLimit
      }
      size={exchange.requestPieces?.bytes}
      view={
        exchange.requestPieces !== undefined ? (
          <Suspense fallback={null}>
            <StreamedBody
              exchange={exchange}
              side="request"
              type={opened.heads.find(isContentType)?.[1]}
              open={received === undefined && isUnderWay(exchange)}
              whole={received?.body}
            />
          </Suspense>
        ) : undefined
      }
      after={
        received?.trailers !== undefined && (
          <>
            <p className="sub-head">
              <span>Trailers · heads that came after the body</span>
            </p>
            <HeadsList heads={received.trailers} at={undefined} />
          </>
        )
      }
    >
      <p className="wire">
        {opened.method} {opened.target}
      </p>
      {endpoint === undefined && <p className="hint">No endpoint of Lambda’s APIs has this method and path.</p>}
      {received?.truncated && (
        <p className="hint">The connection ended before the body was whole: its last chunk never came.</p>
      )}
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
  size = body?.bytes ?? 0,
  view,
  after,
  children,
}: {
  heads: Heads
  body: Body | undefined
  limit: number
  at?: number | undefined
  note?: string | undefined
  /** Bytes of the body, where it is none that an entry has whole. */
  size?: number | undefined
  /** What shows the body, where that is not enough. */
  view?: React.ReactNode
  after?: React.ReactNode
  children?: React.ReactNode
}) {
  const type = heads.find(isContentType)?.[1]
  return (
    <>
      {children}
      <HeadsList heads={heads} at={at} />
      {size > 0 && (
        <>
          <p className="sub-head">
            <span>
              {note} · {bytes(size)} of {limit < 1024 * 1024 ? bytes(limit) : `${Math.round(limit / 1024 / 1024)} MB`}
            </span>
            <span className="mono">{type}</span>
          </p>
          {size > limit / 100 && (
            <meter
              className="against-limit"
              aria-label="Size against its limit"
              max={limit}
              high={0.8 * limit}
              value={size}
            />
          )}
          {view ?? (body !== undefined && <BodyView body={body} />)}
        </>
      )}
      {after}
    </>
  )
}
