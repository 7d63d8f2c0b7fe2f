// Which kind of event some JSON is, by the marks that each service leaves in its own.
import { buildEvent } from './build.ts'
import { eventTemplates } from './templates.ts'
import type { EventId } from './types.ts'

type Json = Record<string, unknown>

let known: Map<string, EventId> | undefined

/** Undefined for one that is like none of them. */
export function kindOf(event: unknown): EventId | undefined {
  known ??= new Map(
    // Of those that look the same, the first counts.
    eventTemplates.toReversed().flatMap((template) => marksOfTemplate(template).map((marks) => [marks, template.id])),
  )
  const marks = marksOf(event)
  return marks === undefined ? undefined : known.get(marks)
}

/** Each choice of a field can leave marks of its own. */
function marksOfTemplate(template: (typeof eventTemplates)[number]): string[] {
  const ways = Object.entries(template.fields).flatMap(([name, { choices = [] }]) =>
    choices.map((choice) => ({ [name]: choice })),
  )
  return [{}, ...ways].flatMap((values) => {
    const built = buildEvent(template, values)
    return built.ok && template.id !== 'custom' && template.id !== 'iot-rule' ? (marksOf(built.event) ?? []) : []
  })
}

/** The names of its members, and of its first record's, with what says where it comes from. */
function marksOf(event: unknown): string | undefined {
  if (!isObject(event)) return undefined
  const records = event['Records']
  const first: unknown = Array.isArray(records) ? records[0] : undefined
  const source = isObject(first) ? (first['eventSource'] ?? first['EventSource']) : event['eventSource']
  const says = [source, event['triggerSource'], event['source'] === 'aws.s3' ? event['detail-type'] : undefined]
  const names = [...Object.keys(event), ...(isObject(first) && isObject(first['cf']) ? Object.keys(first['cf']) : [])]
  const service =
    typeof event['source'] === 'string' && event['source'].startsWith('aws.') ? event['source'] : undefined
  const type = service === undefined ? undefined : event['detail-type']
  const version = isObject(event['requestContext']) && /lambda-url/.test(String(event['requestContext']['domainName']))
  return JSON.stringify([...says, service, type, version, event['version'], names.toSorted()])
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
