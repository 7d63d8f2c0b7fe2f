// What is told of a build while a function is invoked.
import type { JournalEvent } from '@playground/protocol'

/** A line of the progress of a build; undefined for everything else. */
export function buildText(event: JournalEvent): string | undefined {
  if (event.type === 'build.started') return `Building in ${event.folder}: ${event.command}`
  if (event.type === 'build.printed') return event.text
  if (event.type !== 'build.ended') return undefined
  return event.problem ?? `Built in ${(event.tookMs / 1000).toFixed(1)} s`
}
