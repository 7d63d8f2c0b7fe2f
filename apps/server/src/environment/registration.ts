// What a registration asks for, read from its body: pure, and refused in the words of the service (Developer Guide, runtimes-extensions-api).
import { extensionEventKinds, type ExtensionEventKind } from '@playground/protocol'
import type { ExtensionRefusal } from './extension.ts'

/** `events` in the order they were given, each once. */
export type Registration = { events: string[] }

export function readRegistration(body: Uint8Array): Registration | ExtensionRefusal {
  let json: unknown
  try {
    json = JSON.parse(Buffer.from(body).toString('utf8'))
  } catch (problem) {
    return format(problem instanceof Error ? problem.message : String(problem))
  }
  if (json === null) return { events: [] }
  if (typeof json !== 'object' || Array.isArray(json)) return format('the body must be a JSON object')
  const { events, configurationKeys } = json as { events?: unknown; configurationKeys?: unknown }
  if (Array.isArray(configurationKeys) && configurationKeys.length > 0)
    return format('configurationKeys are deprecated; use environment variables instead')
  if (events === undefined || events === null) return { events: [] }
  if (!Array.isArray(events) || !events.every((event) => typeof event === 'string'))
    return format('events must be a list of strings')
  return { events: [...new Set(events)] }
}

/** What of it this kind of extension may subscribe to. `several`: the environment serves several invocations at one time. */
export function judgeEvents(
  events: readonly string[],
  external: boolean,
  several: boolean,
): ExtensionEventKind[] | ExtensionRefusal {
  const kinds: ExtensionEventKind[] = []
  for (const event of events) {
    const kind = extensionEventKinds.find((known) => known === event)
    if (kind === undefined) return eventType(`${event}: ErrorInvalidEventType`)
    if (several && !external) return eventType('No events allowed for internal extensions')
    if (several && kind === 'INVOKE') return eventType(`${event}: ErrorInvalidEventType`)
    if (!external && kind === 'SHUTDOWN') return eventType(`${event}: ShutdownEventNotSupportedForInternalExtension`)
    kinds.push(kind)
  }
  return kinds
}

function format(message: string): ExtensionRefusal {
  return { errorType: 'InvalidRequestFormat', message, rule: 'format' }
}

function eventType(message: string): ExtensionRefusal {
  return { errorType: 'Extension.InvalidEventType', message, rule: 'event-type' }
}
