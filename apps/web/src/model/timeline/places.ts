// Where each track stands, and how tall it is: one below the other in the order in which environments came.
import { firstIndex, type Timeline, type Track } from '@playground/protocol/model'

export type Place = {
  track: Track
  top: number
  height: number
  /** Below its top: the first row of blocks, and how tall each is. */
  bar: number
  rowHeight: number
  /** Below its top: the first extension. */
  extensions: number
}

const barHeight = 24
const mostRows = 8
export const extensionHeight = 8
const above = 11

export function placesOf(timeline: Timeline | undefined): { places: Place[]; height: number } {
  let top = 0
  const places: Place[] = []
  for (const track of timeline?.tracks.values() ?? []) {
    const rows = Math.max(1, track.serving.length)
    const rowHeight = rows === 1 ? barHeight : Math.max(4, Math.min(14, (mostRows * 14) / rows))
    const extensions = above + rows * rowHeight + 4
    const height = Math.max(56, extensions + track.extensions.size * extensionHeight + 9)
    places.push({ track, top, height, bar: above, rowHeight, extensions })
    top += height
  }
  return { places, height: top }
}

/** The place at a distance from the top of all. */
export function placeAt(places: readonly Place[], y: number): Place | undefined {
  const found = places[firstIndex(places.length, (index) => places[index]!.top + places[index]!.height > y)]
  return found !== undefined && y >= found.top ? found : undefined
}

/** Those of which something is between two distances. */
export function placesBetween(places: readonly Place[], from: number, to: number): Place[] {
  const first = places.findIndex(({ top, height }) => top + height > from)
  if (first < 0) return []
  const beyond = places.findIndex(({ top }) => top >= to)
  return places.slice(first, beyond < 0 ? undefined : beyond)
}
