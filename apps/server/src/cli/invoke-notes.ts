// What is told of a function beside its log: how it is built, and what of its project is not done here.
import type { FunctionDefinition, JournalEvent } from '@playground/protocol'
import type { State } from '@playground/protocol/model'

/** A line of the progress of a build; undefined for everything else. */
export function buildText(event: JournalEvent): string | undefined {
  if (event.type === 'build.started') return `Building in ${event.folder}: ${event.command}`
  if (event.type === 'build.printed') return event.text
  if (event.type !== 'build.ended') return undefined
  return event.problem ?? `Built in ${(event.tookMs / 1000).toFixed(1)} s`
}

/** Lines about what is done otherwise than on Lambda, or not at all. */
export function notesOf(definition: FunctionDefinition, projects: State['projects']): string[] {
  const file = definition.project?.file
  const project = file === undefined ? undefined : projects[file]
  const unsupported = (project?.unsupported ?? []).map(
    (note) => `${note.file}${note.line === undefined ? '' : `:${note.line}`}: ${note.message}`,
  )
  return [...unsupported, ...definition.notes]
}
