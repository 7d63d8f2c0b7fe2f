// From a transition to the row of the diagram that shows it.
import {
  firstRowFrom,
  type EnvironmentModel,
  type FunctionModel,
  type Machine,
  type Move,
  type Row,
} from '@playground/protocol/model'

/** States that Lambda brings about: the row that shows them comes after the change, not before. */
const comesAfter = new Set(['Running', 'Restoring', 'init', 'restoring', 'invoke'])
/** How far a row may be from its change, in rows. */
const furthest = 2000

/** The moves into a state, or those of one edge, as the rows that show them, in order. */
export function rowsOfMoves(
  fn: FunctionModel,
  environment: EnvironmentModel,
  moves: Readonly<Record<string, readonly Move[]>>,
  is: (from: string, to: string) => boolean,
): number[] {
  const found = Object.entries(moves).flatMap(([id, list]) => {
    const [from, to] = id.split('>') as [string, string]
    return is(from, to) ? list.flatMap((move) => rowOf(fn, environment, move, comesAfter.has(to))?.seq ?? []) : []
  })
  return [...new Set(found)].toSorted((a, b) => a - b)
}

/** Where a click leads: to the newest of them, from there to the one before, and round. */
export function stepThrough(rows: readonly number[], selected: number | undefined): number | undefined {
  const at = selected === undefined ? -1 : rows.indexOf(selected)
  return at > 0 ? rows[at - 1] : rows.at(-1)
}

function rowOf(
  { rows }: FunctionModel,
  { name }: EnvironmentModel,
  { seq, exchange }: Move,
  after: boolean,
): Row | undefined {
  const belongs = (row: Row) =>
    row.kind !== 'explain' && (exchange === undefined ? row.environment === name : row.exchange === exchange)
  const first = firstRowFrom(rows, seq)
  const own = rows[first]
  if (own?.seq === seq && belongs(own)) return own
  const next = rows.slice(first, first + furthest).find(belongs)
  const before = rows.slice(Math.max(0, first - furthest), first).findLast(belongs)
  return after ? (next ?? before) : (before ?? next)
}

/** How often each edge was taken; those from anywhere by `*>TO`, with where from. */
export function takenOf(
  { edges, anywhere }: Machine,
  path: Readonly<Record<string, number>>,
): { taken: Record<string, number>; from: Record<string, string[]> } {
  const taken: Record<string, number> = {}
  const from: Record<string, string[]> = {}
  for (const [id, count] of Object.entries(path)) {
    const [one, to] = id.split('>') as [string, string]
    if (edges.some((edge) => edge.from === one && edge.to === to)) taken[id] = count
    else if (anywhere.some((edge) => edge.to === to)) {
      taken[`*>${to}`] = (taken[`*>${to}`] ?? 0) + count
      ;(from[to] ??= []).push(one)
    }
  }
  return { taken, from }
}
