// UpdateFunctionConfiguration: what the service calls a setting, and what function.json calls it.
import { configurationOf } from './configuration.ts'
import { changeSettings, type Change } from './change-settings.ts'
import { latestOf, refuse, refuseAs, type Operation } from './operation.ts'
import { maskSecrets } from './secrets.ts'

export const updateConfiguration: Operation = async (parts, asked) => {
  maskSecrets(parts.recorder, (asked.body['Environment'] as { Variables?: unknown } | undefined)?.Variables)
  const { definition, arn } = latestOf(parts, asked, 'Settings can be changed')
  const now = await configurationOf(parts, definition, arn, false)
  const { RevisionId, ...given } = asked.body
  if (RevisionId !== undefined && RevisionId !== now['RevisionId']) refuseRevision()
  const changes = Object.entries(given).flatMap(([name, value]) => changesOf(name, value, now))
  const changed = changes.length === 0 ? definition : await changeSettings(parts, asked, definition, arn, changes)
  return { body: await configurationOf(parts, changed, arn, false) }
}

export function refuseRevision(): never {
  return refuseAs(
    412,
    'PreconditionFailedException',
    'The RevisionId provided does not match the latest RevisionId. Call the GetFunction/GetAlias API to retrieve the latest RevisionId',
  )
}

const plain: Record<string, string> = {
  Description: 'description',
  Handler: 'handler',
  Timeout: 'timeout',
  MemorySize: 'memory',
}
const logging: Record<string, string> = {
  LogFormat: 'logFormat',
  ApplicationLogLevel: 'logLevel',
  SystemLogLevel: 'systemLogLevel',
}

/** `now`: the configuration; what cannot be changed may be said as it is. */
function changesOf(name: string, value: unknown, now: Record<string, unknown>): Change[] {
  if (value === undefined || value === null || same(value, now[name])) return []
  const setting = plain[name]
  if (setting !== undefined) return [{ path: [setting], value }]
  if (name === 'Environment') {
    const variables = membersOf(name, value, ['Variables'])['Variables']
    const none = variables === undefined || same(variables, {})
    return [{ path: ['variables'], value: none ? undefined : variables }]
  }
  if (name === 'SnapStart') {
    const applyOn = membersOf(name, value, ['ApplyOn'])['ApplyOn']
    if (applyOn !== 'PublishedVersions' && applyOn !== 'None')
      refuse('SnapStart.ApplyOn is neither PublishedVersions nor None.')
    return [{ path: ['snapStart'], value: applyOn === 'PublishedVersions' }]
  }
  if (name === 'LoggingConfig') {
    const { LogGroup, ...members } = membersOf(name, value, [...Object.keys(logging), 'LogGroup'])
    const group = (now[name] as Record<string, unknown>)['LogGroup']
    if (LogGroup !== undefined && LogGroup !== group)
      refuse(`LoggingConfig.LogGroup is ${String(group)}, and cannot be changed here.`)
    return Object.entries(members).map(([member, level]) => ({ path: [logging[member]!], value: level }))
  }
  const is = now[name] === undefined ? '' : ` It is ${JSON.stringify(now[name])}.`
  return refuse(`${name} cannot be changed here: this function runs on your machine as its function.json says.${is}`)
}

function membersOf(name: string, value: unknown, known: readonly string[]): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return refuse(`${name} is no JSON object.`)
  const other = Object.keys(value).find((member) => !known.includes(member))
  if (other !== undefined) refuse(`${name}.${other} cannot be changed here.`)
  return value as Record<string, unknown>
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}
