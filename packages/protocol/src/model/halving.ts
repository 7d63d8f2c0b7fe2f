// A series that keeps its whole length in bounded room: when it is full, its points become half as dense.
export const seriesLimit = 512

/** Adds a point; of two neighbours that have to become one, `keep` says which stays (the second, unless it is given). */
export function addPoint<T>(series: T[], point: T, keep: (a: T, b: T) => T = (_, b) => b, limit = seriesLimit): void {
  series.push(point)
  if (series.length <= limit) return
  // The last points stay as dense as they came.
  const half = series.splice(0, limit / 2)
  const thinned: T[] = []
  for (let at = 0; at < half.length; at += 2) thinned.push(keep(half[at]!, half[at + 1]!))
  series.unshift(...thinned)
}
