// A response that comes in pieces: what has come so far, how much, and since when; at the end, how it went.
import type { Body } from '@playground/protocol'
import { isUnderWay, type Invocation } from '@playground/protocol/model'
import { duration, piecesWord } from '../../model/format.ts'
import { usePage } from '../../store.ts'
import { StreamedBody } from '../../ui/streamed-body.tsx'
import { useCompletion } from '../../ui/use-completion.ts'
import { useEntry } from '../../ui/use-entry.ts'
import { FunctionError } from './function-error.tsx'
import './streamed-result.css'

type Props = {
  invocation: Invocation
  onOpen: (path: string, line: number | undefined) => void
}

export function StreamedResult({ invocation, onOpen }: Props) {
  const exchanges = usePage((page) => page.session.exchanges)
  const call = exchanges.get(invocation.exchange ?? -1)
  const posted = exchanges.get(invocation.posted ?? -1)
  const opened = useEntry(posted?.openedSeq, 'exchange.opened')
  const received = useEntry(posted?.receivedSeq, 'exchange.received')
  const failed = invocation.outcome !== undefined && invocation.outcome !== 'ok'
  const completion = useCompletion(failed ? call : undefined)
  if (call === undefined) return null
  // One who takes no pieces has nothing before he has all; what Lambda has of it can be seen all the same.
  const [exchange, side] =
    call.streams || posted === undefined ? ([call, 'answer'] as const) : ([posted, 'request'] as const)
  const pieces = side === 'answer' ? exchange.answerPieces : exchange.requestPieces
  const open = isUnderWay(call) && isUnderWay(exchange)
  const type = opened?.heads.find(([name]) => name.toLowerCase() === 'content-type')?.[1]
  const details = completion?.errorDetails
  return (
    <div className="streamed-result">
      <p className={open ? 'stream-state open' : 'stream-state'}>
        <span>
          {open && <i className="pulse" aria-hidden="true" />}
          {stateOf(open, side, call.closed)}
        </span>
        {pieces !== undefined && <span className="quiet">{piecesWord(pieces)}</span>}
      </p>
      {invocation.firstByteMs !== undefined && (
        <p className="stream-times quiet">
          <span title="From the call to the first byte that the caller had">
            first byte {duration(invocation.firstByteMs)}
          </span>
          {invocation.tookMs !== undefined && (
            <span title="From the call to the last byte that the caller had">
              last byte {duration(invocation.tookMs)}
            </span>
          )}
        </p>
      )}
      {details !== undefined && (
        <section aria-label="How it ended">
          <p className="sub-title">The last frame says {completion?.errorCode}</p>
          <FunctionError body={textBody(details)} onOpen={onOpen} />
        </section>
      )}
      <StreamedBody exchange={exchange} side={side} type={type} open={open} whole={received?.body} />
    </div>
  )
}

function stateOf(open: boolean, side: 'request' | 'answer', closed: string | undefined): string {
  if (open) return side === 'answer' ? 'Streaming' : 'Streaming to Lambda, which collects it'
  if (closed !== undefined && side === 'answer') return 'The caller hung up'
  return 'Streamed'
}

function textBody(text: string): Body {
  return { bytes: new TextEncoder().encode(text).byteLength, preview: text }
}
