// Identities shared by server and page: what an entry of the journal can belong to.
import * as v from 'valibot'

const name = v.pipe(v.string(), v.minLength(1), v.maxLength(256))
const count = v.pipe(v.number(), v.integer(), v.minValue(0))

/**
 * What a journal entry belongs to; every member is optional because a session entry belongs to nothing.
 *
 * - `function`: the function's name.
 * - `environment`: `NAME/N` for a managed environment (N counts from 1 per function), `NAME:V/N` for one of the published version V,
 *   `NAME@INSTANCE` for an attached one.
 * - `incarnation`: counts the resets of that environment from 1; a reset keeps the environment and replaces its processes.
 * - `extension`: the name that it registers with; set on what is about one extension of that environment, its process too.
 * - `invocation`: the request id; from the second attempt of an asynchronous invocation on with the attempt after it, see `attemptName`.
 * - `exchange`, `connection`, `process`: counted from 1 within a session, never reused.
 */
export const belongsSchema = v.object({
  function: v.optional(name),
  environment: v.optional(name),
  incarnation: v.optional(count),
  extension: v.optional(name),
  invocation: v.optional(name),
  exchange: v.optional(count),
  connection: v.optional(count),
  process: v.optional(count),
})
export type Belongs = v.InferOutput<typeof belongsSchema>

/** The account of every function here: AWS's own in examples. */
export const accountId = '012345678912'

/** AWS's pattern of a function name (API reference, CreateFunction): 1 to 64 letters, digits, hyphens and underscores. */
export const functionNamePattern = /^[a-zA-Z0-9-_]{1,64}$/

/** What runs where no published version is asked for: the function's folder as it is. */
export const latestVersion = '$LATEST'

/** The version behind an environment's name. */
export function versionOfEnvironment(environment: string | undefined): string {
  return /:(\d+)\/\d+$/.exec(environment ?? '')?.[1] ?? latestVersion
}

/** A UUID in any case, as the Invoke API takes it in `x-amzn-RequestId`. */
export const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** The function that a runtime serves when it attaches without naming one. */
export const attachedFunctionName = 'attached'

/**
 * The name of an attempt at an invocation in the journal: attempts share their request id, and each is an invocation of its own.
 * `attempt` counts from 1; the first, and any invocation that is not asynchronous, goes by the request id alone.
 */
export function attemptName(requestId: string, attempt = 1): string {
  return attempt === 1 ? requestId : `${requestId}/${attempt}`
}

/** The request id, and the attempt, behind a name that `attemptName` made. */
export function attemptOf(name: string): { requestId: string; attempt: number } {
  const slash = name.indexOf('/')
  return slash < 0
    ? { requestId: name, attempt: 1 }
    : { requestId: name.slice(0, slash), attempt: Number(name.slice(slash + 1)) }
}
