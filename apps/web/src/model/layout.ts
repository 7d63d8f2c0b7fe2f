// Where the lanes of the diagram stand, as a function of its width: lanes with labels between them, or rails beside a column of text.
import type { EnvironmentModel, FunctionModel, Lane } from '@playground/protocol/model'

export type LanePlace = { lane: Lane; x: number }
/** The column of text that stands in for labels where rails are too close for them. */
export type TextColumn = { number: number; environment: number; label: number; labelWidth: number }
export type Layout = {
  lanes: LanePlace[]
  x: (lane: Lane) => number
  /** Whether a lane has a place of its own. */
  has: (lane: Lane) => boolean
  /** Lanes that have none. */
  hidden: number
  width: number
  /** Only for rails. */
  text?: TextColumn
}

/** The time column, and the column of figures at the right. */
const left = 86
const right = 92
/** The lane of the environments that have none of their own. */
export const others = 'others'
/** A head is this wide; half of it stands to each side of its lane. */
export const headWidth = 110
const narrowest = 116
const rails = { caller: 246, lambda: 300, first: 356, step: 45, narrowest: 38, most: 8 }
const columns = { number: 86, environment: 116, label: 140 }

/** Lanes change places no more often than this, milliseconds: under load each environment was active last. */
const steadyMs = 10_000

/** All in lanes where they fit; else those active last as rails, and the rest share the last. `opened`: the one that is looked at alone. */
export function layOut(fn: FunctionModel | undefined, width: number, opened?: Lane): Layout {
  const space = Math.max(0, width - left - right - headWidth)
  const fitting = Math.max(1, Math.floor(space / narrowest) - 1)
  const all = fn?.occupants ?? new Map<Lane, EnvironmentModel>()
  if (opened !== undefined && all.has(opened)) return inLanes([opened], all.size - 1, space, width)
  if (all.size <= fitting) return inLanes([...all.keys()], 0, space, width)
  const places = Math.floor((width - right - rails.first) / rails.narrowest) + 1
  if (places < 2) {
    const shown = pick(all, Math.max(1, fitting - 1))
    return inLanes(shown, all.size - shown.length, space, width)
  }
  const most = Math.min(places, rails.most)
  const shown = pick(all, all.size > most ? (places > most ? most : most - 1) : most)
  return inRails(shown, all.size - shown.length, width)
}

function inLanes(shown: Lane[], hidden: number, space: number, width: number): Layout {
  const names: Lane[] = [
    'caller',
    'lambda',
    ...(shown.length === 0 ? ['runtime'] : shown),
    ...(hidden > 0 ? [others] : []),
  ]
  // Two or three lanes far apart are hard to read along: they keep together.
  const gap = Math.min(space / Math.max(1, names.length - 1), 240)
  return layoutOf(
    names.map((lane, index) => ({ lane, x: Math.round(left + headWidth / 2 + index * gap) + 0.5 })),
    hidden,
    width,
  )
}

function inRails(shown: Lane[], hidden: number, width: number): Layout {
  // What is left of the width goes to the text.
  const gaps = shown.length + (hidden > 0 ? 1 : 0) - 1
  const room = width - right - rails.first
  const step = Math.min(rails.step, room / Math.max(1, gaps))
  const spare = Math.max(0, Math.min(140, room - gaps * step - 20))
  const at = (x: number) => Math.round(x + spare) + 0.5
  const lanes = [
    { lane: 'caller', x: at(rails.caller) },
    { lane: 'lambda', x: at(rails.lambda) },
    ...[...shown, ...(hidden > 0 ? [others] : [])].map((lane, index) => ({
      lane,
      x: at(rails.first + index * step),
    })),
  ]
  const text = { ...columns, labelWidth: rails.caller + spare - columns.label - 14 }
  return { ...layoutOf(lanes, hidden, width), text }
}

function layoutOf(lanes: LanePlace[], hidden: number, width: number): Layout {
  const places = new Map(lanes.map(({ lane, x }) => [lane, x]))
  const last = lanes.at(-1)!.x
  return { lanes, x: (lane) => places.get(lane) ?? last, has: (lane) => places.has(lane), hidden, width }
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
