// How a function's environments are run beyond time-out and memory, with what holds where nothing is said.
import * as v from 'valibot'

export const logFormats = ['Text', 'JSON'] as const
export const logLevels = ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL'] as const
export const systemLogLevels = ['DEBUG', 'INFO', 'WARN'] as const

/** `layers`: real paths. */
export const executionSchema = v.object({
  layers: v.optional(v.array(v.string()), []),
  freeze: v.optional(v.boolean(), true),
  debug: v.optional(v.boolean(), false),
  snapStart: v.optional(v.boolean(), false),
  provisioned: v.optional(v.number(), 0),
  maxConcurrency: v.optional(v.number()),
  tenantIsolation: v.optional(v.boolean(), false),
  logFormat: v.optional(v.picklist(logFormats), 'Text'),
  logLevel: v.optional(v.picklist(logLevels)),
  systemLogLevel: v.optional(v.picklist(systemLogLevels)),
  realPaths: v.optional(v.boolean(), false),
  framedLogs: v.optional(v.boolean(), false),
})
export type Execution = v.InferOutput<typeof executionSchema>

export const defaultExecution: Execution = v.parse(executionSchema, {})
