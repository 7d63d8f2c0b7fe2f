// What entries of environments and their processes do: Init bands, notes in a lane, output, and the log.
import type { Entry } from '../journal.ts'
import {
  addRow,
  belongsTo,
  environmentOf,
  invocationAt,
  leaveLane,
  markDeath,
  showEnvironment,
  type EnvironmentModel,
  type FunctionModel,
} from './function-model.ts'

export function applyEnvironment(fn: FunctionModel, entry: Entry): void {
  const { seq, at, of, event } = entry
  if (event.type === 'telemetry.emitted' || event.type === 'process.printed') log(fn, entry)
  if (of.environment === undefined) return
  const environment = environmentOf(fn, of.environment)
  const row = {
    seq,
    at,
    from: environment.lane,
    environment: environment.name,
    ...belongsTo(of.invocation ?? invocationAt(fn, environment.name)),
  }
  switch (event.type) {
    case 'environment.created':
      Object.assign(environment, {
        number: event.number,
        port: event.port,
        attached: event.attached,
        activeAt: at,
        createdAt: at,
      })
      if (of.invocation !== undefined) setEnvironment(fn, of.invocation, environment.name)
      if (event.attached) addRow(fn, { ...row, kind: 'note', label: 'a runtime attached' })
      return
    case 'environment.changed':
      environment.state = event.to
      environment.incarnation = of.incarnation ?? environment.incarnation
      if (event.to === 'invoke' || event.to === 'init') environment.activeAt = at
      // A process that is about to be killed still has the event: its lane ends with it.
      if (event.to !== 'invoke' && !(event.to === 'reset' && environment.pid !== undefined)) {
        delete environment.busyWith
        showEnvironment(fn, environment)
      }
      if (event.to === 'shutdown')
        addRow(fn, { ...row, kind: 'note', label: `shut down · ${event.reason}`, tone: 'quiet' })
      if (event.to === 'gone') {
        environment.ended ??= 'shut down'
        fn.starting.delete(environment.name)
        leaveLane(fn, environment)
      }
      return
    case 'environment.peer':
      environment.peer = { pid: event.pid, command: event.command }
      return
    case 'environment.init-started':
      delete environment.ended
      environment.init = { phase: event.phase, environment: environment.name, startedAt: at }
      fn.starting.add(environment.name)
      addRow(fn, { ...row, kind: 'init', label: 'Init', init: environment.init })
      return
    case 'environment.init-ended':
      fn.starting.delete(environment.name)
      if (environment.init === undefined) return
      environment.init.status = event.status
      environment.init.durationMs = event.durationMs
      if (event.errorType !== undefined) environment.init.errorType = event.errorType
      return
    case 'runtime.changed':
      environment.runtime = event.to
      return
    case 'deadline.fired':
      addRow(fn, {
        ...row,
        from: 'lambda',
        kind: 'note',
        label: event.for === 'init' ? 'Init limit reached' : 'deadline reached',
        tone: 'error',
      })
      return
    default:
      return process(fn, environment, entry, row)
  }
}

function process(
  fn: FunctionModel,
  environment: EnvironmentModel,
  { at, event }: Entry,
  row: { seq: number; at: number; from: string; environment: string; invocation?: string },
): void {
  switch (event.type) {
    case 'process.started':
      environment.pid = event.pid
      delete environment.ended
      addRow(fn, { ...row, kind: 'note', label: `started · pid ${event.pid}` })
      return
    case 'process.failed':
      environment.ended = 'could not start'
      addRow(fn, { ...row, kind: 'note', label: `could not start · ${event.errorType}`, tone: 'error' })
      return
    case 'process.printed':
      environment.lastLine = { text: event.line, at }
      addRow(fn, {
        ...row,
        kind: 'output',
        label: event.line,
        ...(event.stream === 'stderr' ? { tone: 'error' as const } : {}),
      })
      return
    case 'process.signalled': {
      // A signal that ends an idle environment is how that is done, not a failure.
      const tone = event.signal === 'SIGKILL' && environment.state !== 'shutdown' ? 'error' : 'quiet'
      addRow(fn, { ...row, kind: 'note', label: event.signal, tone })
      return
    }
    case 'process.exited': {
      const expected = environment.state === 'shutdown' || environment.state === 'gone'
      const how = event.signal ?? String(event.code)
      const label = event.signal === null || expected ? `exited · ${how}` : `dead · ${how}`
      environment.ended = expected ? 'shut down' : label
      delete environment.pid
      delete environment.busyWith
      addRow(fn, {
        ...row,
        kind: 'note',
        label,
        ...(expected ? { tone: 'quiet' as const } : event.code === 0 ? {} : { tone: 'error' as const }),
      })
      markDeath(fn, environment.lane)
      return
    }
    case 'process.sampled':
      environment.peakMemoryMb = event.peakMemoryMb
      return
    default:
      return
  }
}

function log(fn: FunctionModel, { seq, at, of, event }: Entry): void {
  const common = {
    seq,
    at,
    ...(of.invocation === undefined ? {} : { invocation: of.invocation }),
    ...(of.environment === undefined ? {} : { environment: of.environment }),
  }
  if (event.type === 'telemetry.emitted' && event.line !== '')
    fn.console.push({ ...common, source: 'lambda', text: event.line })
  if (event.type === 'process.printed') fn.console.push({ ...common, source: event.stream, text: event.line })
}

function setEnvironment(fn: FunctionModel, id: string, name: string): void {
  const invocation = fn.invocations.get(id)
  if (invocation !== undefined) invocation.environment ??= name
}
