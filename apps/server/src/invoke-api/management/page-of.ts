// Lists that come a page at a time: a marker says where the next page begins (API reference, ListFunctions).
import { refuse } from './operation.ts'

/** `items` by a key that sorts as text and stays with its item, so that a list which changes between two pages loses nothing. */
export function pageOf<T>(
  items: readonly { key: string; item: T }[],
  query: URLSearchParams,
  mostItems = 50,
): { items: T[]; NextMarker: string | null } {
  const wanted = query.get('MaxItems')
  const count = wanted === null ? mostItems : Number(wanted)
  if (!Number.isInteger(count) || count < 1 || count > 10_000)
    refuse(`MaxItems ${JSON.stringify(wanted)} is no whole number from 1 to 10000.`)
  const marker = query.get('Marker')
  const after = marker === null || marker === '' ? undefined : keyIn(marker)
  const left = items
    .toSorted((a, b) => (a.key < b.key ? -1 : 1))
    .filter(({ key }) => after === undefined || key > after)
  const page = left.slice(0, Math.min(count, mostItems))
  const more = left.length > page.length
  return { items: page.map(({ item }) => item), NextMarker: more ? markerOf(page.at(-1)!.key) : null }
}

function markerOf(key: string): string {
  return Buffer.from(`after ${key}`).toString('base64url')
}

function keyIn(marker: string): string {
  const text = Buffer.from(marker, 'base64url').toString()
  return text.startsWith('after ')
    ? text.slice(6)
    : refuse(`Marker ${JSON.stringify(marker)} is not one that was given.`)
}
