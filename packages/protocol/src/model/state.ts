// The fold of entries into what is so now: functions, environments, invocations under way, exchanges that are open.
import * as v from 'valibot'
import { participants } from '../exchange.ts'
import { telemetryTypes } from '../extension.ts'
import { extensionEventKinds, extensionStates } from '../extension-lifecycle.ts'
import { functionDefinitionSchema } from '../function-definition.ts'
import { environmentStates, runtimeStates } from '../lifecycle.ts'
import type { Belongs } from '../ids.ts'
import type { Entry, EventOf } from '../journal.ts'
import { applyToFigures, environmentFiguresSchema, noFigures } from './environment-figures.ts'
import { applyToPool, noPool, poolFiguresSchema } from './pool-figures.ts'

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
      /** Since when its processes are stopped. */
      frozen: v.optional(v.number()),
      /** Its processes are being ended: since when, and when what is left is killed. */
      ending: v.optional(v.object({ since: v.number(), deadline: v.number() })),
      /** Those of this incarnation, by name. */
      extensions: v.optional(v.record(v.string(), extensionSchema)),
      figures: environmentFiguresSchema,
    }),
  ),
  invocations: v.record(
    v.string(),
    v.object({
      function: v.string(),
      number: v.number(),
      received: v.number(),
      environment: v.optional(v.string()),
      deadline: v.optional(v.number()),
      cold: v.optional(v.boolean()),
      dispatched: v.optional(v.number()),
      answered: v.optional(v.boolean()),
      /** When the runtime was done with it. */
      runtimeDone: v.optional(v.number()),
    }),
  ),
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
    }),
  ),
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

export function emptyState(): State {
  return { functions: {}, environments: {}, invocations: {}, exchanges: {}, runs: {}, counts: {}, pools: {} }
}

/** Applies one entry in place. What is over (an answered exchange, a settled invocation, a gone environment) is dropped. */
export function applyToState(state: State, entry: Entry): void {
  const { at, seq, of, event } = entry
  applyFigures(state, entry)
  switch (event.type) {
    case 'function.defined':
      state.functions[event.definition.name] = event.definition
      return
    case 'function.removed':
      if (of.function !== undefined) delete state.functions[of.function]
      return
    case 'environment.created':
      if (of.environment === undefined || of.function === undefined) return
      state.environments[of.environment] = {
        function: of.function,
        number: event.number,
        port: event.port,
        attached: event.attached,
        ...(event.codeHash === undefined ? {} : { codeHash: event.codeHash }),
        incarnation: of.incarnation ?? 1,
        state: 'created',
        runtime: 'Started',
        since: at,
        created: at,
        figures: noFigures(),
      }
      return
    case 'environment.peer': {
      const environment = of.environment === undefined ? undefined : state.environments[of.environment]
      if (environment !== undefined) environment.peer = { pid: event.pid, command: event.command }
      return
    }
    case 'environment.changed': {
      const environment = of.environment === undefined ? undefined : state.environments[of.environment]
      if (environment === undefined || of.environment === undefined) return
      if (event.to === 'gone') {
        delete state.environments[of.environment]
        return
      }
      environment.state = event.to
      environment.since = at
      environment.incarnation = of.incarnation ?? environment.incarnation
      if (event.to === 'invoke' && of.invocation !== undefined) environment.invocation = of.invocation
      else if (event.to !== 'invoke') delete environment.invocation
      return
    }
    case 'runtime.changed': {
      const environment = of.environment === undefined ? undefined : state.environments[of.environment]
      if (environment !== undefined) environment.runtime = event.to
      return
    }
    case 'environment.frozen':
    case 'environment.thawed': {
      const environment = of.environment === undefined ? undefined : state.environments[of.environment]
      if (environment === undefined) return
      if (event.type === 'environment.frozen') environment.frozen = at
      else delete environment.frozen
      return
    }
    case 'environment.init-started': {
      const environment = of.environment === undefined ? undefined : state.environments[of.environment]
      if (environment === undefined) return
      delete environment.ending
      delete environment.extensions
      return
    }
    case 'deadline.set': {
      const environment = of.environment === undefined ? undefined : state.environments[of.environment]
      if (environment !== undefined && event.for === 'shutdown')
        environment.ending = { since: at, deadline: event.deadline }
      return
    }
    case 'extension.changed':
      return changeExtension(state, of, event)
    case 'telemetry.subscribed': {
      const extension = extensionOf(state, of)
      if (extension !== undefined) extension.telemetry = event.types
      return
    }
    case 'invocation.runtime-done': {
      const invocation = of.invocation === undefined ? undefined : state.invocations[of.invocation]
      if (invocation !== undefined) invocation.runtimeDone = at
      return
    }
    case 'invocation.received':
      if (of.invocation === undefined || of.function === undefined) return
      state.counts[of.function] = event.number
      state.invocations[of.invocation] = { function: of.function, number: event.number, received: at }
      return
    case 'invocation.dispatched': {
      const invocation = of.invocation === undefined ? undefined : state.invocations[of.invocation]
      if (invocation === undefined) return
      if (of.environment !== undefined) invocation.environment = of.environment
      invocation.deadline = event.deadline
      invocation.cold = event.cold
      invocation.dispatched = at
      return
    }
    case 'invocation.answered': {
      const invocation = of.invocation === undefined ? undefined : state.invocations[of.invocation]
      if (invocation !== undefined) invocation.answered = true
      return
    }
    case 'invocation.settled':
      if (of.invocation !== undefined) delete state.invocations[of.invocation]
      return
    case 'exchange.opened':
      if (of.exchange === undefined) return
      state.exchanges[of.exchange] = {
        endpoint: event.endpoint,
        opened: at,
        seq,
        from: event.from,
        ...(of.function === undefined ? {} : { function: of.function }),
        ...(of.environment === undefined ? {} : { environment: of.environment }),
        ...(of.extension === undefined ? {} : { extension: of.extension }),
        ...(of.invocation === undefined ? {} : { invocation: of.invocation }),
      }
      return
    case 'exchange.answered':
    case 'exchange.closed':
      if (event.type === 'exchange.answered') deliverTo(state, of, event.delivers)
      if (of.exchange !== undefined) delete state.exchanges[of.exchange]
      return
    case 'run.started':
      if (of.function === undefined) return
      state.runs[event.run] = {
        function: of.function,
        planned: event.planned,
        atOnce: event.atOnce,
        started: at,
        sent: 0,
        done: 0,
        failed: 0,
      }
      return
    case 'run.progressed': {
      const run = state.runs[event.run]
      if (run !== undefined) Object.assign(run, { sent: event.sent, done: event.done, failed: event.failed })
      return
    }
    case 'run.ended':
      delete state.runs[event.run]
      return
    default:
      return
  }
}

function applyFigures(state: State, entry: Entry): void {
  const { function: name, environment } = entry.of
  const begins = entry.event.type === 'invocation.received' || entry.event.type === 'environment.created'
  const pool = name === undefined ? undefined : begins ? (state.pools[name] ??= noPool()) : state.pools[name]
  if (pool !== undefined) applyToPool(pool, entry)
  const known = environment === undefined ? undefined : state.environments[environment]
  if (known !== undefined) applyToFigures(known.figures, entry, known.frozen)
}

function extensionOf(state: State, { environment, extension }: Belongs) {
  if (environment === undefined || extension === undefined) return undefined
  return state.environments[environment]?.extensions?.[extension]
}

function changeExtension(state: State, of: Belongs, event: EventOf<'extension.changed'>): void {
  const environment = of.environment === undefined ? undefined : state.environments[of.environment]
  if (environment === undefined || of.extension === undefined) return
  const known = (environment.extensions ??= {})[of.extension]
  const extension = { events: [], ...known, state: event.to, external: event.external }
  if (event.events !== undefined) extension.events = event.events
  if (event.to !== 'Running') delete extension.invocation
  environment.extensions[of.extension] = extension
}

/** The extension whose poll an answer ends has the invocation's event. */
function deliverTo(state: State, of: Belongs, delivers: string | undefined): void {
  const extension = extensionOf(state, of)
  if (extension !== undefined && delivers !== undefined) extension.invocation = delivers
}
