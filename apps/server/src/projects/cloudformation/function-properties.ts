// Properties of a function that are settings here, one by one, and those that are not.
import { arch } from 'node:process'
import type { Draft } from '../draft.ts'
import { itemsOf, member, membersOf, numeric, plain, textOf, type Tree } from '../tree.ts'
import { httpCors } from './cors.ts'
import type { Template } from './template.ts'

type Property = (value: Tree, draft: Draft, template: Template, name: string) => void

/** Nothing that the code can see, or read elsewhere: where the code is, layers, events. */
const silent = new Set(
  `Architectures AssumeRolePolicyDocument AutoPublishAliasAllProperties AutoPublishCodeSha256 Code CodeSigningConfigArn CodeUri
  DeploymentPreference Events FunctionName FunctionScalingConfig ImageConfig ImageUri InlineCode KmsKeyArn Layers PackageType
  PermissionsBoundary Policies PropagateTags PublishToLatestPublished RecursiveLoop Role RolePath RuntimeManagementConfig
  SourceKMSKeyArn Tags VersionDeletionPolicy VersionDescription`.split(/\s+/),
)

const notDone: Record<string, string> = {
  VpcConfig: 'There is no VPC here: the function reaches what this machine reaches.',
  FileSystemConfigs:
    'File systems are not mounted here: the paths of FileSystemConfigs are those of this machine, if any.',
  DeadLetterQueue:
    'Nothing is sent to a dead-letter queue here. A destination of EventInvokeConfig that is a function is.',
  DeadLetterConfig: 'Nothing is sent to a dead-letter queue here. A destination on failure that is a function is.',
  DurableConfig: 'Durable execution is not done here: the function runs as any other.',
}

const properties: Record<string, Property> = {
  Handler: (value, draft) => draft.set('handler', plain(value), value, 'Handler'),
  Runtime: (value, draft) => draft.set('runtime', plain(value), value, 'Runtime'),
  Description: (value, draft) => draft.set('description', plain(value), value, 'Description'),
  Timeout: (value, draft) => draft.set('timeout', numeric(value), value, 'Timeout'),
  MemorySize: (value, draft) => draft.set('memory', numeric(value), value, 'MemorySize'),
  ReservedConcurrentExecutions: (value, draft, _, name) => {
    if (numeric(value) === 0)
      draft.note(value, `${name} is 0, which stops a function on Lambda. Here it can be invoked.`)
    else draft.set('concurrency', numeric(value), value, name)
  },
  ProvisionedConcurrencyConfig: (value, draft) => {
    const count = member(value, 'ProvisionedConcurrentExecutions')
    if (count !== undefined) draft.set('provisioned', numeric(count), count, 'ProvisionedConcurrentExecutions')
  },
  SnapStart: (value, draft) => {
    if (textOf(member(value, 'ApplyOn')) === 'PublishedVersions') draft.set('snapStart', true, value, 'SnapStart')
  },
  LoggingConfig: (value, draft) => {
    for (const [name, setting] of [
      ['LogFormat', 'logFormat'],
      ['ApplicationLogLevel', 'logLevel'],
      ['SystemLogLevel', 'systemLogLevel'],
    ] as const) {
      const given = member(value, name)
      if (given !== undefined) draft.set(setting, plain(given), given, `LoggingConfig.${name}`)
    }
  },
  TenancyConfig: (value, draft) => {
    if (textOf(member(value, 'TenantIsolationMode')) === 'PER_TENANT')
      draft.set('tenantIsolation', true, value, 'TenancyConfig')
  },
  CapacityProviderConfig: (value, draft, _, name) => {
    const count =
      member(value, 'PerExecutionEnvironmentMaxConcurrency') ??
      member(value, 'LambdaManagedInstancesCapacityProviderConfig', 'PerExecutionEnvironmentMaxConcurrency')
    if (count !== undefined) draft.set('maxConcurrency', numeric(count), count, 'PerExecutionEnvironmentMaxConcurrency')
    draft.note(value, `${name}: there are no instances of yours here, and environments are processes of this machine.`)
  },
  AutoPublishAlias: (value, draft, _, name) => {
    const alias = plain(value)
    draft.set('aliases', typeof alias === 'string' ? { [alias]: '$LATEST' } : alias, value, name)
    draft.note(value, `The alias ${String(alias)} names $LATEST here: opening a template publishes nothing.`)
  },
  FunctionUrlConfig: (value, draft) => setUrl(draft, value),
  Tracing: (value, draft) => setTracing(draft, value, value),
  TracingConfig: (value, draft) => setTracing(draft, member(value, 'Mode'), value),
  EphemeralStorage: (value, draft) =>
    draft.note(value, `EphemeralStorage: /tmp is not bounded to ${textOf(member(value, 'Size')) ?? 'its'} MB here.`),
}

/** Sets what the properties say, with a note for each that is not done and each that is not known. */
export function applyProperties(draft: Draft, given: Map<string, Tree>, template: Template): void {
  for (const [name, tree] of given) {
    if (name === 'Environment') applyVariables(draft, tree, template)
    else if (name in properties || name in notDone) {
      const value = template.toldValue(tree, draft, name)
      if (value === undefined || value.value === null) continue
      const message = notDone[name]
      if (message === undefined) properties[name]!(value, draft, template, name)
      else if (itemsOf(value).length > 0 || membersOf(value).size > 0) draft.note(tree, message)
    } else if (name === 'EventInvokeConfig' || silent.has(name)) continue
    else draft.note(tree, `The property ${name} of a function is not known here, and is left out.`)
  }
  noteArchitecture(draft, template.value(given.get('Architectures')))
}

/** FunctionUrlConfig of SAM and AWS::Lambda::Url have the same members. */
export function setUrl(draft: Draft, value: Tree): void {
  const [authType, invokeMode] = [member(value, 'AuthType'), member(value, 'InvokeMode')]
  const cors = httpCors(member(value, 'Cors'))
  const url = {
    ...(authType === undefined ? {} : { authType: plain(authType) }),
    ...(invokeMode === undefined ? {} : { invokeMode: plain(invokeMode) }),
    ...(cors === undefined ? {} : { cors }),
  }
  draft.set('url', url, value, 'The function URL’s')
}

function setTracing(draft: Draft, mode: Tree | undefined, place: Tree): void {
  if (textOf(mode) === 'Active')
    draft.note(place, 'Tracing: segments that the function sends to X-Ray go nowhere here.')
}

function applyVariables(draft: Draft, environment: Tree, template: Template): void {
  const variables = member(template.value(environment, []), 'Variables')
  const raw = member(environment, 'Variables')
  if (variables !== undefined && !(variables.value instanceof Map)) {
    draft.problem(variables, 'Environment.Variables must be a map of names and values.')
    return
  }
  // A map that is an intrinsic as a whole has no members of its own until it is worked out.
  for (const [name, resolved] of membersOf(variables)) {
    const value = template.toldValue(member(raw, name) ?? resolved, draft, `The variable ${name}`) ?? resolved
    const text = textOf(value)
    if (text !== undefined && /\{\{resolve:/.test(text))
      draft.note(value, `The variable ${name}: a dynamic reference is not worked out here, and stands as it is.`)
    draft.variable(name, text ?? (value.value === null ? '' : plain(value)), value)
  }
}

function noteArchitecture(draft: Draft, architectures: Tree | undefined): void {
  const wanted = textOf(itemsOf(architectures)[0])
  const here = arch === 'x64' ? 'x86_64' : arch
  if (wanted !== undefined && wanted !== here)
    draft.note(
      architectures!,
      `It is for ${wanted}, and this machine is ${here}: what was compiled for ${wanted} does not start here.`,
    )
}
