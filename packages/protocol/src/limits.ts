// Every limit of the service and of this host, with its unit and its source.

/** Synchronous request payload, bytes (Developer Guide, Lambda quotas). */
export const requestPayloadLimit = 6 * 1024 * 1024
/** Response payload, bytes: the runtime API allows 100 bytes more than a request (official emulator, `interop`). */
export const responsePayloadLimit = requestPayloadLimit + 100
/** A response that streams, bytes (Developer Guide, configuration-response-streaming). */
export const streamedResponseLimit = 200 * 1024 * 1024
/** Bandwidth of a response that streams: bytes at once, then bytes per second (the same; official emulator, `bandwidthlimiter`). */
export const streamBandwidth = { burst: 6 * 1024 * 1024, perSecond: 2 * 1024 * 1024 } as const
/** Of each body that streams, bytes that its pieces show; the whole body is kept as any other. */
export const piecesPreviewLimit = 64 * 1024
/**
 * APIs in front of functions: how long a REST API and an HTTP API wait for one, milliseconds, and bodies that API Gateway and a load balancer
 * take, bytes (Developer Guide of API Gateway, limits; ELB's guide, lambda-functions).
 */
export const apiLimits = {
  restTimeoutMs: 29_000,
  httpTimeoutMs: 30_000,
  bodyBytes: 10 * 1024 * 1024,
  albBodyBytes: 1024 * 1024,
} as const
/** Asynchronous request payload, bytes (API reference, Invoke). */
export const eventPayloadLimit = 1024 * 1024
/** The payload of the older InvokeAsync, bytes (API reference, InvokeAsync). */
export const invokeAsyncPayloadLimit = 256 * 1024
/**
 * Waits of an asynchronous event, milliseconds (Developer Guide, invocation-async-error-handling): after each attempt that failed; and where it was
 * refused, doubled from the first to the most. Short waits are that part of them.
 */
export const eventWaits = {
  afterErrorMs: [60_000, 120_000],
  refused: { firstMs: 1000, mostMs: 300_000 },
  shortPart: 60,
} as const
/** Asynchronous events that are kept at one time, and bytes of their payloads; ours: the service publishes none. */
export const eventQueueLimits = { events: 100_000, bytes: 512 * 1024 * 1024 } as const
/** So often one chain of destinations may come to the same function (Developer Guide, invocation-recursion). */
export const recursionLimit = 16
/** Request body of a call that runs nothing, bytes (as refusals of the service say it). */
export const managementBodyLimit = 5120
/** `X-Amz-Client-Context`, characters of base64 (API reference, Invoke). */
export const clientContextLimit = 3583
/** `X-Amz-Log-Result`, bytes of log before base64 (API reference, Invoke). */
export const logTailLimit = 4096
/** The part of a body that an entry carries itself, bytes; the whole body is served on demand. */
export const bodyPreviewLimit = 4096
/** An answer that takes at least so long to leave has an entry that says how long, milliseconds. */
export const flushWorthMs = 10
/** Request heads on listeners that runtimes use, bytes: clients send an X-Ray cause of just under 1 MiB in one. */
export const headLimit = 2 * 1024 * 1024
/** Initialisation on demand, milliseconds (Developer Guide, execution environment lifecycle). */
export const initLimitMs = 10_000
/** The same ahead of time (provisioned concurrency, SnapStart, several invocations at once): at least this, or the time-out if that is longer; at most the second. */
export const initAheadLimitMs = { least: 130_000, most: 900_000 } as const
/** SnapStart: hooks after a restore, milliseconds (Developer Guide, snapstart-runtime-hooks). */
export const restoreLimitMs = 10_000
/** Bodies of `error` where one environment serves several invocations, bytes (official emulator, managed instances). */
export const managedErrorLimit = 1024 * 1024
/** Bodies that an extension sends, bytes; ours: the service publishes none. */
export const extensionBodyLimit = 1024 * 1024
/** Extensions of one environment (Developer Guide, Lambda quotas). */
export const extensionLimit = 10
/**
 * What a shutdown may take in all, and of that the runtime before it is killed, milliseconds (Developer Guide, runtimes-extensions-api):
 * with nothing registered, with internal extensions alone, with an external one.
 */
export const shutdownBudgets = {
  none: { totalMs: 0, runtimeMs: 0 },
  internal: { totalMs: 500, runtimeMs: 500 },
  external: { totalMs: 2000, runtimeMs: 300 },
} as const
/** The runtime release string made from `User-Agent` and `Lambda-Runtime-Features`, characters. */
export const runtimeReleaseLimit = 128

/** Settings of a function: bounds and defaults (Developer Guide, Lambda quotas; `concurrency` is ours). */
export const functionLimits = {
  timeoutSeconds: { min: 1, max: 900, default: 3 },
  memoryMb: { min: 128, max: 10_240, default: 128 },
  concurrency: { min: 1, max: 1000, default: 10 },
  /** Environments that are kept initialised ahead of time. */
  provisioned: { min: 0, max: 1000, default: 0 },
  /** Invocations at one time in one environment (AWS_LAMBDA_MAX_CONCURRENCY); 1 to 64 is ours, the service's bound is not published. */
  maxConcurrency: { min: 1, max: 64 },
  /** Attempts after the first at an asynchronous event, and its greatest age, seconds (Developer Guide, invocation-async-configuring). */
  retryAttempts: { min: 0, max: 2, default: 2 },
  eventAgeSeconds: { min: 60, max: 21_600, default: 21_600 },
  /** How long a browser may keep what a preflight said, seconds (API reference, Cors). */
  corsMaxAgeSeconds: { min: 0, max: 86_400 },
  /** Published versions of one function that are kept; ours: each is a copy on this disk. */
  versions: 50,
  /** Code and layers of a published version, bytes (Developer Guide, Lambda quotas). */
  unzippedBytes: 250 * 1024 * 1024,
  /** Layers of one function (Developer Guide, Lambda quotas). */
  layers: 5,
  variablesBytes: 4096,
  /** HTTP routes of one function; ours: an API of the service may have 300. */
  routes: 300,
} as const
