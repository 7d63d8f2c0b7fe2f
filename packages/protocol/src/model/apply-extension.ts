// What entries of extensions do: their states, their subscriptions, and the telemetry that goes to them.
import type { Entry, EventOf } from '../journal.ts'
import { kindOf } from '../telemetry/events.ts'
import { extensionOf } from './extension-model.ts'
import type { EnvironmentModel } from './environment-model.ts'
import {
  addRow,
  belongsTo,
  environmentOf,
  explain,
  invocationAt,
  type FunctionModel,
  type ToldEvent,
} from './function-model.ts'
import { markDeath, showEnvironment } from './lanes.ts'
import { eventsOf, sizeWord } from './words.ts'

export function applyExtension(fn: FunctionModel, entry: Entry): void {
  const { of, event } = entry
  if (of.environment === undefined) return
  const environment = environmentOf(fn, of.environment)
  tell(fn, environment, entry)
  if (of.extension === undefined) return
  switch (event.type) {
    case 'extension.changed':
      return changed(fn, environment, entry, event)
    case 'telemetry.subscribed':
      return subscribed(fn, environment, entry, event)
    case 'telemetry.delivered':
      return delivered(fn, environment, entry, event)
    case 'telemetry.dropped': {
      const row = addRow(fn, {
        ...rowOf(fn, environment, entry),
        kind: 'note',
        label: `dropped ${eventsOf(event.events)} · ${sizeWord(event.bytes)}`,
        tone: 'error',
      })
      explain(
        fn,
        'dropped',
        'Nobody took these events in time, so Lambda gave them up: this subscriber never sees them.',
        row,
      )
      return
    }
    default:
      return
  }
}

function rowOf(fn: FunctionModel, environment: EnvironmentModel, { seq, at, of }: Entry) {
  const extension = extensionOf(fn, environment, of.extension!)
  return {
    seq,
    at,
    from: extension.lane,
    environment: environment.name,
    extension: extension.name,
    ...belongsTo(of.invocation ?? invocationAt(fn, environment.name)),
  }
}

function changed(
  fn: FunctionModel,
  environment: EnvironmentModel,
  entry: Entry,
  event: EventOf<'extension.changed'>,
): void {
  const extension = extensionOf(fn, environment, entry.of.extension!)
  extension.state = event.to
  extension.external = event.external
  environment.activeAt = entry.at
  if (event.events !== undefined) extension.events = event.events
  if (event.errorType !== undefined) extension.errorType = event.errorType
  if (event.to === 'Ready') {
    delete extension.busyWith
    delete extension.busySince
    showEnvironment(fn, environment)
  }
  // Where its file was not even tried, no process tells of it.
  if (event.to === 'LaunchError' && extension.ended === undefined) {
    extension.ended = 'could not start'
    const label = `could not start · ${event.errorType ?? 'Extension.LaunchError'}`
    addRow(fn, { ...rowOf(fn, environment, entry), kind: 'note', label, tone: 'error' })
    markDeath(fn, extension.lane)
  }
}

function subscribed(
  fn: FunctionModel,
  environment: EnvironmentModel,
  entry: Entry,
  event: EventOf<'telemetry.subscribed'>,
): void {
  const extension = extensionOf(fn, environment, entry.of.extension!)
  extension.subscription = { ...event, seq: entry.seq }
  // What was told before is told again to who comes later.
  extension.buffered = event.types.reduce((sum, type) => sum + (environment.told[type] ?? 0), 0)
  const row = addRow(fn, {
    ...rowOf(fn, environment, entry),
    kind: 'note',
    label: `subscribes · ${event.types.join(', ')}`,
  })
  explain(fn, 'subscribed', 'From now on Lambda sends it these events in batches, beginning with those of Init.', row)
}

function delivered(
  fn: FunctionModel,
  environment: EnvironmentModel,
  entry: Entry,
  event: EventOf<'telemetry.delivered'>,
): void {
  const extension = extensionOf(fn, environment, entry.of.extension!)
  const { status, problem, retry } = event
  const failed = problem !== undefined || (status ?? 0) >= 400
  if (!failed) extension.buffered = 0
  const row = addRow(fn, {
    ...rowOf(fn, environment, entry),
    kind: 'telemetry',
    label: `telemetry · ${eventsOf(event.events)} · ${sizeWord(event.body.bytes)}`,
    from: 'lambda',
    to: extension.lane,
    delivered: {
      events: event.events,
      bytes: event.body.bytes,
      ...(status === undefined ? {} : { status }),
      ...(problem === undefined ? {} : { problem }),
      ...(retry === undefined ? {} : { retry }),
    },
    ...(failed ? { tone: 'error' as const } : {}),
  })
  if (failed && retry) explain(fn, 'not-taken', 'The subscriber did not take this batch. Lambda sends it again.', row)
  else if (!failed)
    explain(fn, 'telemetry', 'Lambda posts a batch of events to the address that the extension gave.', row)
}

/** Keeps what becomes of an entry in telemetry, and counts it for those who subscribe to its type. */
function tell(fn: FunctionModel, environment: EnvironmentModel, { seq, at, of, event }: Entry): void {
  if (event.type === 'environment.init-started') environment.told = {}
  for (const told of environment.telemetry.take({ of, at, event })) {
    const type = kindOf(told)
    environment.told[type] = (environment.told[type] ?? 0) + 1
    for (const extension of environment.extensions.values())
      if (extension.subscription?.types.includes(type) === true) extension.buffered += 1
    keepTold(fn, { seq, environment: environment.name, event: told })
  }
}

/** Beyond this many, the older half is forgotten. */
const mostTold = 4000

function keepTold(fn: FunctionModel, told: ToldEvent): void {
  if (fn.told.length >= mostTold) fn.toldForgotten += fn.told.splice(0, mostTold / 2).length
  fn.told.push(told)
}
