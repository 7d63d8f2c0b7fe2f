// Puts an event into another region or account than those of all events here.
import { account as usualAccount, region as usualRegion } from '@playground/protocol/events'

type Place = { region: string | undefined; account: string | undefined }

/** What only looks like a place, in a text that somebody gave, stays. */
export function placeEvent(value: unknown, place: Place): unknown {
  if (place.region === undefined && place.account === undefined) return value
  if (Array.isArray(value)) return value.map((one) => placeEvent(one, place))
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, placeEvent(one, place)]))
  return typeof value === 'string' && isPlace(value) ? moved(value, place) : value
}

function isPlace(text: string): boolean {
  return (
    text === usualRegion ||
    text === usualAccount ||
    text.startsWith('arn:aws:') ||
    /^[\w.:/-]+\.amazonaws\.com\b/.test(text)
  )
}

function moved(text: string, { region = usualRegion, account = usualAccount }: Place): string {
  return text.replaceAll(usualRegion, region).replaceAll(usualAccount, account)
}
