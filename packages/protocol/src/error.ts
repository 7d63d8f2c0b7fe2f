// Errors of the control API: what happened, why, and what to do.
import * as v from 'valibot'

export const controlErrorSchema = v.object({ error: v.object({ code: v.string(), message: v.string() }) })
export type ControlError = v.InferOutput<typeof controlErrorSchema>
