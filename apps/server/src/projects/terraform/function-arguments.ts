// Arguments of aws_lambda_function as settings here, and resources that belong to a function.
import type { Draft } from '../draft.ts'
import type { SettingName } from '../legal-settings.ts'
import { notAhead, noDeadLetters, noFileSystem, noteArchitecture, noVpc, noXray, sendOne, stopped } from '../said.ts'
import { itemsOf, member, membersOf, numeric, plain, textOf, textsOf, type Tree } from '../tree.ts'
import { referredTo, type PlannedResource } from './plan.ts'

const single: Record<string, SettingName> = {
  handler: 'handler',
  runtime: 'runtime',
  description: 'description',
  timeout: 'timeout',
  memory_size: 'memory',
}

/** A block is a list of one. */
function block(values: Tree | undefined, name: string): Tree | undefined {
  return itemsOf(member(values, name))[0]
}

export function applyTerraform(draft: Draft, { address, values, tree }: PlannedResource, plan: Tree): void {
  for (const [name, setting] of Object.entries(single)) {
    const value = member(values, name)
    if (value !== undefined && value.value !== null && value.value !== '')
      draft.set(setting, name === 'timeout' || name === 'memory_size' ? numeric(value) : plain(value), value, name)
  }
  const reserved = member(values, 'reserved_concurrent_executions')
  if (reserved !== undefined && typeof reserved.value === 'number') {
    if (reserved.value > 0) draft.set('concurrency', reserved.value, reserved, 'reserved_concurrent_executions')
    if (reserved.value === 0) draft.note(reserved, stopped('reserved_concurrent_executions'))
  }
  if (textOf(member(block(values, 'snap_start'), 'apply_on')) === 'PublishedVersions')
    draft.note(block(values, 'snap_start')!, notAhead('snap_start', 'snapStart'))
  for (const [name, setting] of [
    ['log_format', 'logFormat'],
    ['application_log_level', 'logLevel'],
    ['system_log_level', 'systemLogLevel'],
  ] as const) {
    const value = member(block(values, 'logging_config'), name)
    if (value !== undefined && value.value !== null && value.value !== '') draft.set(setting, plain(value), value, name)
  }
  for (const [name, value] of membersOf(member(block(values, 'environment'), 'variables')))
    draft.variable(name, textOf(value) ?? (value.value === null ? '' : plain(value)), value)
  noteUnknown(draft, address, plan, tree)
  noteNotDone(draft, values)
}

/** Variables whose values are known once Terraform has made what they are of. */
function noteUnknown(draft: Draft, address: string, plan: Tree, place: Tree): void {
  const change = itemsOf(member(plan, 'resource_changes')).find((one) => textOf(member(one, 'address')) === address)
  const environment = block(member(change, 'change', 'after_unknown'), 'environment')
  const unknown = member(environment, 'variables')
  const names = [...membersOf(unknown)].filter(([, value]) => value.value === true).map(([name]) => name)
  if (unknown?.value === true)
    draft.note(place, 'Its variables are known once the plan is applied, and it runs without them.')
  for (const name of names)
    draft.note(place, `The variable ${name} is known once the plan is applied, and it runs without it.`)
}

function noteNotDone(draft: Draft, values: Tree | undefined): void {
  for (const [name, message] of Object.entries({
    vpc_config: noVpc,
    file_system_config: noFileSystem('file_system_config'),
    dead_letter_config: noDeadLetters('a dead-letter queue'),
  })) {
    const value = block(values, name)
    if (value !== undefined) draft.note(value, message)
  }
  const tracing = block(values, 'tracing_config')
  if (textOf(member(tracing, 'mode')) === 'Active') draft.note(tracing!, noXray('tracing_config'))
  const architectures = member(values, 'architectures')
  if (architectures !== undefined) noteArchitecture(draft, textsOf(architectures)[0], architectures)
}

/** Function URLs, and sources of events, which do not arrive by themselves. */
export function noteAttached(drafts: Map<string, Draft>, all: PlannedResource[]): void {
  for (const resource of all.filter(({ type }) => /^aws_lambda_(function_url|event_source_mapping)$/.test(type))) {
    const named = textOf(member(resource.values, 'function_name'))
    const referred = referredTo(resource, 'function_name', all)[0]?.address ?? ''
    const draft = drafts.get(referred) ?? [...drafts.values()].find(({ name }) => name === named)
    if (draft === undefined) continue
    if (resource.type === 'aws_lambda_event_source_mapping') draft.note(resource.tree, sendOne(resource.address))
    else takeUrl(draft, resource)
  }
}

function takeUrl(draft: Draft, { values, tree }: PlannedResource): void {
  const cors = block(values, 'cors')
  const given: Record<string, unknown> = {}
  for (const [theirs, ours] of [
    ['allow_origins', 'allowOrigins'],
    ['allow_methods', 'allowMethods'],
    ['allow_headers', 'allowHeaders'],
    ['expose_headers', 'exposeHeaders'],
  ] as const) {
    const list = member(cors, theirs)
    if (list !== undefined && list.value !== null) given[ours] = textsOf(list)
  }
  if (member(cors, 'allow_credentials')?.value === true) given['allowCredentials'] = true
  const maxAge = member(cors, 'max_age')
  if (typeof maxAge?.value === 'number') given['maxAge'] = maxAge.value
  const [authType, invokeMode] = [textOf(member(values, 'authorization_type')), textOf(member(values, 'invoke_mode'))]
  draft.set(
    'url',
    {
      ...(authType === undefined ? {} : { authType }),
      ...(invokeMode === undefined ? {} : { invokeMode }),
      ...(cors === undefined ? {} : { cors: given }),
    },
    tree,
    'aws_lambda_function_url’s',
  )
}
