// The exchange as text to take along: as it was on the wire, as JSON, as a curl line.
import type { Exchange } from '@playground/protocol/model'
import { useState } from 'react'
import { curlOf } from '../../model/curl.ts'
import { useEntry } from '../../ui/use-entry.ts'

export function RawPane({ exchange }: { exchange: Exchange }) {
  const opened = useEntry(exchange.openedSeq, 'exchange.opened')
  const received = useEntry(exchange.receivedSeq, 'exchange.received')
  const answered = useEntry(exchange.answeredSeq, 'exchange.answered')
  if (opened === undefined) return null
  const request = [
    `${opened.method} ${opened.target} HTTP/1.1`,
    ...opened.heads.map(([name, value]) => `${name}: ${value}`),
    '',
    received?.body.preview ?? '',
  ].join('\n')
  const answer =
    answered === undefined
      ? ''
      : [
          `HTTP/1.1 ${answered.status}`,
          ...answered.heads.map(([name, value]) => `${name}: ${value}`),
          '',
          answered.body.preview,
        ].join('\n')
  return (
    <div className="raw">
      <p className="copies">
        <Copy label="Copy as cURL" text={curlOf(opened, received?.body)} />
        <Copy
          label="Copy as JSON"
          text={JSON.stringify({ request: { ...opened, body: received?.body }, answer: answered }, null, 2)}
        />
      </p>
      <pre tabIndex={0} aria-label="Request and answer">
        {request}
        {answer === '' ? '' : `\n\n${answer}`}
      </pre>
    </div>
  )
}

function Copy({ label, text }: { label: string; text: string }) {
  const [done, setDone] = useState(false)
  return (
    <button
      type="button"
      className="outline"
      onClick={() =>
        void navigator.clipboard.writeText(text).then(() => {
          setDone(true)
          setTimeout(() => setDone(false), 1500)
        })
      }
    >
      {done ? 'Copied' : label}
    </button>
  )
}
