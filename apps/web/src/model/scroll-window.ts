// Which rows of a long list are in sight, where browsers end an element's height before the list ends.

/** Pixels: Chromium, Firefox and WebKit draw elements up to here. */
const tallest = 16_000_000
const overscan = 6

/** Height of the scrolled element with what stands below its rows, pixels. */
export function scrollHeight(count: number, rowHeight: number, rest: number): number {
  return Math.min(count * rowHeight + rest, tallest)
}

export type ScrollWindow = {
  /** Height of the element that is scrolled, pixels. */
  tall: number
  /** Rows of the list by which one pixel of scrolling moves, over rows of the element: 1 but for the longest lists. */
  scale: number
  /** The rows to draw: from `first` up to and without `last`. */
  first: number
  last: number
  /** Where a row stands in the scrolled element, pixels. */
  top: (index: number) => number
  /** The scroll position that puts a place of the list, in pixels, at the upper edge. */
  scrollTo: (place: number) => number
}

/** `rest`: what stands below the rows in the same element, pixels. */
export function scrollWindow(
  count: number,
  rowHeight: number,
  { scrollTop, height, rest = 0 }: { scrollTop: number; height: number; rest?: number },
): ScrollWindow {
  const whole = count * rowHeight + rest
  const shown = scrollHeight(count, rowHeight, rest)
  const scale = shown <= height ? 1 : (whole - height) / (shown - height)
  const offset = scrollTop * scale
  return {
    tall: shown - rest,
    scale,
    first: Math.max(0, Math.floor(offset / rowHeight) - overscan),
    last: Math.min(count, Math.ceil((offset + height) / rowHeight) + overscan),
    top: (index) => index * rowHeight - offset + scrollTop,
    scrollTo: (place) => place / scale,
  }
}
