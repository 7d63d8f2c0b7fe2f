// The exchange as it was on the wire.
import type { Exchange } from '@playground/protocol/model'
import { bytesIn } from '../../model/body-bytes.ts'
import { HexView } from '../../ui/hex-view.tsx'
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
    received?.body.preview ?? '',
    ...(received?.trailers ?? []).map(([name, value]) => `${name}: ${value}`),
  ].join('\n')
  const body = sent?.body ?? answered?.body
  // Frames of a streamed answer among them.
  const binary = body?.base64 === true
  const answer =
    answered === undefined
      ? ''
      : [
          `HTTP/1.1 ${answered.status}`,
          ...answered.heads.map(([name, value]) => `${name}: ${value}`),
          '',
          binary ? '' : (body?.preview ?? ''),
        ].join('\n')
  return (
    <div className="raw">
      <pre tabIndex={0} aria-label="Request and answer">
        {request}
        {answer === '' ? '' : `\n\n${answer}`}
      </pre>
      {binary && <HexView bytes={bytesIn(body)} />}
    </div>
  )
}
