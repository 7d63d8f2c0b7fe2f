// What function.json may say of how a function's environments are run, beyond time-out and memory.
import * as v from 'valibot'
import { logFormats, logLevels, systemLogLevels } from './execution.ts'
import { functionLimits } from './limits.ts'
import { wholeWithin } from './whole-within.ts'

const flag = v.boolean('must be true or false')

/** Every member optional; what holds without it is in `executionSchema`. */
export const executionSettings = {
  /** Folders of layers, relative to the function's own; later ones win, as on Lambda. */
  layers: v.optional(
    v.pipe(
      v.array(v.pipe(v.string('must be a path'), v.minLength(1, 'must not be empty')), 'must be a list of folders'),
      v.maxLength(functionLimits.layers, `must be at most ${functionLimits.layers} folders`),
    ),
  ),
  /** Stops all processes of an environment while it has no work. */
  freeze: v.optional(flag),
  /** No deadline and no freeze, and the language's debugger on. */
  debug: v.optional(flag),
  /** Init ahead of time; its processes are stopped after it, and go on with the first invocation. */
  snapStart: v.optional(flag),
  /** Environments that are kept initialised ahead of time. */
  provisioned: v.optional(wholeWithin(functionLimits.provisioned, 'environments')),
  /** Several invocations at one time in one environment. */
  maxConcurrency: v.optional(wholeWithin(functionLimits.maxConcurrency, 'invocations')),
  /** Each tenant has environments of its own, and each call has to name one. */
  tenantIsolation: v.optional(flag),
  logFormat: v.optional(v.picklist(logFormats, `must be one of ${logFormats.join(', ')}`)),
  /** Application lines below it are left out; with logFormat JSON alone. */
  logLevel: v.optional(v.picklist(logLevels, `must be one of ${logLevels.join(', ')}`)),
  /** Lambda's own lines below it are left out; with logFormat JSON alone. */
  systemLogLevel: v.optional(v.picklist(systemLogLevels, `must be one of ${systemLogLevels.join(', ')}`)),
  /** Linux: /var/task, /opt and /tmp are the function's own, where user and mount namespaces are allowed. */
  realPaths: v.optional(flag),
  /** The runtime gets a descriptor for log frames (`_LAMBDA_TELEMETRY_LOG_FD`). */
  framedLogs: v.optional(flag),
}

/** Why settings that are each legal do not go together, as a problem says it; undefined where they do. */
export function executionConflict({
  snapStart = false,
  provisioned = 0,
  maxConcurrency,
}: {
  snapStart?: boolean | undefined
  provisioned?: number | undefined
  maxConcurrency?: number | undefined
}): { setting: 'snapStart' | 'maxConcurrency'; message: string } | undefined {
  if (snapStart && provisioned > 0)
    return { setting: 'snapStart', message: 'cannot be used with provisioned: Lambda allows one of them' }
  if (snapStart && maxConcurrency !== undefined)
    return { setting: 'snapStart', message: 'cannot be used with maxConcurrency: Lambda allows one of them' }
  if (provisioned > 0 && maxConcurrency !== undefined)
    return { setting: 'maxConcurrency', message: 'cannot be used with provisioned: Lambda allows one of them' }
  return undefined
}
