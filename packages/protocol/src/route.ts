// An HTTP route that a function answers: what an API in front of it takes, and in which form it hands it on.
import * as v from 'valibot'
import { corsSchema } from './cors.ts'

/** `1.0`: a REST API, or an HTTP API that asks for it; `2.0`: an HTTP API; `alb`: an Application Load Balancer's target group. */
export const routePayloads = ['1.0', '2.0', 'alb'] as const

/** `*` and `ANY` are the same to the service, and `ANY` here. */
export const routeMethods = ['ANY', 'GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const

/** `/items/{id}`, `/{proxy+}`, `$default` (HTTP API: whatever no other route takes), or an ALB's pattern such as `/img/*`. */
export const routePathPattern = /^(\/\S*|\$default)$/

/** With what holds where nothing is said. */
export const routeSchema = v.object({
  method: v.optional(v.picklist(routeMethods), 'ANY'),
  path: v.string(),
  payload: v.optional(v.picklist(routePayloads), '2.0'),
  /** The API that it belongs to, by the name that the project has for it. */
  api: v.optional(v.string(), 'api'),
  /** `$default` is the stage of an HTTP API that has none in its paths. */
  stage: v.optional(v.string()),
  /** Content types whose bodies are binary (REST API: `binaryMediaTypes`), such as `image/png`. */
  binaryTypes: v.optional(v.array(v.string())),
  /** ALB: `multiValueHeaders` and `multiValueQueryStringParameters` in place of the single ones. */
  multiValueHeaders: v.optional(v.boolean()),
  /** REST API: the response is streamed (`responseTransferMode: STREAM`). */
  stream: v.optional(v.boolean()),
  cors: v.optional(corsSchema),
})
export type Route = v.InferOutput<typeof routeSchema>
