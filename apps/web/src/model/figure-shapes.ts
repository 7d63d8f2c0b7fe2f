// Figures over time as shapes: the steps of a pool, and the memory of an environment, as paths in pixels.
import { poolKinds, type MemoryPoint, type PoolKind, type PoolStep } from '@playground/protocol/model'

/** What is drawn of the past at most, milliseconds. */
export const drawnMs = 600_000
/** What is drawn at least: what happened just now is not a wall. */
const leastMs = 5000

export type Span = { from: number; to: number }
export type Size = { width: number; height: number }

/** From the first moment, or as far back as is drawn, to the last. */
export function spanOf(first: number, last: number): Span {
  return { from: Math.max(Math.min(first, last - leastMs), last - drawnMs), to: last }
}

/** The outline of an area for each kind, stacked in the order of the kinds; `most`: as many as there were at once. */
export function poolAreas(
  steps: readonly PoolStep[],
  { from, to }: Span,
  { width, height }: Size,
): { most: number; areas: Record<PoolKind, string> } {
  const before = steps.findLast(({ at }) => at <= from)
  const shown = [...(before === undefined ? [] : [{ ...before, at: from }]), ...steps.filter(({ at }) => at > from)]
  const total = (step: PoolStep) => poolKinds.reduce((sum, kind) => sum + step[kind], 0)
  const most = shown.reduce((highest, step) => Math.max(highest, total(step)), 0)
  const areas = { starting: '', busy: '', frozen: '', idle: '' }
  if (most === 0 || width === 0) return { most, areas }
  const x = (at: number) => round(((at - from) / (to - from)) * width)
  const y = (count: number) => round(height - (count / most) * height)
  const right = (index: number) => x(shown[index + 1]?.at ?? to)
  const below = shown.map(() => 0)
  for (const kind of poolKinds) {
    const above = shown.map((step, index) => below[index]! + step[kind])
    for (let first = 0; first < shown.length; first += 1) {
      if (shown[first]![kind] === 0) continue
      let last = first
      while (last + 1 < shown.length && shown[last + 1]![kind] > 0) last += 1
      // Along the upper edge, and back along the lower.
      let path = `M${x(shown[first]!.at)} ${y(below[first]!)}`
      for (let index = first; index <= last; index += 1) path += `V${y(above[index]!)}H${right(index)}`
      for (let index = last; index >= first; index -= 1) path += `V${y(below[index]!)}H${x(shown[index]!.at)}`
      areas[kind] += `${path}Z`
      first = last
    }
    below.splice(0, below.length, ...above)
  }
  return { most, areas }
}

/** A line from the first sample to the end, as high as `topMb` at most, and the area below it. */
export function memoryLine(
  points: readonly MemoryPoint[],
  { from, to }: Span,
  { width, height }: Size,
  topMb: number,
): { line: string; area: string } {
  const before = points.findLast(([at]) => at <= from)
  const shown: MemoryPoint[] = [
    ...(before === undefined ? [] : [[from, before[1], before[2]] as MemoryPoint]),
    ...points.filter(([at]) => at > from),
  ]
  if (shown.length === 0 || width === 0) return { line: '', area: '' }
  const x = (at: number) => round(((at - from) / (to - from)) * width)
  const y = (mb: number) => round(height - Math.min(1, mb / topMb) * height)
  const [first, ...rest] = shown
  const line = `M${x(first![0])} ${y(first![1])}${rest.map(([at, mb]) => `H${x(at)}V${y(mb)}`).join('')}H${width}`
  return { line, area: `${line}V${height}H${x(first![0])}Z` }
}

function round(pixels: number): number {
  return Math.round(pixels * 10) / 10
}
