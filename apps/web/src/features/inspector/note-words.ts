// What the entry of a note means, in words, and its facts.
import {
  environmentTransitions,
  extensionPlatformTransitions,
  type EventOf,
  type JournalEvent,
} from '@playground/protocol'
import { queueMeanings, waitTime, type Row } from '@playground/protocol/model'
import { bytes, clockTime, duration } from '../../model/format.ts'

/** `extension`: whose process it is, where it is not the runtime's. */
export function meaningOf(event: JournalEvent, extension: string | undefined): string {
  const whose = extension === undefined ? 'The runtime’s process' : `The process of the extension ${extension}`
  switch (event.type) {
    case 'process.printed':
      return `${whose} printed this line. On Lambda it goes to the function’s log.`
    case 'process.started':
      if (event.reachesFor !== undefined && event.reachesFor.length > 0)
        return `${whose} was started from a text that names ${event.reachesFor.join(', ')}. Paths are mapped here: LAMBDA_TASK_ROOT, TMPDIR and PATH lead to the real folders, and a path that is written out leads to this machine’s own. On Linux, realPaths in function.json puts them in their places.`
      return extension === undefined
        ? 'Lambda started the runtime’s process in the function’s folder, with the variables that a runtime expects.'
        : 'Lambda runs every file of the folder extensions before the runtime. The runtime starts when all of them have registered.'
    case 'process.signalled':
      return signalMeaning(event, extension)
    case 'process.exited':
      return extension === undefined
        ? 'The runtime’s process ended. A runtime is meant to live as long as its environment.'
        : `${whose} ended. An extension is meant to live as long as its environment, and to exit by itself after SHUTDOWN.`
    case 'process.failed':
      return event.help
    case 'deadline.fired':
      return deadlineMeanings[event.for]
    case 'environment.changed':
      return environmentTransitions[event.to].meaning
    case 'environment.init-started':
      return event.phase === 'init'
        ? 'A cold start: no environment was free, so that one is started. Init is everything from the start of its processes until the runtime and every extension have asked for work, and the caller waits for it.'
        : 'Init failed before, so that Lambda runs it again, now inside the invocation and within its time-out.'
    case 'environment.restore-started':
      return 'SnapStart: the processes of the snapshot go on. The runtime’s hooks after the restore run until it asks for its event, and the caller waits for it.'
    case 'environment.created':
      return 'A runtime that was started by hand asked for work at the attach address. It serves this function from now on.'
    case 'environment.asked':
      return askedMeanings[event.action]
    case 'environment.debuggable':
      return 'The debugger of the language waits. Attach with the line below: there is no deadline and no freeze meanwhile.'
    case 'invocation.received':
      return 'Lambda tries the event again, with the same request id. No call belongs to this attempt: whoever handed the event over had a 202 long before.'
    case 'invocation.waiting':
      return 'No runtime can take this event yet. Lambda keeps it, and the caller waits.'
    case 'event.queued':
      return event.recovered === undefined
        ? 'The event is in the queue, on disk. Lambda runs the function with it as soon as an environment is free.'
        : queueMeanings.recovered
    case 'event.waiting':
      return `${queueMeanings[event.because]} ${retryRules[event.because]}`
    case 'event.ended':
      return endMeanings[event.how]
    case 'event.destined':
      return queueMeanings.destination
    case 'extension.changed':
      return event.to === 'LaunchError' ? extensionPlatformTransitions.launchError.meaning : ''
    case 'telemetry.subscribed':
      return 'The extension gets these events from the beginning of Init on, in batches. Subscriptions close when Init is over.'
    case 'telemetry.delivered':
      return deliveryMeaning(event)
    case 'telemetry.dropped':
      return 'These events are lost for this subscriber. Lambda tells it so with platform.logsDropped.'
    default:
      return ''
  }
}

const untilTooOld = 'The waits grow from one second to five minutes, until the event succeeds or is too old.'
const retryRules: Record<EventOf<'event.waiting'>['because'], string> = {
  'function-error': 'The first retry comes after one minute, the second after two; there are no more.',
  throttled: untilTooOld,
  'service-error': untilTooOld,
}

const endMeanings: Record<EventOf<'event.ended'>['how'], string> = {
  succeeded: 'The event leaves the queue. Its result goes to the onSuccess destination, and without one to nobody.',
  'retries-exhausted':
    'The function failed at every attempt that it may have, and Lambda gives the event up. An onFailure destination gets a record of it; without one nothing is left.',
  'age-exceeded':
    'The event was in the queue for longer than it may be, and Lambda gives it up. An onFailure destination gets a record of it; without one nothing is left.',
  deleted: 'The function is gone, and its events with it.',
}

const askedMeanings: Record<EventOf<'environment.asked'>['action'], string> = {
  kill: 'A person sent SIGKILL to the runtime and its group. For the environment it is a crash as any other.',
  freeze:
    'A person stopped all of its processes. They go on when they are thawed, or with the next event; a deadline goes on meanwhile.',
  thaw: 'A person let all of its processes go on. They rest awake until the next event.',
  restart: 'A person had its processes ended and Init run again, ahead of the next invocation.',
  'shut-down': 'A person had it shut down, in the order and the time in which Lambda does it.',
}

const deadlineMeanings: Record<EventOf<'deadline.fired'>['for'], string> = {
  invoke:
    'The invocation’s time is over. It covers the runtime and the extensions: who has no answer yet gets the time-out, and the environment is reset.',
  init: 'Init took too long. Lambda ends it, and tries once more inside the invocation, within its time-out.',
  restore: 'The hooks after the restore took too long. The caller gets SnapStartTimeoutException.',
  shutdown: 'Who was told of the SHUTDOWN and is still there at the end of the budget is killed.',
}

function signalMeaning({ signal }: EventOf<'process.signalled'>, extension: string | undefined): string {
  if (signal === 'SIGTERM')
    return 'Lambda asks the runtime to end. It does so only where an extension is registered; without one it kills at once.'
  if (signal === 'SIGKILL' && extension !== undefined)
    return 'Extensions get no SIGTERM: they are told by a SHUTDOWN event, or killed where they do not subscribe to it or are late.'
  return 'Lambda sent this signal to the whole group of the process.'
}

function deliveryMeaning({ problem, status, retry, protocol }: EventOf<'telemetry.delivered'>): string {
  if (problem === undefined && (status ?? 0) < 400)
    return protocol === 'HTTP'
      ? 'Lambda posted this batch to the address that the extension gave. Any status below 400 takes it.'
      : 'Lambda wrote this batch to the connection, one event a line. Nobody acknowledges it.'
  const why = problem ?? `It was answered with ${status}.`
  return `The batch was not taken. ${why} ${retry ? 'Lambda sends it again after a pause.' : 'Lambda gives it up.'}`
}

export function factsOf(event: JournalEvent, row: Row): [string, string][] {
  switch (event.type) {
    case 'process.printed':
      return [
        [event.stream, event.line],
        ...(event.level === undefined ? [] : [['level', event.level] as [string, string]]),
      ]
    case 'process.started':
      return [
        ['process id', String(event.pid)],
        ['command', event.command.join(' ')],
        ['folder', event.folder],
        ...Object.entries(event.variables),
      ]
    case 'process.signalled':
      return [['reason', event.reason]]
    case 'invocation.received':
      return [
        ['attempt', String(event.attempt ?? 1)],
        ['payload', bytes(event.payloadBytes)],
      ]
    case 'process.exited':
      return event.signal === null ? [['exit status', String(event.code)]] : [['ended by', event.signal]]
    case 'process.failed':
      return [[event.errorType, event.message]]
    case 'environment.changed':
      return [['reason', event.reason]]
    case 'environment.init-started':
    case 'environment.restore-started':
      return [
        ['outcome', row.init?.status ?? 'under way'],
        ...(row.init?.errorType === undefined ? [] : [['error type', row.init.errorType] as [string, string]]),
        ...(event.type === 'environment.init-started'
          ? [['initialization type', event.initializationType] as [string, string]]
          : []),
      ]
    case 'invocation.waiting':
      return event.limitMs === undefined ? [] : [['at most', duration(event.limitMs)]]
    case 'event.queued':
      return [
        ['size', bytes(event.payloadBytes)],
        ['attempts', `at most ${event.maximumRetryAttempts + 1}, each after a failure of the one before`],
        ['kept for', `at most ${waitTime(event.maximumEventAgeSeconds * 1000)}`],
        ...(event.recovered === undefined
          ? []
          : [
              ['in the queue since', clockTime(event.recovered.queuedAt)] as [string, string],
              ['attempts so far', String(event.recovered.attempts)] as [string, string],
            ]),
      ]
    case 'event.waiting':
      return [
        ['why', event.why],
        ['attempt to come', String(event.attempt)],
        ['due at', clockTime(event.dueAt)],
        ...(event.lambdaMs === undefined
          ? []
          : [['on Lambda', `${waitTime(event.lambdaMs)}; waits are short here, by shortWaits`] as [string, string]]),
      ]
    case 'event.ended':
      return [
        ['attempts that reached the function', String(event.attempts)],
        ['after its 202', duration(event.ageMs)],
      ]
    case 'event.destined':
      return [
        [event.on === 'success' ? 'onSuccess' : 'onFailure', event.destination],
        ...(event.problem === undefined ? [] : [['problem', event.problem] as [string, string]]),
        ...(event.invocation === undefined ? [] : [['request id there', event.invocation] as [string, string]]),
      ]
    case 'extension.changed':
      return event.errorType === undefined ? [] : [['error type', event.errorType]]
    case 'telemetry.subscribed':
      return [
        ['types', event.types.join(', ')],
        ['destination', `${event.protocol} ${event.uri}`],
        ['schema version', event.schemaVersion],
        [
          'a batch is sent after',
          `${duration(event.buffering.timeoutMs)}, ${bytes(event.buffering.maxBytes)} or ${event.buffering.maxItems.toLocaleString('en')} events`,
        ],
        ['API', event.api === 'logs' ? 'Logs API, which came before Telemetry' : 'Telemetry API'],
      ]
    case 'telemetry.delivered':
      return [
        ['to', `${event.protocol} ${event.uri}`],
        ['attempt', String(event.attempt)],
        ['answer', event.status === undefined ? (event.problem ?? 'none') : String(event.status)],
      ]
    case 'telemetry.dropped':
      return [
        ['events', String(event.events)],
        ['size', bytes(event.bytes)],
        ['reason', event.reason],
      ]
    default:
      return []
  }
}
