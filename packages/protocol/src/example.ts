// The examples that ship, as the control API lists them.
import * as v from 'valibot'

/** `tags`: what it is written in and what it is about, such as `bash` and `extension`. */
export const exampleSchema = v.object({ name: v.string(), description: v.string(), tags: v.array(v.string()) })
export type Example = v.InferOutput<typeof exampleSchema>

export const examplesSchema = v.object({ examples: v.array(exampleSchema) })
