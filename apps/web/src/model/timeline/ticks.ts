// The marks of the axis: at round times since the session began, as close as their words allow.
import { timeAt, xOf, type Scale } from './scale.ts'

export type AxisTick = { x: number; label: string }

const second = 1000
const minute = 60 * second
const hour = 60 * minute
const steps = [
  ...[0.001, 0.01, 0.1, 1, 10, 100].flatMap((ms) => [ms, 2 * ms, 5 * ms]),
  ...[1, 2, 5, 10, 15, 30].map((seconds) => seconds * second),
  ...[1, 2, 5, 10, 15, 30].map((minutes) => minutes * minute),
  ...[1, 2, 6, 12, 24, 48, 120, 240].map((hours) => hours * hour),
]
/** Wider than any letter of the axis, and the space between two words. */
const letterPx = 7
const spacePx = 28

/** `start`: when the session began, epoch milliseconds. */
export function ticksOf(scale: Scale, width: number, start: number): AxisTick[] {
  const from = scale.from - start
  const to = timeAt(scale, width) - start
  const step =
    steps.find((ms) => {
      const longest = Math.max(labelOf(first(from, ms), ms).length, labelOf(last(to, ms), ms).length)
      return ms / scale.msPerPx >= longest * letterPx + spacePx
    }) ?? steps.at(-1)!
  const count = Math.max(0, Math.round((last(to, step) - first(from, step)) / step) + 1)
  const begin = Math.round(first(from, step) / step)
  return Array.from({ length: count }, (_, index) => {
    // By number, so that no error adds up.
    const at = (begin + index) * step
    return { x: xOf(scale, start + at), label: labelOf(at, step) }
  })
}

const first = (from: number, step: number) => Math.max(0, Math.ceil(from / step) * step)
const last = (to: number, step: number) => Math.floor(to / step) * step

/** Seconds with as many digits as the step needs; minutes and hours where it is as long as that. */
function labelOf(ms: number, step: number): string {
  if (step < second) return `${(ms / second).toFixed(Math.max(1, Math.ceil(Math.log10(second / step) - 1e-9)))} s`
  if (step < minute) return `${Math.round(ms / second)} s`
  const minutes = Math.round(ms / minute)
  if (minutes < 60) return `${minutes} min`
  return minutes % 60 === 0 ? `${minutes / 60} h` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`
}

/** A time of the session as precise as a pixel tells. */
export function timeWord(at: number, start: number, msPerPx: number): string {
  const seconds = (at - start) / second
  const digits = msPerPx >= 1000 ? 0 : msPerPx >= 10 ? 2 : msPerPx >= 0.5 ? 3 : msPerPx >= 0.05 ? 4 : 6
  return `${seconds.toFixed(digits)} s`
}

/** How long something takes, to three digits. */
export function spanWord(ms: number): string {
  const size = Math.abs(ms)
  if (size < 0.001) return '0 ms'
  if (size < 1) return `${(size * 1000).toFixed(0)} µs`
  if (size < 1000) return `${size.toFixed(size < 10 ? 2 : size < 100 ? 1 : 0)} ms`
  if (size < minute) return `${(size / second).toFixed(size < 10_000 ? 2 : 1)} s`
  if (size < hour) return `${Math.floor(size / minute)} min ${Math.floor((size % minute) / second)} s`
  return `${Math.floor(size / hour)} h ${Math.floor((size % hour) / minute)} min`
}
