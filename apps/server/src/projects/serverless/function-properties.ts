// What serverless.yml says of a function, or its provider of all, as settings here.
import type { Draft } from '../draft.ts'
import type { SettingName } from '../legal-settings.ts'
import { notAhead, noDeadLetters, noFileSystem, noteArchitecture, noVpc, noXray, stopped } from '../said.ts'
import { itemsOf, member, membersOf, numeric, plain, textOf, type Tree } from '../tree.ts'
import { corsOf } from './events.ts'
import { isGiven } from './variables.ts'

/** Of no effect on what the code sees, or read elsewhere. */
const silent = new Set(
  `name handler environment events layers image package tags role iamRoleStatements iamRoleStatementsName
  iamRoleStatementsInherit kmsKeyArn awsKmsKeyArn versionFunction disableLogs condition dependsOn runtimeManagement
  logRetentionInDays logDataProtectionPolicy maximumEventAge maximumRetryAttempts destinations architecture
  provisionedConcurrency url snapStart build esbuild logs`.split(/\s+/),
)
const numbers: Record<string, SettingName> = {
  memorySize: 'memory',
  timeout: 'timeout',
}
const notDone: Record<string, string> = {
  vpc: noVpc,
  fileSystemConfig: noFileSystem('fileSystemConfig'),
  onError: noDeadLetters('onError'),
  ephemeralStorageSize: 'ephemeralStorageSize: /tmp is not bounded here.',
  tracing: noXray('tracing'),
}

/** What the framework gives a function of which nothing is said. */
const defaults = { memory: 1024, timeout: 6 }

/** `keys`: of all functions, which destinations may name. */
export function applyServerless(draft: Draft, own: Tree, provider: Tree | undefined, keys: Set<string>): void {
  for (const [setting, value] of Object.entries(defaults))
    draft.set(setting as SettingName, value, draft.place, setting)
  for (const given of [provider, own]) {
    for (const [name, value] of membersOf(given)) {
      const setting = numbers[name]
      if (setting !== undefined && value.value !== null) draft.set(setting, numeric(value), value, name)
      if (name === 'runtime' && isGiven(value)) draft.set('runtime', plain(value), value, 'runtime')
    }
    for (const [name, value] of membersOf(member(given, 'environment')))
      draft.variable(name, textOf(value) ?? (value.value === null ? '' : plain(value)), value)
    const architecture = member(given, 'architecture')
    if (architecture !== undefined) noteArchitecture(draft, textOf(architecture), architecture)
    if (isGiven(member(given, 'vpc'))) draft.note(member(given, 'vpc')!, notDone['vpc']!)
  }
  for (const [name, value] of membersOf(own)) {
    if (name in notDone) {
      if (isGiven(value) && value.value !== false) draft.note(value, notDone[name]!)
    } else if (name === 'description') draft.set('description', plain(value), value, name)
    else if (name === 'reservedConcurrency') {
      if (numeric(value) === 0) draft.note(value, stopped('reservedConcurrency'))
      else draft.set('concurrency', numeric(value), value, name)
    } else if (name === 'snapStart' && textOf(value) === 'true') draft.note(value, notAhead(name, 'snapStart'))
    else if (name === 'provisionedConcurrency' && isGiven(value)) draft.note(value, notAhead(name, 'provisioned'))
    else if (name === 'url') takeUrl(draft, value)
    else if (!silent.has(name) && !(name in numbers) && name !== 'runtime')
      draft.note(value, `The property ${name} of a function is not known here, and is left out.`)
  }
  takeAsync(draft, own, keys)
  const called = textOf(member(own, 'name'))
  if (called !== undefined)
    draft.note(member(own, 'name')!, `When deployed it is called ${called}; here it goes by its key.`)
}

function takeUrl(draft: Draft, value: Tree): void {
  if (value.value === null || value.value === false) return
  const cors = corsOf(member(value, 'cors'))
  const invokeMode = textOf(member(value, 'invokeMode'))
  draft.set(
    'url',
    {
      authType: textOf(member(value, 'authorizer')) === 'aws_iam' ? 'AWS_IAM' : 'NONE',
      ...(invokeMode === undefined ? {} : { invokeMode }),
      ...(cors === undefined ? {} : { cors }),
    },
    value,
    'url',
  )
}

function takeAsync(draft: Draft, own: Tree, keys: Set<string>): void {
  const settings: Record<string, unknown> = {}
  for (const name of ['maximumEventAge', 'maximumRetryAttempts'] as const) {
    const value = member(own, name)
    if (value !== undefined) settings[name] = numeric(value)
  }
  for (const name of ['onSuccess', 'onFailure'] as const) {
    const value = member(own, 'destinations', name)
    if (value === undefined) continue
    const key = textOf(value)
    if (key !== undefined && keys.has(key)) settings[name] = `function:${key}`
    else draft.note(value, `The destination ${name} is no function of this project, and gets nothing here.`)
  }
  if (Object.keys(settings).length > 0) draft.set('async', settings, own, 'async')
}

/** References to layers of the same file, `{Ref: ToolsLambdaLayer}` of `tools`, as the framework names them. */
export function layerKeys(
  layers: Tree | undefined,
  given: Tree | undefined,
): { key: string | undefined; place: Tree }[] {
  const byReference = new Map([...membersOf(layers).keys()].map((key) => [`${titled(key)}LambdaLayer`, key]))
  return itemsOf(given).map((layer) => ({
    key: byReference.get(textOf(member(layer, 'Ref')) ?? ''),
    place: layer,
  }))
}

/** How the framework makes a logical id of a key. */
export function titled(key: string): string {
  return (key.charAt(0).toUpperCase() + key.slice(1)).replaceAll('-', 'Dash').replaceAll('_', 'Underscore')
}
