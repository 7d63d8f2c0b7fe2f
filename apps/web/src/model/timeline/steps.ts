// A value over time: what it is at a moment, and its course as points to draw.
import type { Steps } from '@playground/protocol/model'
import { lowerBound } from '../sorted.ts'
import { timeAt, xOf } from './scale.ts'
import type { Sight } from './pieces.ts'

/** The value that holds at a time; undefined before the first. */
export function valueAt({ at, value }: Steps, time: number): number | undefined {
  const next = lowerBound(at, time)
  return at[next] === time ? value[next] : value[next - 1]
}

/** Calls back with what holds from one x to the next; where several values share a pixel, with the most of them for that pixel. */
export function eachStep(steps: Steps, sight: Sight, draw: (left: number, right: number, value: number) => void): void {
  const { at, value } = steps
  const until = Math.min(timeAt(sight, sight.width), sight.now)
  let index = Math.max(0, lowerBound(at, sight.from) - 1)
  while (index < at.length && at[index]! <= until) {
    const left = Math.max(0, xOf(sight, at[index]!))
    let most = value[index]!
    let next = index + 1
    while (next < at.length && xOf(sight, at[next]!) < left + 1) most = Math.max(most, value[next++]!)
    const right = Math.max(left, xOf(sight, Math.min(until, at[next] ?? until)))
    const held = value[next - 1]!
    if (held !== most) draw(left, Math.min(right, left + 1), most)
    if (held === most || right > left + 1) draw(held === most ? left : left + 1, right, held)
    index = next
  }
}
