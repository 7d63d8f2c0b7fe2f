// When the machines of an environment made their moves, as far as that is still known: by it a view leads from a state to its row.
import type { Entry } from '../journal.ts'
import { transitionIn, type PerMachine } from './transition.ts'

/** One transition: the entry that told it, when, and the exchange it belongs to. */
export type Move = { seq: number; at: number; exchange?: number }
/** By `FROM>TO`, the newest last. */
type MovesOf = Record<string, Move[]>
export type Moves = PerMachine<MovesOf>

/** Of each transition. */
const kept = 8

export function noMoves(): Moves {
  return { environment: {}, runtime: {}, extensions: {} }
}

/** Notes what an entry of the environment tells, in place. New processes begin anew, as their path does. */
export function takeMoves(moves: Moves, entry: Entry): void {
  const moved = transitionIn(moves, entry, (): MovesOf => ({}))
  if (moved === undefined) return
  const { seq, at, of } = entry
  const list = (moved.kept[moved.name] ??= [])
  list.push({ seq, at, ...(of.exchange === undefined ? {} : { exchange: of.exchange }) })
  if (list.length > kept) list.shift()
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
