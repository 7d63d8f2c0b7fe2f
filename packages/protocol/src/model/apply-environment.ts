// What entries of environments do: the bands of Init and restore, freeze and thaw, deadlines, and how they end.
import type { Entry, EventOf } from '../journal.ts'
import { shutdownBudgets } from '../limits.ts'
import { lateExtensions } from './extension-model.ts'
import type { EnvironmentModel } from './environment-model.ts'
import {
  addRow,
  belongsTo,
  environmentOf,
  explain,
  invocationAt,
  leaveLane,
  type FunctionModel,
  type NewRow,
} from './function-model.ts'
import { markFailed, showEnvironment } from './lanes.ts'

export function applyEnvironment(fn: FunctionModel, entry: Entry): void {
  const { seq, at, of, event } = entry
  if (of.environment === undefined) return
  const environment = environmentOf(fn, of.environment)
  const row: Place = {
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
      return changed(fn, environment, entry, event, row)
    case 'environment.peer':
      environment.peer = { pid: event.pid, command: event.command }
      return
    case 'environment.init-started':
      begin(environment)
      return phase(fn, environment, { phase: event.phase, limitMs: event.limitMs, startedAt: at }, row)
    case 'environment.restore-started':
      return phase(fn, environment, { phase: 'restore', limitMs: event.limitMs, startedAt: at }, row)
    case 'environment.init-ended':
    case 'environment.restore-ended':
      fn.starting.delete(environment.name)
      delete environment.atWork
      showEnvironment(fn, environment)
      if (environment.init === undefined) return
      environment.init.status = event.status
      environment.init.durationMs = event.durationMs
      if (event.errorType !== undefined) environment.init.errorType = event.errorType
      return
    case 'environment.frozen':
      environment.frozenAt = at
      return showEnvironment(fn, environment)
    case 'environment.thawed':
      environment.thaw = { frozenMs: at - (environment.frozenAt ?? at), reason: event.reason }
      delete environment.frozenAt
      return showEnvironment(fn, environment)
    case 'environment.asked':
      addRow(fn, { ...row, from: 'lambda', kind: 'note', label: `${askedWords[event.action]} by hand` })
      return
    case 'environment.debuggable': {
      const note = addRow(fn, { ...row, kind: 'note', label: `debugger waits · ${event.attach}` })
      const meaning = 'Attach a debugger with this line. There is no deadline and no freeze meanwhile.'
      return explain(fn, 'debuggable', meaning, note)
    }
    case 'runtime.changed':
      environment.runtime = event.to
      return
    case 'deadline.set':
      if (event.for === 'shutdown') environment.ending = endingOf(environment, at, event.deadline)
      return
    case 'deadline.fired':
      return fired(fn, environment, event, row)
    default:
      return
  }
}

type Place = Omit<NewRow, 'kind' | 'label'>

/** New processes: what the old ones left behind is forgotten. */
function begin(environment: EnvironmentModel): void {
  for (const left of ['ended', 'ending', 'thaw', 'frozenAt', 'atWork', 'portTaken'] as const) delete environment[left]
  environment.extensions.clear()
}

function changed(
  fn: FunctionModel,
  environment: EnvironmentModel,
  { at, of }: Entry,
  event: EventOf<'environment.changed'>,
  row: Place,
): void {
  environment.state = event.to
  environment.incarnation = of.incarnation ?? environment.incarnation
  if (event.to === 'invoke' || event.to === 'init') environment.activeAt = at
  // A process that is about to be killed still has the event: its lane ends with it.
  if (event.to !== 'invoke' && !(event.to === 'reset' && environment.pid !== undefined)) {
    delete environment.busyWith
    showEnvironment(fn, environment)
  }
  if (event.to === 'snapshot') {
    const note = addRow(fn, { ...row, kind: 'note', label: 'snapshot taken' })
    const meaning = 'Init is done ahead of the calls, and kept. An invocation restores it instead of a cold start.'
    explain(fn, 'snapshot', meaning, note)
  }
  if (event.to === 'shutdown') addRow(fn, { ...row, kind: 'note', label: `shut down · ${event.reason}`, tone: 'quiet' })
  if (event.to === 'gone') {
    environment.ended ??= 'shut down'
    for (const extension of environment.extensions.values()) extension.ended ??= 'shut down'
    delete environment.ending
    fn.starting.delete(environment.name)
    leaveLane(fn, environment)
  }
}

function phase(
  fn: FunctionModel,
  environment: EnvironmentModel,
  init: Omit<NonNullable<EnvironmentModel['init']>, 'environment'>,
  row: Place,
): void {
  environment.init = { ...init, environment: environment.name }
  fn.starting.add(environment.name)
  const labels = { init: 'Init', invoke: 'Init again, inside the invocation', restore: 'Restore' }
  addRow(fn, { ...row, kind: 'init', label: labels[init.phase], init: environment.init })
}

const askedWords: Record<EventOf<'environment.asked'>['action'], string> = {
  kill: 'killed',
  freeze: 'frozen',
  thaw: 'thawed',
  restart: 'restarted',
  'shut-down': 'shut down',
}

const firedWords = {
  init: 'Init limit reached',
  restore: 'restore limit reached',
  invoke: 'deadline reached',
  shutdown: 'shutdown budget used up',
}

function fired(fn: FunctionModel, environment: EnvironmentModel, event: EventOf<'deadline.fired'>, row: Place): void {
  addRow(fn, { ...row, from: 'lambda', kind: 'note', label: firedWords[event.for], tone: 'error' })
  if (event.for === 'shutdown' && environment.ending !== undefined) environment.ending.firedAt = row.at
  const invocation = row.invocation === undefined ? undefined : fn.invocations.get(row.invocation)
  if (event.for !== 'invoke' || invocation?.runtimeDoneAt === undefined) return
  const late = lateExtensions(environment, invocation.id)
  invocation.late = late.map(({ name }) => name)
  for (const { lane } of late) markFailed(fn, lane)
}

/** How long the runtime has of the budget follows from what is registered. */
export function endingOf(
  environment: EnvironmentModel,
  since: number,
  deadline: number,
): NonNullable<EnvironmentModel['ending']> {
  const external = [...environment.extensions.values()].some((extension) => extension.external === true)
  const { runtimeMs } = external ? shutdownBudgets.external : shutdownBudgets.internal
  return { since, deadline, runtimeBy: since + runtimeMs }
}

function setEnvironment(fn: FunctionModel, id: string, name: string): void {
  const invocation = fn.invocations.get(id)
  if (invocation !== undefined) invocation.environment ??= name
}
