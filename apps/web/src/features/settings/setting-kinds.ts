// Which settings the form shows, of what kind each is, and how it is typed and written.

export const fieldNames = [
  'name',
  'description',
  'handler',
  'runtime',
  'build',
  'output',
  'timeout',
  'memory',
  'concurrency',
  'freeze',
  'snapStart',
  'provisioned',
  'maxConcurrency',
  'tenantIsolation',
  'logFormat',
  'logLevel',
  'systemLogLevel',
  'framedLogs',
  'layers',
  'debug',
  'realPaths',
  'url.authType',
  'url.invokeMode',
  'url.cors.allowOrigins',
  'url.cors.allowMethods',
  'url.cors.allowHeaders',
  'url.cors.exposeHeaders',
  'url.cors.allowCredentials',
  'url.cors.maxAge',
  'async.maximumRetryAttempts',
  'async.maximumEventAge',
  'async.onSuccess',
  'async.onFailure',
  'async.shortWaits',
  'streamLimit',
  'aliases',
  'routes',
] as const
/** Members of members by their path. */
export type FieldName = (typeof fieldNames)[number]
const numbers: readonly string[] = [
  'timeout',
  'memory',
  'concurrency',
  'provisioned',
  'maxConcurrency',
  'url.cors.maxAge',
  'async.maximumRetryAttempts',
  'async.maximumEventAge',
] satisfies FieldName[]
const flags: readonly string[] = [
  'freeze',
  'snapStart',
  'tenantIsolation',
  'framedLogs',
  'debug',
  'realPaths',
  'url.cors.allowCredentials',
  'async.shortWaits',
  'streamLimit',
] satisfies FieldName[]
/** One of the list on each line. */
const lists: readonly string[] = [
  'layers',
  'url.cors.allowOrigins',
  'url.cors.allowMethods',
  'url.cors.allowHeaders',
  'url.cors.exposeHeaders',
] satisfies FieldName[]
/** A name and a value on each line, with a colon between them. */
const records: readonly string[] = ['aliases'] satisfies FieldName[]

/** As JSON, which a table shows. */
const tables: readonly string[] = ['routes'] satisfies FieldName[]

/** What somebody means who types this: a number only where it is written as one, so that nothing changes under the hand. */
export function meant(name: FieldName, typed: string): unknown {
  if (lists.includes(name)) {
    const lines = typed.split('\n').filter((line) => line.trim() !== '')
    return lines.length === 0 ? undefined : lines
  }
  if (records.includes(name)) return recordOf(typed)
  if (typed === '') return undefined
  if (tables.includes(name)) return parsed(typed) ?? typed
  if (flags.includes(name)) return typed === 'true' ? true : typed === 'false' ? false : typed
  const number = Number(typed)
  return numbers.includes(name) && Number.isFinite(number) && String(number) === typed ? number : typed
}

/** A line without a colon is a name alone, and what is wrong with that is said. */
function recordOf(typed: string): unknown {
  const json = typed.trimStart().startsWith('{') ? parsed(typed) : undefined
  if (json !== undefined) return json
  const pairs = typed
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const [key, ...value] = line.split(':')
      return [key!.trim(), value.join(':').trim()] as const
    })
  return pairs.length === 0 ? undefined : Object.fromEntries(pairs)
}

/** What is of another type than it should be is shown as JSON, with its quotes: that is what is wrong with it. */
export function shown(name: string, value: unknown): string {
  if (value === undefined) return ''
  if (lists.includes(name) && Array.isArray(value) && value.every((one) => typeof one === 'string'))
    return value.join('\n')
  if (records.includes(name) && isObject(value) && Object.values(value).every((one) => typeof one === 'string'))
    return Object.entries(value)
      .map(([key, one]) => `${key}: ${String(one)}`)
      .join('\n')
  if (tables.includes(name)) return JSON.stringify(value)
  const literal = records.includes(name) || numbers.includes(name) || flags.includes(name)
  return typeof value === 'string' && !literal ? value : JSON.stringify(value)
}

/** Whether each line of it is a name and a value. */
export function isRecord(name: FieldName): boolean {
  return records.includes(name)
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
