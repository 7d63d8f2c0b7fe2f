// Entries of extensions: their states, what was refused, and the telemetry that goes to them.
import * as v from 'valibot'
import { bodySchema } from './exchange.ts'
import { extensionCalls, extensionEventKinds, extensionStates } from './extension-lifecycle.ts'

/** Why a call of an extension was refused. */
export const extensionRules = [
  'name',
  'format',
  'event-type',
  'registration-closed',
  'name-taken',
  'too-many',
  'identifier',
  'error-type',
  'state',
] as const

/** The APIs by which an extension subscribes to telemetry. */
export const telemetryApis = ['telemetry', 'logs'] as const
/** The kinds of events one subscribes to. */
export const telemetryTypes = ['platform', 'function', 'extension'] as const
export type TelemetryType = (typeof telemetryTypes)[number]

const destination = { protocol: v.picklist(['HTTP', 'TCP']), uri: v.string() }

export const extensionEvents = [
  /** `from` is absent where it appears: an external one when its file is launched, an internal one when it registers. */
  v.object({
    type: v.literal('extension.changed'),
    from: v.optional(v.picklist(extensionStates)),
    to: v.picklist(extensionStates),
    external: v.boolean(),
    /** What it subscribes to, once it has registered. */
    events: v.optional(v.array(v.picklist(extensionEventKinds))),
    /** The category that it reported, or that Lambda gives to its end. */
    errorType: v.optional(v.string()),
  }),
  /** A call was refused and changed nothing. */
  v.object({
    type: v.literal('extension.refused'),
    state: v.optional(v.picklist(extensionStates)),
    call: v.picklist([...extensionCalls, 'subscribe']),
    rule: v.picklist(extensionRules),
  }),
  /** An extension subscribed to telemetry, or replaced its subscription. `buffering`: milliseconds, bytes, events. */
  v.object({
    type: v.literal('telemetry.subscribed'),
    api: v.picklist(telemetryApis),
    schemaVersion: v.string(),
    types: v.array(v.picklist(telemetryTypes)),
    ...destination,
    buffering: v.object({ timeoutMs: v.number(), maxBytes: v.number(), maxItems: v.number() }),
  }),
  /**
   * A batch was sent. `status` is absent over TCP, and where nobody answered; then `problem` says why.
   * `kinds`: how many events of each type it held. `attempt` counts from 1; a failed one with `retry` is sent again.
   */
  v.object({
    type: v.literal('telemetry.delivered'),
    ...destination,
    attempt: v.number(),
    events: v.number(),
    kinds: v.record(v.string(), v.number()),
    body: bodySchema,
    durationMs: v.number(),
    status: v.optional(v.number()),
    problem: v.optional(v.string()),
    retry: v.optional(v.literal(true)),
  }),
  /** Events that nobody will get, because a bound was reached or the subscriber did not take them. */
  v.object({ type: v.literal('telemetry.dropped'), events: v.number(), bytes: v.number(), reason: v.string() }),
] as const
