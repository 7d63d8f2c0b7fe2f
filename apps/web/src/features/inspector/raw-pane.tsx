// The exchange as it was on the wire.
import type { Body } from '@playground/protocol'
import type { Exchange } from '@playground/protocol/model'
import { bytesIn } from '../../model/body-bytes.ts'
import { hexLines } from '../../model/hex.ts'
import { useEntry } from '../../ui/use-entry.ts'

export function RawPane({ exchange }: { exchange: Exchange }) {
  const opened = useEntry(exchange.openedSeq, 'exchange.opened')
  const received = useEntry(exchange.receivedSeq, 'exchange.received')
  const answered = useEntry(exchange.answeredSeq, 'exchange.answered')
  const sent = useEntry(exchange.sentSeq, 'exchange.sent')
  if (opened === undefined) return null
  const request = [
    `${opened.method} ${opened.target} HTTP/1.1`,
    ...opened.heads.map(([name, value]) => `${name}: ${value}`),
    '',
    rawBody(received?.body),
    ...(received?.trailers ?? []).map(([name, value]) => `${name}: ${value}`),
  ].join('\n')
  const answer =
    answered === undefined
      ? ''
      : [
          `HTTP/1.1 ${answered.status}`,
          ...answered.heads.map(([name, value]) => `${name}: ${value}`),
          '',
          rawBody(sent?.body ?? answered.body),
        ].join('\n')
  return (
    <div className="raw">
      <pre tabIndex={0} aria-label="Request and answer">
        {request}
        {answer === '' ? '' : `\n\n${answer}`}
      </pre>
    </div>
  )
}

/** Lines of bytes that are no text, sixteen each: frames of a streamed answer among them. */
const mostLines = 64

function rawBody(body: Body | undefined): string {
  if (body?.base64 !== true) return body?.preview ?? ''
  return hexLines(bytesIn(body), 0, mostLines)
    .map(({ offset, bytes, text }) => `${offset}  ${bytes}  ${text}`)
    .join('\n')
}
