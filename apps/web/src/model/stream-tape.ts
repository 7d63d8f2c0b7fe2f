// The pieces of a body on its arrow: time runs along it from where it begins, and as long as it is open its tip goes forward.
import type { Exchange, Row, Streamed } from '@playground/protocol/model'
import { bytes, duration } from './format.ts'

/** A body that comes in pieces: since when, until when (epoch milliseconds; undefined as long as it is open), and its pieces so far. */
export type Stream = { pieces: Streamed | undefined; begin: number; end: number | undefined }

/** One or more pieces that share a place. */
export type TapeTick = { x: number; count: number; bytes: number; at: number; first: boolean; words: string }
export type Tape = { tip: number; open: boolean; ticks: TapeTick[] }

/** Ticks nearer to each other are one, pixels. */
const apartPx = 3
/** An arrow on which nothing came yet, pixels. */
const leastPx = 16
/** What an arrow stands for while nobody knows how long its body takes, milliseconds. */
const spans = [100, 250, 500, 1000, 2500, 5000, 10_000, 25_000, 50_000, 100_000, 250_000, 500_000, 1_000_000]

/** What streams on a row's arrow: what the runtime sends, or what the caller gets. */
export function streamOf(row: Pick<Row, 'kind' | 'seq'>, exchange: Exchange | undefined): Stream | undefined {
  if (exchange === undefined) return undefined
  const { openedAt, receivedAt, answeredAt, answeredSeq, sentAt, closedAt } = exchange
  if (row.kind === 'request' && exchange.streaming)
    return { pieces: exchange.requestPieces, begin: openedAt, end: receivedAt ?? closedAt }
  if (row.kind === 'answer' && exchange.streams && row.seq === answeredSeq)
    return { pieces: exchange.answerPieces, begin: answeredAt ?? openedAt, end: sentAt ?? closedAt }
  return undefined
}

/** `from` and `to`: where the arrow begins and where it leads, pixels; it may go either way. */
export function tapeOf({ pieces, begin, end }: Stream, from: number, to: number): Tape {
  const last = pieces?.lastAt ?? begin
  const span = end === undefined ? (spans.find((one) => one >= last - begin) ?? last - begin) : end - begin
  const xOf = (at: number) => from + (to - from) * (span <= 0 ? 1 : Math.min(1, Math.max(0, (at - begin) / span)))
  const ticks: TapeTick[] = []
  let number = 0
  for (const piece of pieces?.pieces ?? []) {
    const x = xOf(piece.at)
    const before = ticks.at(-1)
    const first = number === 0
    number += piece.pieces
    if (before !== undefined && Math.abs(x - before.x) < apartPx) {
      before.count += piece.pieces
      before.bytes += piece.bytes
      before.words = wordsOf(before, number, pieces!)
      continue
    }
    const tick = { x, count: piece.pieces, bytes: piece.bytes, at: piece.at, first, words: '' }
    ticks.push({ ...tick, words: wordsOf(tick, number, pieces!) })
  }
  if (end !== undefined) return { tip: to, open: false, ticks }
  const grown = Math.max(leastPx, Math.abs(xOf(last) - from))
  return { tip: from + Math.sign(to - from) * grown, open: true, ticks }
}

/** `number`: of the last piece in it. */
function wordsOf(
  { count, bytes: size, at }: Pick<TapeTick, 'count' | 'bytes' | 'at'>,
  number: number,
  { count: all, firstAt }: Streamed,
): string {
  const which = count === 1 ? `Piece ${number} of ${all}` : `Pieces ${number - count + 1} to ${number} of ${all}`
  return `${which} · ${bytes(size)} · ${at === firstAt ? 'first byte' : `${duration(at - firstAt)} after the first byte`}`
}
