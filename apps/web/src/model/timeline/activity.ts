// Jumps over idle time: to where something is under way next, or was last.
import type { Block, Timeline } from '@playground/protocol/model'
import type { Span } from './scale.ts'

/** Work that lies no farther apart belongs together: as a share of how long it took until then, and milliseconds at least. */
const apart = { share: 0.5, leastMs: 200 }

/** What belongs together after a span, or before it; undefined where there is nothing. `now` in epoch milliseconds. */
export function nextActivity({ activity }: Timeline, from: Span, by: 1 | -1, now: number): Span | undefined {
  const end = (block: Block) => block.to ?? Math.max(now, block.from)
  if (by > 0) {
    const first = activity.findIndex((block) => block.from > from.to)
    if (first < 0) return undefined
    const span = { from: activity[first]!.from, to: end(activity[first]!) }
    for (const block of activity.slice(first + 1)) {
      if (!near(span, block.from - span.to)) break
      span.to = end(block)
    }
    return span
  }
  const last = activity.findLastIndex((block) => end(block) < from.from)
  if (last < 0) return undefined
  const span = { from: activity[last]!.from, to: end(activity[last]!) }
  for (let index = last - 1; index >= 0 && near(span, span.from - end(activity[index]!)); index -= 1)
    span.from = activity[index]!.from
  return span
}

function near({ from, to }: Span, distance: number): boolean {
  return distance <= Math.max(apart.leastMs, (to - from) * apart.share)
}

/** What is known of the function, with some room after the last of it; up to now while it is live and that is not long ago. */
export function knownSpan({ from, at, activity }: Timeline, now: number | undefined): Span {
  // What was before the first work, such as the definition of the function, is not worth its width.
  const begin = activity[0]?.from ?? from ?? now ?? 0
  const last = at ?? begin
  if (now === undefined || activity.at(-1)?.to === undefined) return { from: begin, to: Math.max(last, now ?? last) }
  // Idle time goes on for ever, and would make everything before it as small as a hair.
  return { from: begin, to: Math.min(Math.max(now, last), last + Math.max(1000, (last - begin) * 0.25)) }
}
