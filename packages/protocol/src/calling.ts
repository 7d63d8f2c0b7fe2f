// How a function can be called beyond a plain Invoke: its URL, its routes, its queue of asynchronous events, its aliases, and how fast it may stream.
import * as v from 'valibot'
import { corsSchema } from './cors.ts'
import { functionLimits } from './limits.ts'
import { routeSchema } from './route.ts'

export const urlAuthTypes = ['NONE', 'AWS_IAM'] as const
export const urlInvokeModes = ['BUFFERED', 'RESPONSE_STREAM'] as const

/** With what holds where nothing is said. */
export const callingSchema = v.object({
  url: v.optional(
    v.object({
      authType: v.optional(v.picklist(urlAuthTypes), 'NONE'),
      invokeMode: v.optional(v.picklist(urlInvokeModes), 'BUFFERED'),
      cors: v.optional(corsSchema),
    }),
    {},
  ),
  async: v.optional(
    v.object({
      maximumRetryAttempts: v.optional(v.number(), functionLimits.retryAttempts.default),
      maximumEventAge: v.optional(v.number(), functionLimits.eventAgeSeconds.default),
      onSuccess: v.optional(v.string()),
      onFailure: v.optional(v.string()),
      shortWaits: v.optional(v.boolean(), false),
    }),
    {},
  ),
  streamLimit: v.optional(v.boolean(), true),
  aliases: v.optional(v.record(v.string(), v.string()), {}),
  /** HTTP routes that it answers, as those of an API. */
  routes: v.optional(v.array(routeSchema), []),
})
export type Calling = v.InferOutput<typeof callingSchema>

export const defaultCalling: Calling = v.parse(callingSchema, {})
