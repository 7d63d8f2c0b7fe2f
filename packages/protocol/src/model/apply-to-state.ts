// The fold of entries into what is so now.
import type { Belongs } from '../ids.ts'
import type { Entry, EventOf } from '../journal.ts'
import { applyToFigures, noFigures } from './environment-figures.ts'
import { emptyPath, takePath } from './path-taken.ts'
import { applyToProjects } from './project-state.ts'
import { applyToPool, noPool } from './pool-figures.ts'
import { applyToQueue } from './queue-state.ts'
import type { State } from './state.ts'
import { mostPieces, takePiece } from './streamed.ts'
import { saysStreaming } from './stream-mode.ts'

/** Applies one entry in place. What is over (an answered exchange, a settled invocation, a gone environment) is dropped. */
export function applyToState(state: State, entry: Entry): void {
  const { at, seq, of, event } = entry
  state.startedAt ??= at
  const known = of.environment === undefined ? undefined : state.environments[of.environment]
  if (known !== undefined) takePath(known.path, entry)
  applyFigures(state, entry)
  applyToQueue(state, entry)
  applyToProjects(state, entry)
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
        path: emptyPath(),
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
      // A process that is about to be killed still has the event.
      if (event.to !== 'invoke' && !(event.to === 'reset' && environment.pid !== undefined)) delete environment.busyWith
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
      state.invocations[of.invocation] = {
        function: of.function,
        number: event.number,
        received: at,
        ...(event.streams ? { streams: true } : {}),
        ...(event.via ? { via: event.via } : {}),
        ...(event.attempt === undefined ? {} : { attempt: event.attempt }),
      }
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
    case 'process.started':
      if (known !== undefined && of.extension === undefined) known.pid = event.pid
      return
    case 'process.exited':
      if (known === undefined || of.extension !== undefined) return
      delete known.pid
      delete known.busyWith
      return
    case 'exchange.opened':
      if (of.exchange === undefined) return
      // A runtime that asks for work is done with what it had.
      if (known !== undefined && event.endpoint === 'next' && known.busyWith === event.ends) delete known.busyWith
      state.exchanges[of.exchange] = {
        endpoint: event.endpoint,
        opened: at,
        seq,
        from: event.from,
        ...(of.function === undefined ? {} : { function: of.function }),
        ...(of.environment === undefined ? {} : { environment: of.environment }),
        ...(of.extension === undefined ? {} : { extension: of.extension }),
        ...(of.invocation === undefined ? {} : { invocation: of.invocation }),
        ...(saysStreaming(event.heads) ? { streaming: true } : {}),
      }
      return
    case 'exchange.piece': {
      const exchange = of.exchange === undefined ? undefined : state.exchanges[of.exchange]
      if (exchange === undefined) return
      const side = event.side === 'request' ? 'requestPieces' : 'answerPieces'
      const pieces = takePiece(exchange[side], { seq, at, event }, mostPieces.state)
      if (pieces !== undefined) exchange[side] = pieces
      return
    }
    case 'exchange.answered':
    case 'exchange.sent':
    case 'exchange.closed':
      if (event.type === 'exchange.answered') deliverTo(state, of, event.delivers)
      // What streams is under way until its last byte.
      if (event.type === 'exchange.answered' && event.streams) {
        const exchange = of.exchange === undefined ? undefined : state.exchanges[of.exchange]
        if (exchange !== undefined) exchange.head = { at, seq, status: event.status }
        return
      }
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

/** The runtime, or the extension, whose poll an answer ends has the invocation's event. */
function deliverTo(state: State, of: Belongs, delivers: string | undefined): void {
  if (delivers === undefined) return
  const extension = extensionOf(state, of)
  if (extension !== undefined) extension.invocation = delivers
  const environment = of.environment === undefined ? undefined : state.environments[of.environment]
  if (environment !== undefined && of.extension === undefined) environment.busyWith = delivers
}
