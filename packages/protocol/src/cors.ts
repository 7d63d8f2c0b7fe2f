// Which web pages of other origins may call what answers over HTTP.
import * as v from 'valibot'

const texts = v.optional(v.array(v.string()))

/** Who besides the URL's own pages may call it (API reference, Cors). `maxAge` in seconds. */
export const corsSchema = v.object({
  allowOrigins: texts,
  allowMethods: texts,
  allowHeaders: texts,
  exposeHeaders: texts,
  allowCredentials: v.optional(v.boolean()),
  maxAge: v.optional(v.number()),
})
export type Cors = v.InferOutput<typeof corsSchema>
