// Where the lanes of the diagram stand, as a function of its width.
import type { EnvironmentModel, FunctionModel, Lane } from '@playground/protocol/model'

export type LanePlace = { lane: Lane; x: number }
export type Layout = { lanes: LanePlace[]; x: (lane: Lane) => number; hidden: number; figureX: number; width: number }

/** The time column, and the column of figures at the right. */
const left = 80
const right = 92
/** The lane of the environments that have none of their own. */
export const others = 'others'
/** A head is this wide; half of it stands to each side of its lane. */
export const headWidth = 110
const narrowest = 118

/** Environments that were active last get a lane each, as many as fit; the rest share the last one. */
export function layOut(fn: FunctionModel | undefined, width: number): Layout {
  const space = Math.max(0, width - left - right - headWidth)
  const fitting = Math.max(1, Math.floor(space / narrowest) - 1)
  const environments = [...(fn?.environments.values() ?? [])]
  // The last place is for the rest, so that no lane shows what another did.
  const shown = pick(environments, environments.length > fitting ? Math.max(1, fitting - 1) : fitting)
  const hidden = environments.length - shown.length
  const names: Lane[] = [
    'caller',
    'lambda',
    ...(shown.length === 0 ? ['runtime'] : shown.map(({ name }) => name)),
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
    hidden,
    figureX: width - 14,
    width,
  }
}

function pick(environments: EnvironmentModel[], count: number): EnvironmentModel[] {
  const live = environments.filter(({ state }) => state !== 'gone')
  const gone = environments.filter(({ state }) => state === 'gone').sort((a, b) => b.activeAt - a.activeAt)
  const chosen = [...live.sort((a, b) => b.activeAt - a.activeAt), ...gone].slice(0, count)
  return chosen.sort((a, b) => a.number - b.number)
}
