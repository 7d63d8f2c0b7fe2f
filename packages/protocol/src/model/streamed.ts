// A body that comes in pieces, as far as it has come: when each piece passed, and how long it was.
import * as v from 'valibot'
import type { EventOf } from '../journal.ts'
import { addPoint } from './halving.ts'

/** `seq` and `at` (epoch milliseconds) of its first byte's entry; `offset`: bytes before it; `pieces`: how many are told as one. */
const pieceSchema = v.object({
  seq: v.number(),
  at: v.number(),
  offset: v.number(),
  bytes: v.number(),
  pieces: v.number(),
})
export type Piece = v.InferOutput<typeof pieceSchema>

/** Where there are very many, neighbours are one in `pieces`; `count`, `bytes` and times are those of all. What they hold stays in the entries. */
export const streamedSchema = v.object({
  pieces: v.array(pieceSchema),
  count: v.number(),
  bytes: v.number(),
  firstAt: v.number(),
  lastAt: v.number(),
  lastSeq: v.number(),
})
export type Streamed = v.InferOutput<typeof streamedSchema>

/** How many are told apart: in a model, and in the state, which is copied often. */
export const mostPieces = { model: 2048, state: 64 } as const

/** Notes a piece in place, and returns what it was noted in. One that holds nothing is framing alone, and none. */
export function takePiece(
  known: Streamed | undefined,
  { seq, at, event: { offset, body, pieces = 1 } }: { seq: number; at: number; event: EventOf<'exchange.piece'> },
  most: number,
): Streamed | undefined {
  const { bytes } = body
  if (bytes === 0) return known
  const streamed = known ?? { pieces: [], count: 0, bytes: 0, firstAt: at, lastAt: at, lastSeq: seq }
  addPoint(streamed.pieces, { seq, at, offset, bytes, pieces }, joined, most)
  streamed.count += pieces
  streamed.bytes = offset + bytes
  streamed.lastAt = at
  streamed.lastSeq = seq
  return streamed
}

/** It grows by itself from here on. */
export function copyOf(streamed: Streamed): Streamed {
  return { ...streamed, pieces: [...streamed.pieces] }
}

function joined(a: Piece, b: Piece): Piece {
  return { ...a, bytes: a.bytes + b.bytes, pieces: a.pieces + b.pieces }
}
