// What entries of processes do, each in the lane that its process belongs to: the runtime's, or an extension's.
import type { Entry, EventOf } from '../journal.ts'
import { extensionOf, type ExtensionModel } from './extension-model.ts'
import type { EnvironmentModel } from './environment-model.ts'
import {
  addRow,
  belongsTo,
  environmentOf,
  explain,
  invocationAt,
  type FunctionModel,
  type NewRow,
} from './function-model.ts'
import { markDeath } from './lanes.ts'
import { explainPort, portTakenIn } from './port-taken.ts'

type Place = Omit<NewRow, 'kind' | 'label'>

const reachesForMeaning =
  'The program names a path of Lambda that is this machine’s own here. Use the variables, or set realPaths.'

export function applyProcess(fn: FunctionModel, entry: Entry): void {
  const { seq, at, of, event } = entry
  if (event.type === 'telemetry.emitted' || event.type === 'process.printed') log(fn, entry)
  if (of.environment === undefined || !event.type.startsWith('process.')) return
  const environment = environmentOf(fn, of.environment)
  const process = of.extension === undefined ? environment : extensionOf(fn, environment, of.extension)
  const row: Place = {
    seq,
    at,
    from: process.lane,
    environment: environment.name,
    ...(of.extension === undefined ? {} : { extension: of.extension }),
    ...belongsTo(of.invocation ?? invocationAt(fn, environment.name)),
  }
  switch (event.type) {
    case 'process.started':
      process.pid = event.pid
      delete process.ended
      addRow(fn, { ...row, kind: 'note', label: `started · pid ${event.pid}` })
      if (event.reachesFor !== undefined && event.reachesFor.length > 0) {
        const note = addRow(fn, { ...row, kind: 'note', label: `names ${event.reachesFor.join(', ')}`, tone: 'quiet' })
        explain(fn, 'reaches-for', reachesForMeaning, note)
      }
      return
    case 'process.failed':
      process.ended = 'could not start'
      addRow(fn, { ...row, kind: 'note', label: `could not start · ${event.errorType}`, tone: 'error' })
      return
    case 'process.printed': {
      process.lastLine = { text: event.line, at }
      const taken = portTakenIn(event.line)
      // The line that names the port is one of several that say so.
      if (taken !== undefined && process.portTaken?.port === undefined) process.portTaken = taken
      const bad = event.stream === 'stderr' || /^(?:ERROR|FATAL)$/i.test(event.level ?? '')
      addRow(fn, { ...row, kind: 'output', label: event.line, ...(bad ? { tone: 'error' as const } : {}) })
      return
    }
    case 'process.signalled':
      return signalled(fn, environment, event, row)
    case 'process.exited':
      return exited(fn, environment, process, event, row)
    case 'process.sampled':
      environment.peakMemoryMb = event.peakMemoryMb
      return
    default:
      return
  }
}

/** A signal that ends an environment in its due course is how that is done, not a failure. */
function signalled(
  fn: FunctionModel,
  environment: EnvironmentModel,
  { signal }: EventOf<'process.signalled'>,
  row: Place,
): void {
  const late = row.extension !== undefined && environment.ending?.firedAt !== undefined
  const bad = signal === 'SIGKILL' && (late || (environment.state !== 'shutdown' && environment.ending === undefined))
  addRow(fn, { ...row, kind: 'note', label: signal, tone: bad ? 'error' : 'quiet' })
}

function exited(
  fn: FunctionModel,
  environment: EnvironmentModel,
  process: EnvironmentModel | ExtensionModel,
  event: EventOf<'process.exited'>,
  row: Place,
): void {
  const { state, ending } = environment
  const shut = state === 'shutdown' || state === 'gone'
  const expected = shut || ending !== undefined
  const how = event.signal ?? String(event.code)
  const label = event.signal === null || expected ? `exited · ${how}` : `dead · ${how}`
  process.ended = expected ? (shut ? 'shut down' : 'ended') : label
  delete process.pid
  delete process.busyWith
  delete process.atWork
  process.polls.clear()
  const late = row.extension !== undefined && ending?.firedAt !== undefined && event.signal === 'SIGKILL'
  const well = expected ? !late : event.code === 0
  addRow(fn, {
    ...row,
    kind: 'note',
    label,
    ...(!well ? { tone: 'error' as const } : expected ? { tone: 'quiet' as const } : {}),
  })
  markDeath(fn, process.lane)
  if (!expected) explainPort(fn, environment, process, row)
  if (process === environment) endInternal(fn, environment)
  const left = [environment, ...environment.extensions.values()].some(({ pid }) => pid !== undefined)
  if (!left) delete environment.ending
}

/** Extensions that live in the runtime's process end with it. */
function endInternal(fn: FunctionModel, environment: EnvironmentModel): void {
  for (const extension of environment.extensions.values()) {
    if (extension.external !== false || extension.ended !== undefined) continue
    extension.ended = environment.ended!
    extension.polls.clear()
    delete extension.busyWith
    markDeath(fn, extension.lane)
  }
}

function log(fn: FunctionModel, { seq, at, of, event }: Entry): void {
  const common = {
    seq,
    at,
    ...(of.invocation === undefined ? {} : { invocation: of.invocation }),
    ...(of.environment === undefined ? {} : { environment: of.environment }),
    ...(of.extension === undefined ? {} : { extension: of.extension }),
  }
  if (event.type === 'telemetry.emitted' && event.line !== '')
    fn.console.push({ ...common, source: 'lambda', text: event.line })
  if (event.type === 'process.printed')
    fn.console.push({
      ...common,
      // A frame says when it was written.
      at: event.time ?? at,
      source: event.stream,
      text: event.line,
      ...(event.level === undefined ? {} : { level: event.level }),
    })
}
