// A conversation as several texts, one for each who speaks. Programs that run side by side say things in any order; each by itself does not.
import type { Entry } from '@playground/protocol'
import { renderConversation } from './conversation.fixture.ts'

/** `printed`: whether what processes print is the same each time. */
export function renderLanes(entries: Entry[], functionName: string, printed = true): string {
  const lanes = new Map<string, Entry[]>([['the caller', []]])
  const speakers = new Map<string, string>()
  for (const entry of entries) {
    if (entry.of.function !== functionName) continue
    const lane = laneOf(entry, speakers)
    if (lane === undefined || (!printed && lane.startsWith('printed'))) continue
    lanes.set(lane, [...(lanes.get(lane) ?? []), entry])
  }
  return (
    [...lanes]
      .toSorted(([a], [b]) => rankOf(a) - rankOf(b) || a.localeCompare(b))
      .map(([lane, own]) => `— ${lane}\n${renderConversation(own, functionName)}`)
      .join('\n')
      .replace(/("(?:date|Expiration|credentialsUntil)":)"[^"]*"/g, '$1"…"')
      .replace(/with \d+ ms left/g, 'with … ms left')
      // Where something was thrown is a matter of the version and the folder.
      .replace(/("(?:stackTrace|trace)": ?)\[[^\]]*\]/g, '$1[…]')
      .replace(/(xray-error-cause: )\{.*\}(?=[,\]])/gi, '$1…')
  )
}

function laneOf({ of, event }: Entry, speakers: Map<string, string>): string | undefined {
  if (event.type === 'process.printed') return `printed by ${of.extension ?? 'the runtime'}`
  if (event.type === 'exchange.opened') {
    const lane = event.from === 'extension' ? `extension ${of.extension ?? 'unknown'}` : `the ${event.from}`
    speakers.set(String(of.exchange), lane)
    return lane
  }
  return event.type === 'exchange.received' || event.type === 'exchange.answered'
    ? speakers.get(String(of.exchange))
    : undefined
}

const rankOf = (lane: string): number =>
  lane === 'the caller' ? 0 : lane === 'the runtime' ? 1 : lane.startsWith('extension') ? 2 : 3
