// Where the lanes of the diagram stand, as a function of its width.
import type { EnvironmentModel, FunctionModel, Lane } from '@playground/protocol/model'

export type LanePlace = { lane: Lane; x: number }
export type Layout = {
  lanes: LanePlace[]
  x: (lane: Lane) => number
  /** Whether a lane has a place of its own. */
  has: (lane: Lane) => boolean
  /** Lanes that have none. */
  hidden: number
  width: number
}

/** The time column, and the column of figures at the right. */
const left = 86
const right = 92
/** The lane of the environments that have none of their own. */
export const others = 'others'
/** A head is this wide; half of it stands to each side of its lane. */
export const headWidth = 110
const narrowest = 116

/** Lanes change places no more often than this, milliseconds: under load each environment was active last. */
const steadyMs = 10_000

/** Lanes of environments that were active last are shown, as many as fit; the rest share the last place. */
export function layOut(fn: FunctionModel | undefined, width: number): Layout {
  const space = Math.max(0, width - left - right - headWidth)
  const fitting = Math.max(1, Math.floor(space / narrowest) - 1)
  const all = fn?.occupants ?? new Map<Lane, EnvironmentModel>()
  // The last place is for the rest, so that no lane shows what another did.
  const shown = pick(all, all.size > fitting ? Math.max(1, fitting - 1) : fitting)
  const hidden = all.size - shown.length
  const names: Lane[] = [
    'caller',
    'lambda',
    ...(shown.length === 0 ? ['runtime'] : shown),
    ...(hidden > 0 ? [others] : []),
  ]
  const step = space / Math.max(1, names.length - 1)
  // Two or three lanes far apart are hard to read along: they keep together.
  const gap = Math.min(step, 240)
  const lanes = names.map((lane, index) => ({ lane, x: Math.round(left + headWidth / 2 + index * gap) + 0.5 }))
  const places = new Map(lanes.map(({ lane, x }) => [lane, x]))
  const last = lanes.at(-1)!.x
  return {
    lanes,
    x: (lane) => places.get(lane) ?? last,
    has: (lane) => places.has(lane),
    hidden,
    width,
  }
}

/** Says when the layout has to be made anew: the model changes in place. */
export function layoutKey(fn: FunctionModel | undefined): string {
  if (fn === undefined) return ''
  return [...fn.occupants].map(([lane, environment]) => `${lane} ${rank(environment)}`).join()
}

function pick(occupants: ReadonlyMap<Lane, EnvironmentModel>, count: number): Lane[] {
  const order = [...occupants.keys()]
  const chosen = order.toSorted((a, b) => rank(occupants.get(b)!) - rank(occupants.get(a)!)).slice(0, count)
  return order.filter((lane) => chosen.includes(lane))
}

/** Living before gone, then by when something was last heard of it. */
function rank({ state, activeAt }: EnvironmentModel): number {
  const steps = Math.floor(activeAt / steadyMs)
  return state === 'gone' ? steps - Number.MAX_SAFE_INTEGER / 2 : steps
}
