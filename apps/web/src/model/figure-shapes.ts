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

/** An area for each kind, stacked in the order of the kinds; `most`: as many as there were at once. */
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
  const below = shown.map(() => 0)
  for (const kind of poolKinds) {
    for (let index = 0; index < shown.length; index += 1) {
      const count = shown[index]![kind]
      const bottom = below[index]!
      below[index] = bottom + count
      if (count === 0) continue
      // What is the same from one step to the next is one piece.
      let end = index + 1
      while (end < shown.length && shown[end]![kind] === count && below[end] === bottom) {
        below[end] = bottom + count
        end += 1
      }
      const right = x(shown[end]?.at ?? to)
      areas[kind] += `M${x(shown[index]!.at)} ${y(bottom)}V${y(bottom + count)}H${right}V${y(bottom)}Z`
      index = end - 1
    }
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
