// When the machines of an environment made their moves, as far as that is still known: by it a view leads from a state to its row.
import type { Entry } from '../journal.ts'

/** One transition: the entry that told it, when, and the exchange it belongs to. */
export type Move = { seq: number; at: number; exchange?: number }
/** By `FROM>TO`, the newest last. */
type MovesOf = Record<string, Move[]>
export type Moves = { environment: MovesOf; runtime: MovesOf; extensions: Record<string, MovesOf> }

/** Of each transition. */
const kept = 8

export function noMoves(): Moves {
  return { environment: {}, runtime: {}, extensions: {} }
}

/** Notes what an entry of the environment tells, in place. New processes begin anew, as their path does. */
export function takeMoves(moves: Moves, { seq, at, of, event }: Entry): void {
  const move: Move = { seq, at, ...(of.exchange === undefined ? {} : { exchange: of.exchange }) }
  switch (event.type) {
    case 'environment.changed':
      return add(moves.environment, event.from, event.to, move)
    case 'environment.init-started':
      moves.runtime = {}
      moves.extensions = {}
      return
    case 'runtime.changed':
      return add(moves.runtime, event.from, event.to, move)
    case 'extension.changed':
      if (of.extension === undefined || event.from === undefined) return
      return add((moves.extensions[of.extension] ??= {}), event.from, event.to, move)
    default:
      return
  }
}

/** The newest of all; undefined where none is known. */
export function lastMove(moves: MovesOf | undefined): Move | undefined {
  let last: Move | undefined
  for (const list of Object.values(moves ?? {})) {
    const newest = list.at(-1)
    if (newest !== undefined && newest.seq > (last?.seq ?? 0)) last = newest
  }
  return last
}

function add(moves: MovesOf, from: string, to: string, move: Move): void {
  const list = (moves[`${from}>${to}`] ??= [])
  list.push(move)
  if (list.length > kept) list.shift()
}
