// Which rows of a long list are in sight, where browsers end an element's height before the list ends.

/** Pixels: Chromium, Firefox and WebKit draw elements up to here. */
const tallest = 16_000_000
const overscan = 6

/** Where rows begin, pixels from the first; for lists whose rows do not follow closely on each other. */
export type Tops = { total: number; top: (index: number) => number; at: (height: number) => number }

export type ScrollWindow = {
  /** Height of the element that is scrolled, pixels. */
  tall: number
  /** Pixels of the list by which one pixel of scrolling moves: 1 but for the longest lists. */
  scale: number
  /** The rows to draw: from `first` up to and without `last`. */
  first: number
  last: number
  /** Where a row stands in the scrolled element, pixels. */
  top: (index: number) => number
  /** Where a row begins in the list, pixels. */
  offset: (index: number) => number
  /** The scroll position that puts a place of the list, in pixels, at the upper edge. */
  scrollTo: (place: number) => number
}

/** `scrollTop`: `end` for the end of the list. `rest`: what stands below the rows in the same element, pixels. */
export function scrollWindow(
  count: number,
  rowHeight: number,
  {
    scrollTop,
    height,
    rest = 0,
    tops,
  }: { scrollTop: number | 'end'; height: number; rest?: number; tops?: Tops | undefined },
): ScrollWindow {
  const whole = (tops?.total ?? count * rowHeight) + rest
  const shown = Math.min(whole, tallest)
  const scale = shown <= height ? 1 : (whole - height) / (shown - height)
  const scrolled = scrollTop === 'end' ? Math.max(0, shown - height) : scrollTop
  const offset = scrolled * scale
  const topOf = (index: number) => tops?.top(index) ?? index * rowHeight
  const at = (y: number) => tops?.at(Math.max(0, y)) ?? Math.floor(y / rowHeight)
  return {
    tall: shown - rest,
    scale,
    first: Math.max(0, at(offset) - overscan),
    last: Math.min(count, at(offset + height) + 1 + overscan),
    top: (index) => topOf(index) - offset + scrolled,
    offset: topOf,
    scrollTo: (place) => place / scale,
  }
}
