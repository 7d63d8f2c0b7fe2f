// Where the lanes of the diagram stand, as a function of its width: lanes with labels between them, or rails beside a column of text.
import { extensionLimit } from '@playground/protocol'
import { extensionIn, type EnvironmentModel, type FunctionModel, type Lane } from '@playground/protocol/model'

/** `environment`: the lane of the environment that it belongs to. `extension`: whose it is, beside its environment's. */
export type LanePlace = { lane: Lane; x: number; environment?: Lane; extension?: string; wide: number }
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

/** Pixels that a bar takes, and in a rail beside it one of an extension. */
const barWidth = 8
const extensionBar = 4
/** In a rail, extensions stand beside the runtime, each bar with a pixel between. */
const besideRail = (index: number, of: number) => barWidth / 2 + 3 + index * Math.min(extensionBar + 1.5, 24 / of)

/** All in lanes where they fit; else those active last as rails, and the rest share the last. `opened`: the one that is looked at alone. */
export function layOut(fn: FunctionModel | undefined, width: number, opened?: Lane): Layout {
  const space = Math.max(0, width - left - right - headWidth)
  const fitting = Math.max(1, Math.floor(space / narrowest) - 1)
  const all = fn?.occupants ?? new Map<Lane, EnvironmentModel>()
  const beside = (lane: Lane) => companionsOf(fn, lane)
  const count = (lanes: Iterable<Lane>) => [...lanes].reduce((sum, lane) => sum + 1 + beside(lane).length, 0)
  if (opened !== undefined && all.has(opened)) {
    const rest = all.size - 1
    const fits = count([opened]) + (rest > 0 ? 1 : 0) <= Math.max(3, fitting)
    return fits ? inLanes([opened], rest, space, width, beside) : inRails([opened], rest, width, beside)
  }
  if (count(all.keys()) <= fitting) return inLanes([...all.keys()], 0, space, width, beside)
  const places = Math.floor((width - right - rails.first) / rails.narrowest) + 1
  if (places < 2) {
    const shown = pick(all, Math.max(1, fitting - 1))
    return inLanes(shown, all.size - shown.length, space, width, () => [])
  }
  const most = Math.min(places, rails.most)
  const shown = pick(all, all.size > most ? (places > most ? most : most - 1) : most)
  return inRails(shown, all.size - shown.length, width, beside)
}

type Beside = (lane: Lane) => readonly LanePlace['lane'][]

/** Lanes of extensions beside an environment's: those it has, and those that were there before, the latest of them. */
function companionsOf(fn: FunctionModel | undefined, lane: Lane): readonly Lane[] {
  return fn?.companions.get(lane)?.slice(-extensionLimit) ?? []
}

function inLanes(shown: Lane[], hidden: number, space: number, width: number, beside: Beside): Layout {
  const places: Omit<LanePlace, 'x'>[] = [
    { lane: 'caller', wide: barWidth },
    { lane: 'lambda', wide: barWidth },
    ...(shown.length === 0 ? [{ lane: 'runtime', wide: barWidth }] : shown.flatMap((lane) => groupOf(lane, beside))),
    ...(hidden > 0 ? [{ lane: others, wide: barWidth }] : []),
  ]
  // Two or three lanes far apart are hard to read along: they keep together.
  const gap = Math.min(space / Math.max(1, places.length - 1), 240)
  return layoutOf(
    places.map((place, index) => ({ ...place, x: Math.round(left + headWidth / 2 + index * gap) + 0.5 })),
    hidden,
    width,
  )
}

function groupOf(lane: Lane, beside: Beside, extensionWide = barWidth): Omit<LanePlace, 'x'>[] {
  return [
    { lane, environment: lane, wide: barWidth },
    ...beside(lane).map((one) => ({
      lane: one,
      environment: lane,
      extension: extensionIn(one, lane),
      wide: extensionWide,
    })),
  ]
}

function inRails(shown: Lane[], hidden: number, width: number, beside: Beside): Layout {
  // What is left of the width goes to the text.
  const gaps = shown.length + (hidden > 0 ? 1 : 0) - 1
  const room = width - right - rails.first
  const step = Math.min(rails.step, room / Math.max(1, gaps))
  const spare = Math.max(0, Math.min(140, room - gaps * step - 20))
  const at = (x: number) => Math.round(x + spare) + 0.5
  const rail = (lane: Lane, index: number): LanePlace[] => {
    const x = at(rails.first + index * step)
    const group = lane === others ? [{ lane, wide: barWidth }] : groupOf(lane, beside, extensionBar)
    return group.map((place, one) => ({ ...place, x: one === 0 ? x : x + besideRail(one, group.length - 1) }))
  }
  const lanes = [
    { lane: 'caller', x: at(rails.caller), wide: barWidth },
    { lane: 'lambda', x: at(rails.lambda), wide: barWidth },
    ...[...shown, ...(hidden > 0 ? [others] : [])].flatMap(rail),
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
  return [...fn.occupants]
    .map(([lane, environment]) => `${lane} ${rank(environment)} ${fn.companions.get(lane)?.join(' ') ?? ''}`)
    .join()
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
