// The entries of both ends of an invocation, as far as they have come.
import { isUnderWay, type Invocation, type Session } from '@playground/protocol/model'
import { endsOf, type Ends } from '../../model/both-ends/ends.ts'
import type { Side } from '../../model/both-ends/line.ts'
import type { StreamEnds } from '../../model/both-ends/stream-lines.ts'
import { useCompletion } from '../../ui/use-completion.ts'
import { useEntry } from '../../ui/use-entry.ts'

export type Sides = {
  ends: Ends
  call: Side | undefined
  delivery: Side | undefined
  posted: Side | undefined
  answer: Side | undefined
  stream: StreamEnds
}

export function useEnds(session: Session, invocation: Invocation): Sides {
  const ends = endsOf(session, invocation)
  const { call, delivery, posted } = ends
  const asked = useEntry(call?.openedSeq, 'exchange.opened')
  const askedWith = useEntry(call?.receivedSeq, 'exchange.received')
  const answered = useEntry(call?.answeredSeq, 'exchange.answered')
  const delivered = useEntry(delivery?.answeredSeq, 'exchange.answered')
  const opened = useEntry(posted?.openedSeq, 'exchange.opened')
  const received = useEntry(posted?.receivedSeq, 'exchange.received')
  const completion = useCompletion(call)
  return {
    ends,
    stream: {
      sent: posted?.requestPieces,
      got: call?.answerPieces,
      takes: call?.streams !== true ? undefined : call.endpoint === 'invoke-stream' ? 'frames' : 'chunks',
      trailers: received?.trailers ?? [],
      completion,
      over: call !== undefined && !isUnderWay(call),
    },
    call: asked && { first: { name: asked.method, value: asked.target }, heads: asked.heads, body: askedWith?.body },
    delivery: delivered && { first: status(delivered.status), heads: delivered.heads, body: delivered.body },
    posted: opened && {
      first: { name: opened.method, value: opened.target },
      heads: opened.heads,
      body: received?.body,
    },
    answer: answered && { first: status(answered.status), heads: answered.heads, body: answered.body },
  }
}

function status(code: number) {
  return { name: 'status', value: String(code) }
}
