// The examples that ship, as the control API lists them.
import * as v from 'valibot'

/** The sections of the gallery, in its order. */
export const exampleGroups = [
  'Lambda, step by step',
  'Runtimes from scratch',
  'AWS’s own clients',
  'Extensions',
  'Triggers',
] as const

export const exampleSchema = v.object({
  name: v.string(),
  description: v.string(),
  /** What it is written in and what it is about, such as `bash` and `extension`. */
  tags: v.array(v.string()),
  group: v.picklist(exampleGroups),
  /** The programs that it takes to build and run it, such as `cargo`; Node.js and a shell are there anyway. */
  needs: v.array(v.string()),
  /** Those that are not on the server's path, and a sentence that says how to get each. */
  missing: v.array(v.object({ program: v.string(), get: v.string() })),
  /** A function of the playground by now. */
  opened: v.boolean(),
  /** It is built before it is run, in a copy of its own. */
  builds: v.boolean(),
})
export type Example = v.InferOutput<typeof exampleSchema>

export const examplesSchema = v.object({ examples: v.array(exampleSchema) })
