// What is so at a moment: functions, environments, invocations under way, exchanges that are open.
import * as v from 'valibot'
import { callRoutes } from '../invocation.ts'
import { participants } from '../exchange.ts'
import { telemetryTypes } from '../extension.ts'
import { extensionEventKinds, extensionStates } from '../extension-lifecycle.ts'
import { functionDefinitionSchema } from '../function-definition.ts'
import { environmentStates, runtimeStates } from '../lifecycle.ts'
import { pathSchema } from './path-taken.ts'
import { environmentFiguresSchema } from './environment-figures.ts'
import { buildSchema, projectSchema } from './project-state.ts'
import { poolFiguresSchema } from './pool-figures.ts'
import { streamedSchema } from './streamed.ts'
import { queuedEventSchema } from './queue-state.ts'

const extensionSchema = v.object({
  state: v.picklist(extensionStates),
  external: v.boolean(),
  events: v.array(v.picklist(extensionEventKinds)),
  /** The invocation whose event it has. */
  invocation: v.optional(v.string()),
  /** The types of telemetry that it subscribes to. */
  telemetry: v.optional(v.array(v.picklist(telemetryTypes))),
})

/** Everything a reader needs to go on from an entry without those before it. Times are epoch milliseconds. */
export const stateSchema = v.object({
  /** When the session began. */
  startedAt: v.optional(v.number()),
  functions: v.record(v.string(), functionDefinitionSchema),
  environments: v.record(
    v.string(),
    v.object({
      function: v.string(),
      number: v.number(),
      port: v.number(),
      attached: v.boolean(),
      codeHash: v.optional(v.string()),
      incarnation: v.number(),
      state: v.picklist(environmentStates),
      runtime: v.picklist(runtimeStates),
      since: v.number(),
      created: v.number(),
      peer: v.optional(v.object({ pid: v.number(), command: v.array(v.string()) })),
      invocation: v.optional(v.string()),
      /** The invocation whose event its runtime has. */
      busyWith: v.optional(v.string()),
      /** Of its runtime's process, as long as that lives. */
      pid: v.optional(v.number()),
      /** Since when its processes are stopped. */
      frozen: v.optional(v.number()),
      /** Its processes are being ended: since when, and when what is left is killed. */
      ending: v.optional(v.object({ since: v.number(), deadline: v.number() })),
      /** Those of this incarnation, by name. */
      extensions: v.optional(v.record(v.string(), extensionSchema)),
      path: pathSchema,
      figures: environmentFiguresSchema,
    }),
  ),
  invocations: v.record(
    v.string(),
    v.object({
      function: v.string(),
      number: v.number(),
      received: v.number(),
      /** Of an asynchronous one, from 1. */
      attempt: v.optional(v.number()),
      environment: v.optional(v.string()),
      deadline: v.optional(v.number()),
      cold: v.optional(v.boolean()),
      dispatched: v.optional(v.number()),
      answered: v.optional(v.boolean()),
      streams: v.optional(v.literal(true)),
      via: v.optional(v.picklist(callRoutes)),
      /** When the runtime was done with it. */
      runtimeDone: v.optional(v.number()),
    }),
  ),
  /** Asynchronous events that are not over, by their request ids. */
  events: v.record(v.string(), queuedEventSchema),
  exchanges: v.record(
    v.string(),
    v.object({
      endpoint: v.string(),
      opened: v.number(),
      seq: v.number(),
      function: v.optional(v.string()),
      environment: v.optional(v.string()),
      extension: v.optional(v.string()),
      invocation: v.optional(v.string()),
      from: v.picklist(participants),
      streaming: v.optional(v.literal(true)),
      requestPieces: v.optional(streamedSchema),
      answerPieces: v.optional(streamedSchema),
      /** The head of an answer that streams: when it was sent, the entry with it, and its status. */
      head: v.optional(v.object({ at: v.number(), seq: v.number(), status: v.number() })),
    }),
  ),
  /** By the file that was read. */
  projects: v.record(v.string(), projectSchema),
  /** The last of each function. */
  builds: v.record(v.string(), buildSchema),
  /** Runs in progress. */
  runs: v.record(
    v.string(),
    v.object({
      function: v.string(),
      planned: v.number(),
      atOnce: v.number(),
      started: v.number(),
      sent: v.number(),
      done: v.number(),
      failed: v.number(),
    }),
  ),
  /** How many invocations each function has had. */
  counts: v.record(v.string(), v.number()),
  /** The figures of each function's environments. */
  pools: v.record(v.string(), poolFiguresSchema),
})
export type State = v.InferOutput<typeof stateSchema>
/** What was so after an entry, as it is told on demand. */
export const stateAtSchema = v.object({ at: v.number(), state: stateSchema })

export function emptyState(): State {
  return {
    functions: {},
    environments: {},
    invocations: {},
    events: {},
    exchanges: {},
    projects: {},
    builds: {},
    runs: {},
    counts: {},
    pools: {},
  }
}
