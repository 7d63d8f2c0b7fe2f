// Entries of an invocation: from the caller's request to the end of the runtime's work on it.
import * as v from 'valibot'

/**
 * How an invocation went. `ok`; `error`: the runtime reported an error; `init-error`: it could not initialise;
 * `timeout`; `crash`: its process ended; `too-large`: the response was over the limit;
 * `throttled`: no environment was free; `unattached`: nobody attached a runtime; `stopped`: the server stopped.
 */
export const outcomes = [
  'ok',
  'error',
  'init-error',
  'timeout',
  'crash',
  'too-large',
  'bad-response',
  'throttled',
  'unattached',
  'stopped',
] as const
export type Outcome = (typeof outcomes)[number]

export const invocationTypes = ['RequestResponse', 'Event', 'DryRun'] as const
export type InvocationType = (typeof invocationTypes)[number]

/** How an HTTP call comes to a function. */
export const callRoutes = ['function-url', 'http-api'] as const
export type CallRoute = (typeof callRoutes)[number]

export const invocationEvents = [
  /**
   * A caller's request was accepted, or an event of the queue is tried. `number` counts the invocations of the function from 1.
   * `attempt`: of an asynchronous invocation, from 1; `streams`: the caller takes the response in pieces; `via`: it came as an HTTP call, of its URL or of an API's route.
   */
  v.object({
    type: v.literal('invocation.received'),
    number: v.number(),
    invocationType: v.picklist(invocationTypes),
    qualifier: v.optional(v.string()),
    payloadBytes: v.number(),
    tenant: v.optional(v.string()),
    attempt: v.optional(v.number()),
    streams: v.optional(v.literal(true)),
    via: v.optional(v.picklist(callRoutes)),
  }),
  /** It waits: for a build, for a new environment's Init, for somebody to attach a runtime, or for an attached one to be free. */
  v.object({
    type: v.literal('invocation.waiting'),
    for: v.picklist(['build', 'init', 'restore', 'runtime', 'free-runtime']),
    limitMs: v.optional(v.number()),
  }),
  /** An environment took it. `deadline`: epoch milliseconds; `initInside`: Init runs within this invocation's time-out. */
  v.object({
    type: v.literal('invocation.dispatched'),
    deadline: v.number(),
    cold: v.boolean(),
    initInside: v.boolean(),
    /** What START and telemetry say of it: the version that runs, the ARN as invoked, the trace header, the tenant. */
    version: v.optional(v.string()),
    invokedArn: v.optional(v.string()),
    traceId: v.optional(v.string()),
    tenant: v.optional(v.string()),
  }),
  /** Its result is known. `by`: who made it; `errorType` and `message` where it failed. */
  v.object({
    type: v.literal('invocation.answered'),
    outcome: v.picklist(outcomes),
    by: v.picklist(['runtime', 'lambda']),
    errorType: v.optional(v.string()),
    /** What happened, why, and what to do about it, in a sentence or two. */
    help: v.optional(v.string()),
  }),
  /**
   * The runtime is done with it: it asked for work, or failed. Extensions may still be at theirs. Milliseconds; `producedBytes`: the response body.
   * `responseMs`: how long the response took to come; `latencyMs`: from the event to its first byte; `overheadMs`: from its last byte to the next `next`.
   */
  v.object({
    type: v.literal('invocation.runtime-done'),
    status: v.picklist(['success', 'failure', 'error', 'timeout']),
    errorType: v.optional(v.string()),
    durationMs: v.number(),
    producedBytes: v.number(),
    latencyMs: v.optional(v.number()),
    responseMs: v.optional(v.number()),
    overheadMs: v.optional(v.number()),
  }),
  /** The environment is done with it. Durations in milliseconds, memory in MB (the peak is sampled). */
  v.object({
    type: v.literal('invocation.settled'),
    outcome: v.picklist(outcomes),
    durationMs: v.number(),
    billedMs: v.number(),
    initMs: v.optional(v.number()),
    /** SnapStart: the restore that the caller waited for. */
    restoreMs: v.optional(v.number()),
    billedRestoreMs: v.optional(v.number()),
    /** The category of what went wrong, as metrics and telemetry know it. */
    errorType: v.optional(v.string()),
    memoryMb: v.number(),
    peakMemoryMb: v.optional(v.number()),
  }),
] as const
