// The variables of a process: those that Lambda sets, made from nothing, so that nothing of the host's leaks in.
import { join } from 'node:path'
import { latestVersion } from '@playground/protocol'
import type { FunctionDefinition, InitializationType } from '@playground/protocol'
import { languageVariables, listOf } from './language-variables.ts'
import type { Places } from './places.ts'

export type VariablesInput = {
  of: 'runtime' | 'extension'
  definition: FunctionDefinition
  /** What the function's settings give. */
  own: Record<string, string>
  /** `host:port` */
  runtimeApi: string
  logStream: string
  initializationType: InitializationType
  /** In place of keys (SnapStart). */
  credentials: { uri: string; token: string } | undefined
  /** The descriptor for log frames, where the process has one. */
  framesDescriptor: number | undefined
  places: Places
  /** The environment's own folder on the host. */
  folder: string
  hostPath: string
}

const region = 'us-east-1'
/** Variables that a function may set for itself though Lambda gives them a value (Developer Guide, configuration-envvars). */
const overridable = new Set([
  'AWS_LAMBDA_LOG_FORMAT',
  'AWS_LAMBDA_LOG_LEVEL',
  'AWS_XRAY_DAEMON_ADDRESS',
  'AWS_XRAY_CONTEXT_MISSING',
  'CLASSPATH',
  'GEM_PATH',
  'LANG',
  'LD_LIBRARY_PATH',
  'NODE_PATH',
  'PATH',
  'PYTHONPATH',
  'RUBYLIB',
  'TZ',
])
/** Variables that a function may not set, also where the process gets none. */
const reserved = new Set([
  'AWS_ACCESS_KEY',
  'AWS_ACCESS_KEY_ID',
  'AWS_CONTAINER_AUTHORIZATION_TOKEN',
  'AWS_CONTAINER_CREDENTIALS_FULL_URI',
  'AWS_EXECUTION_ENV',
  'AWS_LAMBDA_LOG_GROUP_NAME',
  'AWS_LAMBDA_LOG_STREAM_NAME',
  'AWS_LAMBDA_MAX_CONCURRENCY',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'LAMBDA_RUNTIME_DIR',
  'LAMBDA_TASK_ROOT',
])

/** Reserved names win over the function's own; names that begin with an underscore are dropped (Developer Guide, configuration-envvars). */
export function variablesFor(input: VariablesInput): Record<string, string> {
  const given = { ...forAll(input), ...(input.of === 'runtime' ? forRuntime(input) : {}) }
  const allowed = Object.entries(input.own).filter(
    ([name]) => !name.startsWith('_') && !reserved.has(name) && (!(name in given) || overridable.has(name)),
  )
  return { ...given, ...Object.fromEntries(allowed) }
}

function forAll({ definition, places, folder, ...input }: VariablesInput): Record<string, string> {
  const { logFormat, logLevel } = definition.execution
  return {
    AWS_LAMBDA_RUNTIME_API: input.runtimeApi,
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_LAMBDA_FUNCTION_NAME: definition.name,
    AWS_LAMBDA_FUNCTION_VERSION: definition.version ?? latestVersion,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(definition.memoryMb),
    AWS_LAMBDA_INITIALIZATION_TYPE: input.initializationType,
    AWS_LAMBDA_LOG_FORMAT: logFormat.toUpperCase(),
    ...(logFormat === 'JSON' ? { AWS_LAMBDA_LOG_LEVEL: logLevel ?? 'INFO' } : {}),
    ...keysOrCredentials(input.credentials),
    AWS_CONFIG_FILE: join(folder, 'no-aws-config'),
    AWS_SHARED_CREDENTIALS_FILE: join(folder, 'no-aws-credentials'),
    LANG: 'en_US.UTF-8',
    TZ: ':UTC',
    PATH: listOf('/usr/local/bin', '/usr/bin/', '/bin', ...places.opt.map((layer) => `${layer}/bin`), input.hostPath),
    LD_LIBRARY_PATH: listOf(
      '/lib64',
      '/usr/lib64',
      places.runtimes,
      `${places.runtimes}/lib`,
      places.task,
      `${places.task}/lib`,
      ...places.opt.map((layer) => `${layer}/lib`),
    ),
    HOME: places.home,
    TMPDIR: places.tmp,
  }
}

function forRuntime({ definition, places, ...input }: VariablesInput): Record<string, string> {
  const { execution } = definition
  return {
    _HANDLER: definition.handler ?? 'bootstrap',
    LAMBDA_TASK_ROOT: places.task,
    LAMBDA_RUNTIME_DIR: places.runtimes,
    AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${definition.name}`,
    AWS_LAMBDA_LOG_STREAM_NAME: input.logStream,
    ...(execution.maxConcurrency === undefined ? {} : { AWS_LAMBDA_MAX_CONCURRENCY: String(execution.maxConcurrency) }),
    ...(input.framesDescriptor === undefined ? {} : { _LAMBDA_TELEMETRY_LOG_FD: String(input.framesDescriptor) }),
    _AWS_XRAY_DAEMON_ADDRESS: '127.0.0.1',
    _AWS_XRAY_DAEMON_PORT: '2000',
    AWS_XRAY_DAEMON_ADDRESS: '127.0.0.1:2000',
    AWS_XRAY_CONTEXT_MISSING: 'LOG_ERROR',
    ...languageVariables(definition, places),
  }
}

/** Nobody's keys: SDKs find some, and what they sign is worth nothing. After a restore, SDKs ask for others at an address. */
function keysOrCredentials(credentials: VariablesInput['credentials']): Record<string, string> {
  if (credentials !== undefined) {
    return {
      AWS_CONTAINER_CREDENTIALS_FULL_URI: credentials.uri,
      AWS_CONTAINER_AUTHORIZATION_TOKEN: credentials.token,
    }
  }
  return {
    AWS_ACCESS_KEY_ID: 'playground',
    AWS_SECRET_ACCESS_KEY: 'playground',
    AWS_SESSION_TOKEN: 'playground',
  }
}

/** Whether a variable's value has to be masked wherever it turns up. */
export function looksSecret(name: string): boolean {
  return /(SECRET|TOKEN|PASSWORD|PASSWD|PRIVATE|CREDENTIAL|API_?KEY|ACCESS_?KEY|_KEY$)/i.test(name)
}
