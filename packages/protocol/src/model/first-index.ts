// The one search in what lies in order.

/** The first index from which on something holds; `length` where it never does. What holds for one has to hold for all behind it. */
export function firstIndex(length: number, holds: (index: number) => boolean, from = 0): number {
  let low = from
  let high = length
  while (low < high) {
    const middle = (low + high) >> 1
    if (holds(middle)) high = middle
    else low = middle + 1
  }
  return low
}
