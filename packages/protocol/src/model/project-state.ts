// Projects that were read, and the last build of each function, as they are at a moment.
import * as v from 'valibot'
import type { Entry } from '../journal.ts'
import { projectKinds, projectNoteSchema } from '../project.ts'
import type { State } from './state.ts'

export const projectSchema = v.object({
  kind: v.optional(v.picklist(projectKinds)),
  functions: v.array(v.string()),
  unsupported: v.array(projectNoteSchema),
  /** Why the newest reading failed; what is told besides is of the one before. */
  problem: v.optional(v.string()),
})
export type ProjectState = v.InferOutput<typeof projectSchema>

const lineSchema = v.object({ source: v.picklist(['stdout', 'stderr']), text: v.string() })

export const buildSchema = v.object({
  command: v.string(),
  folder: v.string(),
  why: v.picklist(['invoked', 'changed', 'asked']),
  /** The entry that tells of its start; its output comes after it. */
  seq: v.number(),
  started: v.number(),
  /** Absent while it is under way. */
  ended: v.optional(v.number()),
  problem: v.optional(v.string()),
  /** The newest of its output; `linesBefore`: how many there were before them. */
  lines: v.array(lineSchema),
  linesBefore: v.number(),
})
export type BuildState = v.InferOutput<typeof buildSchema>

/** Lines of a build that the state keeps; the journal has all. */
const linesKept = 200

export function applyToProjects(state: State, { seq, at, of, event }: Entry): void {
  switch (event.type) {
    case 'project.read':
      state.projects[event.file] = { kind: event.kind, functions: event.functions, unsupported: event.unsupported }
      return
    case 'project.failed':
      state.projects[event.file] = {
        ...(state.projects[event.file] ?? { functions: [], unsupported: [] }),
        problem: event.problem,
      }
      return
    case 'build.started':
      if (of.function === undefined) return
      state.builds[of.function] = {
        command: event.command,
        folder: event.folder,
        why: event.why,
        seq,
        started: at,
        lines: [],
        linesBefore: 0,
      }
      return
    case 'build.printed': {
      const build = of.function === undefined ? undefined : state.builds[of.function]
      if (build === undefined) return
      build.lines.push({ source: event.source, text: event.text })
      if (build.lines.length <= linesKept) return
      build.lines.shift()
      build.linesBefore += 1
      return
    }
    case 'build.ended': {
      const build = of.function === undefined ? undefined : state.builds[of.function]
      if (build === undefined) return
      build.ended = at
      if (event.problem !== undefined) build.problem = event.problem
      return
    }
    case 'function.removed':
      if (of.function !== undefined) delete state.builds[of.function]
      return
    default:
      return
  }
}
