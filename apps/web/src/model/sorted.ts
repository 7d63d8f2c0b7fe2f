// Numbers in ascending order: where one belongs, and putting it there.
import { firstIndex } from '@playground/protocol/model'

/** The first place whose value is not below. */
export function lowerBound(sorted: readonly number[], value: number): number {
  return firstIndex(sorted.length, (index) => sorted[index]! >= value)
}

/** Puts a value in its order where it is not there yet, and says where it stands. */
export function insertSorted(sorted: number[], value: number): number {
  const last = sorted.at(-1)
  if (last === undefined || last < value) return sorted.push(value) - 1
  const place = lowerBound(sorted, value)
  if (sorted[place] !== value) sorted.splice(place, 0, value)
  return place
}
