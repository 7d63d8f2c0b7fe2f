// The examples that ship, as the control API lists them.
import * as v from 'valibot'

export const exampleSchema = v.object({
  name: v.string(),
  description: v.string(),
  /** What it is written in and what it is about, such as `bash` and `extension`. */
  tags: v.array(v.string()),
  /** The section of the gallery. */
  group: v.optional(v.string(), 'Examples'),
  /** The programs that it takes to build and run it, such as `cargo`; Node.js and a shell are there anyway. */
  needs: v.optional(v.array(v.string()), []),
  /** Those that are not here, and a sentence that says how to get each. */
  missing: v.optional(v.array(v.object({ program: v.string(), get: v.string() })), []),
  /** A function of the playground by now. */
  opened: v.optional(v.boolean(), false),
  /** It is built before it is run, in a copy of its own. */
  builds: v.optional(v.boolean(), false),
})
export type Example = v.InferOutput<typeof exampleSchema>

export const examplesSchema = v.object({ examples: v.array(exampleSchema) })
