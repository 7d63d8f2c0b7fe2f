// How a function can be called beyond a plain Invoke: its URL, its queue of asynchronous events, its aliases, and how fast it may stream.
import * as v from 'valibot'
import { functionLimits } from './limits.ts'
import { wholeWithin } from './whole-within.ts'

export const urlAuthTypes = ['NONE', 'AWS_IAM'] as const
export const urlInvokeModes = ['BUFFERED', 'RESPONSE_STREAM'] as const

const flag = v.boolean('must be true or false')
const texts = v.array(v.string('must be a string'), 'must be a list of strings')

/** Who besides the URL's own pages may call it (API reference, Cors). */
export const corsSchema = v.strictObject(
  {
    allowOrigins: v.optional(texts),
    allowMethods: v.optional(texts),
    allowHeaders: v.optional(texts),
    exposeHeaders: v.optional(texts),
    allowCredentials: v.optional(flag),
    /** Seconds. */
    maxAge: v.optional(wholeWithin(functionLimits.corsMaxAgeSeconds, 'seconds')),
  },
  (issue) => (issue.expected === 'never' ? 'is not a setting of CORS' : 'must be a JSON object'),
)
export type Cors = v.InferOutput<typeof corsSchema>

const destination = v.pipe(
  v.string('must be a string'),
  v.regex(/^(function:[a-zA-Z0-9-_]{1,64}|file:.+)$/, 'must be function:NAME or file:PATH'),
)

/** The settings of `function.json` that `callingSchema` is made from; every member optional. */
export const callingSettings = {
  /** The function's URL (API reference, CreateFunctionUrlConfig). */
  url: v.optional(
    v.strictObject(
      {
        authType: v.optional(v.picklist(urlAuthTypes, `must be one of ${urlAuthTypes.join(', ')}`)),
        invokeMode: v.optional(v.picklist(urlInvokeModes, `must be one of ${urlInvokeModes.join(', ')}`)),
        cors: v.optional(corsSchema),
      },
      (issue) => (issue.expected === 'never' ? 'is not a setting of a function URL' : 'must be a JSON object'),
    ),
  ),
  /** Its asynchronous invocations (API reference, PutFunctionEventInvokeConfig). `maximumEventAge` in seconds. */
  async: v.optional(
    v.strictObject(
      {
        maximumRetryAttempts: v.optional(wholeWithin(functionLimits.retryAttempts, 'attempts')),
        maximumEventAge: v.optional(wholeWithin(functionLimits.eventAgeSeconds, 'seconds')),
        /** `function:NAME`, or `file:PATH` relative to the function's folder: a line of JSON is added to it. */
        onSuccess: v.optional(destination),
        onFailure: v.optional(destination),
        /** Waits between attempts are a sixtieth of Lambda's. */
        shortWaits: v.optional(flag),
      },
      (issue) =>
        issue.expected === 'never' ? 'is not a setting of asynchronous invocations' : 'must be a JSON object',
    ),
  ),
  /** Streamed responses are as fast as Lambda's; without it as fast as the caller reads. */
  streamLimit: v.optional(flag),
  /** Names of versions: `$LATEST`, or the number of a published one. */
  aliases: v.optional(
    v.record(
      v.pipe(
        v.string(),
        v.regex(/^(?!\d+$)[a-zA-Z0-9-_]{1,128}$/, 'must be letters, digits, hyphens or underscores, and no number'),
      ),
      v.pipe(
        v.string('must be a string'),
        v.regex(/^(\$LATEST|[1-9]\d*)$/, 'must be $LATEST or the number of a published version, as a string'),
      ),
      'must be a JSON object',
    ),
  ),
}

/** The same as a definition has it, with what holds where nothing is said. */
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
})
export type Calling = v.InferOutput<typeof callingSchema>

export const defaultCalling: Calling = v.parse(callingSchema, {})
