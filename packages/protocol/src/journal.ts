// An entry of the journal: one thing that happened, numbered, timed, and with what it belongs to.
import * as v from 'valibot'
import { environmentEvents, processEvents } from './environment.ts'
import { exchangeEvents } from './exchange.ts'
import { extensionEvents } from './extension.ts'
import { functionDefinitionSchema } from './function-definition.ts'
import { belongsSchema } from './ids.ts'
import { invocationEvents } from './invocation.ts'
import { buildEvents, projectEvents } from './project.ts'
import { queuedEvents } from './queued-event.ts'
import { runEvents } from './run.ts'

const sessionEvents = [
  /** The first entry of a session. */
  v.object({ type: v.literal('session.started'), version: v.string(), node: v.string(), platform: v.string() }),
  v.object({ type: v.literal('session.ended'), reason: v.string() }),
  /** The wall clock moved against the monotonic one (sleep, adjustment); `at` follows it from here. */
  v.object({ type: v.literal('clock.stepped'), byMs: v.number() }),
  /** The session was left open by a server that was killed; what could not be read was cut off. */
  v.object({ type: v.literal('journal.repaired'), lostBytes: v.number() }),
  /** From here on something is no longer kept, because a bound was reached. */
  v.object({ type: v.literal('journal.bounded'), what: v.string(), why: v.string() }),
] as const

const functionEvents = [
  /** A function appeared or changed; the newest definition holds. */
  v.object({ type: v.literal('function.defined'), definition: functionDefinitionSchema }),
  v.object({ type: v.literal('function.removed') }),
] as const

export const eventSchema = v.variant('type', [
  ...exchangeEvents,
  ...invocationEvents,
  ...queuedEvents,
  ...environmentEvents,
  ...processEvents,
  ...extensionEvents,
  ...functionEvents,
  ...projectEvents,
  ...buildEvents,
  ...runEvents,
  ...sessionEvents,
])
export type JournalEvent = v.InferOutput<typeof eventSchema>
export type EventType = JournalEvent['type']
export type EventOf<T extends EventType> = Extract<JournalEvent, { type: T }>

/**
 * `seq` starts at 1 in each session, never repeats and never skips.
 * `at` is epoch milliseconds with a fraction: the session's wall-clock start plus monotonic time.
 */
export const entrySchema = v.object({
  seq: v.pipe(v.number(), v.integer(), v.minValue(1)),
  at: v.number(),
  of: belongsSchema,
  event: eventSchema,
})
export type Entry = v.InferOutput<typeof entrySchema>
