// What function.json may say of how a function can be called.
import * as v from 'valibot'
import { urlAuthTypes, urlInvokeModes } from './calling.ts'
import { functionLimits } from './limits.ts'
import { routeMethods, routePathPattern, routePayloads } from './route.ts'
import { wholeWithin } from './whole-within.ts'

const flag = v.boolean('must be true or false')
const texts = v.array(v.string('must be a string'), 'must be a list of strings')

/** Who besides the URL's own pages may call it (API reference, Cors). */
const corsSettings = v.strictObject(
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

const destination = v.pipe(
  v.string('must be a string'),
  v.regex(/^(function:[a-zA-Z0-9-_]{1,64}|file:.+)$/, 'must be function:NAME or file:PATH'),
)

const name = v.pipe(v.string('must be a string'), v.minLength(1, 'must not be empty'))

/** One route of an API (Developer Guide, services-apigateway; ELB's guide, lambda-functions). */
const routeSettings = v.strictObject(
  {
    method: v.optional(v.picklist(routeMethods, `must be one of ${routeMethods.join(', ')}`)),
    path: v.pipe(
      v.string('must be a string'),
      v.regex(routePathPattern, 'must begin with a slash, as /items/{id}, or be $default'),
    ),
    payload: v.optional(v.picklist(routePayloads, `must be one of ${routePayloads.join(', ')}`)),
    api: v.optional(name),
    stage: v.optional(name),
    binaryTypes: v.optional(texts),
    multiValueHeaders: v.optional(flag),
    stream: v.optional(flag),
    cors: v.optional(corsSettings),
  },
  (issue) => (issue.expected === 'never' ? 'is not a setting of a route' : 'must have a path'),
)

/** Every member optional; what holds without it is in `callingSchema`. */
export const callingSettings = {
  /** The function's URL (API reference, CreateFunctionUrlConfig). */
  url: v.optional(
    v.strictObject(
      {
        authType: v.optional(v.picklist(urlAuthTypes, `must be one of ${urlAuthTypes.join(', ')}`)),
        invokeMode: v.optional(v.picklist(urlInvokeModes, `must be one of ${urlInvokeModes.join(', ')}`)),
        cors: v.optional(corsSettings),
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
  /** HTTP routes, on a port of their own, as those of an API of a template. */
  routes: v.optional(
    v.pipe(
      v.array(routeSettings, 'must be a list of routes'),
      v.maxLength(functionLimits.routes, `must be at most ${functionLimits.routes} routes`),
    ),
  ),
}
