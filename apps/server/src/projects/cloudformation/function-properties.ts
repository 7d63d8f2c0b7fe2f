// Properties of a function that are settings here, one by one, and those that are not.
import type { Draft } from '../draft.ts'
import { notAhead, noDeadLetters, noFileSystem, noteArchitecture, noVpc, noXray, stopped } from '../said.ts'
import { itemsOf, member, membersOf, numeric, plain, textOf, textsOf, type Tree } from '../tree.ts'
import { httpCors } from './cors.ts'
import { isIntrinsic } from './globals.ts'
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
  VpcConfig: noVpc,
  FileSystemConfigs: noFileSystem('FileSystemConfigs'),
  DeadLetterQueue: noDeadLetters('a dead-letter queue'),
  DeadLetterConfig: noDeadLetters('a dead-letter queue'),
  DurableConfig: 'Durable execution is not done here: the function runs as any other.',
}

const properties: Record<string, Property> = {
  Handler: (value, draft) => draft.set('handler', plain(value), value, 'Handler'),
  Runtime: (value, draft) => draft.set('runtime', plain(value), value, 'Runtime'),
  Description: (value, draft) => draft.set('description', plain(value), value, 'Description'),
  Timeout: (value, draft) => draft.set('timeout', numeric(value), value, 'Timeout'),
  MemorySize: (value, draft) => draft.set('memory', numeric(value), value, 'MemorySize'),
  ReservedConcurrentExecutions: (value, draft, _, name) => {
    if (numeric(value) === 0) draft.note(value, stopped(name))
    else draft.set('concurrency', numeric(value), value, name)
  },
  ProvisionedConcurrencyConfig: (value, draft, _, name) => draft.note(value, notAhead(name, 'provisioned')),
  SnapStart: (value, draft, _, name) => {
    if (textOf(member(value, 'ApplyOn')) === 'PublishedVersions') draft.note(value, notAhead(name, 'snapStart'))
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
  const architectures = template.value(given.get('Architectures'))
  if (architectures !== undefined) noteArchitecture(draft, textsOf(architectures)[0], architectures)
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
  if (textOf(mode) === 'Active') draft.note(place, noXray('Tracing'))
}

function applyVariables(draft: Draft, environment: Tree, template: Template): void {
  const given = member(environment, 'Variables')
  // A map is worked out one by one, so that each note names its variable; what is none yet, as a whole.
  const whole = given === undefined || isIntrinsic(given)
  const variables = whole ? member(template.toldValue(environment, draft, 'The variables'), 'Variables') : given
  if (variables !== undefined && variables.value !== null && !(variables.value instanceof Map)) {
    draft.problem(variables, 'Environment.Variables must be a map of names and values.')
    return
  }
  for (const [name, written] of membersOf(variables)) {
    const value = whole ? written : template.toldValue(written, draft, `The variable ${name}`)
    if (value === undefined) continue
    const text = textOf(value)
    if (text !== undefined && /\{\{resolve:/.test(text))
      draft.note(value, `The variable ${name}: a dynamic reference is not worked out here, and stands as it is.`)
    draft.variable(name, text ?? (value.value === null ? '' : plain(value)), value)
  }
}
