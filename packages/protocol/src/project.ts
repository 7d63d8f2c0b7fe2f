// Projects that were opened, and builds of functions, as entries of the journal tell of them.
import * as v from 'valibot'

export const projectKinds = ['sam', 'cloudformation', 'serverless', 'cargo-lambda', 'cdk', 'terraform'] as const
export type ProjectKind = (typeof projectKinds)[number]

/** Something in a project that is not done here, or that is wrong: a whole sentence, with its place. */
export const projectNoteSchema = v.object({
  file: v.string(),
  line: v.optional(v.number()),
  message: v.string(),
})
export type ProjectNote = v.InferOutput<typeof projectNoteSchema>

export const projectEvents = [
  /** A project was read, or read again because it changed; the newest reading holds. `functions`: their names here. */
  v.object({
    type: v.literal('project.read'),
    file: v.string(),
    kind: v.picklist(projectKinds),
    functions: v.array(v.string()),
    unsupported: v.array(projectNoteSchema),
  }),
  /** It could not be read; functions of the reading before stay. */
  v.object({ type: v.literal('project.failed'), file: v.string(), problem: v.string() }),
] as const

/** A build belongs to its function. One after the other, never two at one time. */
export const buildEvents = [
  v.object({
    type: v.literal('build.started'),
    command: v.string(),
    folder: v.string(),
    why: v.picklist(['invoked', 'changed', 'asked']),
  }),
  v.object({ type: v.literal('build.printed'), source: v.picklist(['stdout', 'stderr']), text: v.string() }),
  /** `problem`: a whole sentence; absent where it went well. */
  v.object({ type: v.literal('build.ended'), tookMs: v.number(), problem: v.optional(v.string()) }),
] as const
