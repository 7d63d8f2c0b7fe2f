// Time as distance: what is in sight, and how it changes by zooming and panning.

/** `from`: the time at the left edge, epoch milliseconds. */
export type Scale = { from: number; msPerPx: number }
/** A span of time, epoch milliseconds. */
export type Span = { from: number; to: number }

/** A pixel is never less than this, milliseconds: what is recorded is no finer. */
const leastMsPerPx = 0.001
/** Of the width, on either side of what is fitted. */
const margin = 0.04
/** As much of the width always shows something that is known. */
const leastShown = 0.15

export function xOf({ from, msPerPx }: Scale, at: number): number {
  return (at - from) / msPerPx
}

export function timeAt({ from, msPerPx }: Scale, x: number): number {
  return from + x * msPerPx
}

/** All of a span, with a margin. */
export function fit({ from, to }: Span, width: number): Scale {
  const inner = Math.max(1, width * (1 - 2 * margin))
  const msPerPx = Math.max(leastMsPerPx, (to - from) / inner)
  // What takes less than can be told apart stands in the middle.
  return { from: (from + to) / 2 - (width / 2) * msPerPx, msPerPx }
}

/** `factor` above 1 comes closer. What is at `x` stays there. */
export function zoom(scale: Scale, factor: number, x: number, known: Span, width: number): Scale {
  const farthest = (Math.max(1, known.to - known.from) / Math.max(1, width)) * 2
  const msPerPx = Math.min(Math.max(leastMsPerPx, farthest), Math.max(leastMsPerPx, scale.msPerPx / factor))
  return within({ from: timeAt(scale, x) - x * msPerPx, msPerPx }, known, width)
}

/** Moves what is in sight by so many pixels. */
export function pan(scale: Scale, px: number, known: Span, width: number): Scale {
  return within({ ...scale, from: scale.from + px * scale.msPerPx }, known, width)
}

/** A time comes into sight, moved by no more than it takes. */
export function reveal(scale: Scale, span: Span, width: number): Scale {
  const left = xOf(scale, span.from)
  const right = xOf(scale, span.to)
  const room = width * 0.1
  if (right - left > width - 2 * room) return { ...scale, from: span.from - room * scale.msPerPx }
  if (left < room) return { ...scale, from: span.from - room * scale.msPerPx }
  if (right > width - room) return { ...scale, from: span.to - (width - room) * scale.msPerPx }
  return scale
}

function within({ from, msPerPx }: Scale, known: Span, width: number): Scale {
  const shown = leastShown * width * msPerPx
  const first = known.from - width * msPerPx + shown
  const last = known.to - shown
  return { from: Math.min(Math.max(from, first), Math.max(first, last)), msPerPx }
}
