// The four parts of a call beside each other, and between them what Lambda does: request and event, result and response.
import type { Heads } from '@playground/protocol'
import {
  isUnderWay,
  type Exchange,
  type FunctionModel,
  type Invocation,
  type Session,
} from '@playground/protocol/model'
import { useRef, type ReactNode } from 'react'
import type { SentCall } from '../../http-calls.ts'
import { notAnswered, notDelivered, notPosted } from '../../model/both-ends/ends.ts'
import { bytes } from '../../model/format.ts'
import { BodyView } from '../../ui/body-view.tsx'
import { StreamedBody } from '../../ui/streamed-body.tsx'
import { useEntry } from '../../ui/use-entry.ts'
import { PartsStrip } from './parts-strip.tsx'
import { Steps } from './steps.tsx'
import { useCallParts, type Message } from './use-parts.ts'

type Props = {
  session: Session
  name: string
  fn: FunctionModel | undefined
  invocation: Invocation | undefined
  sent: SentCall | undefined
}

export function Parts({ session, name, fn, invocation, sent }: Props) {
  const parts = useCallParts(session, name, invocation, sent)
  const { ends, request, event, result, response } = parts
  const place = useRef<HTMLDivElement>(null)
  if (request === undefined) return <Nothing sent={sent} known={invocation !== undefined} />
  const itself = 'Lambda answered by itself, and the function was not called.'
  const noEvent =
    fn !== undefined && invocation !== undefined && ends !== undefined
      ? invocation.number === 0 && response !== undefined
        ? itself
        : notDelivered(invocation, ends)
      : response === undefined
        ? undefined
        : itself
  const noResult =
    fn === undefined || invocation === undefined || ends?.delivery === undefined
      ? undefined
      : notPosted(fn, invocation, ends)
  const go = (part: number) =>
    place.current?.querySelector<HTMLElement>(`.part-${part}`)?.scrollIntoView({ block: 'nearest' })
  return (
    <>
      <PartsStrip parts={parts} onGo={go} />
      <div ref={place} className="http-parts">
        <Part number={1} title="Request" who="of the caller">
          <MessageView message={request} />
        </Part>
        <Steps label="From the request to the event" steps={parts.toEvent} way="→" />
        <Part number={2} title="Event" who="that the function got">
          {event === undefined ? <Missing>{noEvent ?? 'It is on its way.'}</Missing> : <BodyView body={event} />}
        </Part>
        <Part number={3} title={parts.failed ? 'Error' : 'Result'} who="that the function returned">
          {result === undefined ? (
            <Missing>{event === undefined ? 'None.' : (noResult ?? 'Nothing yet: it is at work.')}</Missing>
          ) : (
            <BodyView body={result} />
          )}
        </Part>
        <Steps label="From the result to the response" steps={parts.toResponse} way="←" />
        <Part number={4} title="Response" who="that the caller got">
          {response === undefined ? (
            <Missing>{sent?.failed ?? (ends === undefined ? 'The caller waits.' : notAnswered(ends))}</Missing>
          ) : (
            <MessageView message={response} />
          )}
          {parts.streams && ends?.call !== undefined && <ResponseStream exchange={ends.call} />}
        </Part>
      </div>
    </>
  )
}

type PartProps = { number: number; title: string; who: string; children: ReactNode }

function Part({ number, title, who, children }: PartProps) {
  return (
    <div className={`http-part part-${number}`} role="group" aria-label={title}>
      <h3>
        <i aria-hidden="true">{number}</i>
        {title} <span>{who}</span>
      </h3>
      {children}
    </div>
  )
}

function MessageView({ message: { first, heads, body } }: { message: Message }) {
  return (
    <>
      <p className="http-first">{first}</p>
      <HeadLines heads={heads} />
      {body !== undefined && body.bytes > 0 && <BodyView body={body} />}
    </>
  )
}

/** What a caller of a URL gets has no framing, and no prelude any more. */
function ResponseStream({ exchange }: { exchange: Exchange }) {
  const sent = useEntry(exchange.sentSeq, 'exchange.sent')
  const size = bytes(exchange.answerPieces?.bytes ?? 0)
  return (
    <>
      <p className="quiet">{sent === undefined ? `${size} so far: it streams.` : `${size}, piece by piece.`}</p>
      <StreamedBody exchange={exchange} side="answer" type={undefined} open={isUnderWay(exchange)} whole={sent?.body} />
    </>
  )
}

function HeadLines({ heads }: { heads: Heads }) {
  return (
    <ul className="http-heads">
      {heads.map(([name, value], index) => (
        <li key={index}>
          <b>{name.toLowerCase()}</b>: {value}
        </li>
      ))}
    </ul>
  )
}

function Missing({ children }: { children: ReactNode }) {
  return <p className="http-missing">{children}</p>
}

function Nothing({ sent, known }: { sent: SentCall | undefined; known: boolean }) {
  if (sent?.failed !== undefined)
    return (
      <p className="problem" role="alert">
        {sent.failed}
      </p>
    )
  return (
    <p className="hint">
      {known || sent !== undefined
        ? 'It is on its way.'
        : 'This call is not in what the page holds of the function’s session. It may be of another session, or lie before a moment that is shown.'}
    </p>
  )
}
