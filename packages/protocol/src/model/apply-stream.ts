// What entries of bodies that stream do: pieces are counted on their exchange and make no rows, the last byte makes one.
import type { Entry, EventOf } from '../journal.ts'
import { over } from './asker.ts'
import { addGap, addRow, exchangeRow, type FunctionModel } from './function-model.ts'
import type { Invocation } from './invocation.ts'
import { showCaller } from './lanes.ts'
import type { Exchange } from './rows.ts'
import type { State } from './state.ts'
import { copyOf, mostPieces, takePiece } from './streamed.ts'

export function takePieceOf(
  fn: FunctionModel,
  { seq, at }: Entry,
  event: EventOf<'exchange.piece'>,
  exchange: Exchange,
): void {
  const side = event.side === 'request' ? 'requestPieces' : 'answerPieces'
  const pieces = takePiece(exchange[side], { seq, at, event }, mostPieces.model)
  if (pieces === undefined) return
  exchange[side] = pieces
  fn.pieceAt = at
  const invocation = invocationOf(fn, exchange)
  if (invocation !== undefined && exchange.from === 'caller' && event.side === 'answer')
    invocation.firstByteMs ??= at - exchange.openedAt
}

/** The last byte of an answer that streamed was handed to the socket. */
export function sent(fn: FunctionModel, { seq, at }: Entry, event: EventOf<'exchange.sent'>, exchange: Exchange): void {
  Object.assign(exchange, { sentAt: at, sentSeq: seq, answerBytes: event.body.bytes })
  addGap(fn, seq, at)
  over(fn, exchange)
  if (exchange.from !== 'caller') return
  const invocation = invocationOf(fn, exchange)
  if (invocation !== undefined) invocation.tookMs = at - exchange.openedAt
  const failed = invocation?.outcome !== undefined && invocation.outcome !== 'ok'
  addRow(fn, {
    seq,
    at,
    kind: 'answer',
    label: exchange.endpoint === 'invoke-stream' ? 'InvokeComplete' : 'last byte',
    from: 'lambda',
    to: 'caller',
    ...exchangeRow(exchange),
    ...(failed ? { tone: 'error' as const } : {}),
  })
  showCaller(fn)
}

/** The runtime's pieces go to its invocation; a call that is refused answers none. */
export function answersWith(fn: FunctionModel, exchange: Exchange): void {
  const { endpoint, refused, id } = exchange
  if ((endpoint !== 'response' && endpoint !== 'error') || refused !== undefined) return
  const invocation = invocationOf(fn, exchange)
  if (invocation !== undefined) invocation.posted ??= id
}

function invocationOf(fn: FunctionModel, { invocation }: Exchange): Invocation | undefined {
  return invocation === undefined ? undefined : fn.invocations.get(invocation)
}

/** What a state knows of an exchange under way that streams; the state goes on growing beside the model. */
export function loadStream(exchange: Exchange, open: State['exchanges'][string]): void {
  if (open.streaming) exchange.streaming = true
  if (open.requestPieces !== undefined) exchange.requestPieces = copyOf(open.requestPieces)
  if (open.answerPieces !== undefined) exchange.answerPieces = copyOf(open.answerPieces)
  const { head } = open
  if (head === undefined) return
  Object.assign(exchange, { streams: true, answeredAt: head.at, answeredSeq: head.seq, status: head.status })
}

/** Ties an exchange under way to its invocation, as its entries did before those that are known. */
export function joinInvocation(fn: FunctionModel, exchange: Exchange): void {
  const invocation = invocationOf(fn, exchange)
  if (exchange.streams) fn.receiving.add(exchange.id)
  if (invocation === undefined) return
  if (exchange.requestPieces !== undefined) answersWith(fn, exchange)
  if (exchange.from !== 'caller') return
  invocation.exchange ??= exchange.id
  if (exchange.streams) Object.assign(invocation, { status: exchange.status, answerSeq: exchange.answeredSeq })
  const first = exchange.answerPieces?.firstAt
  if (first !== undefined) invocation.firstByteMs = first - exchange.openedAt
}
