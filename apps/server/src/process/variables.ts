// The variables of a runtime's process: those that Lambda sets, made from nothing, so that nothing of the host's leaks in.
import { join } from 'node:path'
import type { FunctionDefinition } from '@playground/protocol'

export type VariablesInput = {
  definition: FunctionDefinition
  /** What the function's settings give. */
  own: Record<string, string>
  /** `host:port` */
  runtimeApi: string
  logStream: string
  /** The environment's own folder: its home and its temporary files. */
  folder: string
  /** Where the runtimes that ship are. */
  runtimeFolder: string
  hostPath: string
}

const region = 'us-east-1'
/** The `PATH` of Lambda (Developer Guide, configuration-envvars). */
const lambdaPath = '/usr/local/bin:/usr/bin/:/bin:/opt/bin'
/** Variables that a function may set for itself though Lambda gives them a value. */
const overridable = new Set([
  'AWS_LAMBDA_LOG_FORMAT',
  'AWS_LAMBDA_LOG_LEVEL',
  'AWS_XRAY_DAEMON_ADDRESS',
  'AWS_XRAY_CONTEXT_MISSING',
  'LANG',
  'LD_LIBRARY_PATH',
  'PATH',
  'TZ',
])

/** Reserved names win over the function's own; names that begin with an underscore are dropped (Developer Guide, configuration-envvars). */
export function variablesFor(input: VariablesInput): Record<string, string> {
  const { definition, folder } = input
  const taskRoot = definition.folder ?? folder
  const own = Object.fromEntries(Object.entries(input.own).filter(([name]) => !name.startsWith('_')))
  const given: Record<string, string> = {
    AWS_LAMBDA_RUNTIME_API: input.runtimeApi,
    _HANDLER: definition.handler ?? 'bootstrap',
    LAMBDA_TASK_ROOT: taskRoot,
    LAMBDA_RUNTIME_DIR: input.runtimeFolder,
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    ...(definition.runtime === 'nodejs' ? { AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs' } : {}),
    AWS_LAMBDA_FUNCTION_NAME: definition.name,
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(definition.memoryMb),
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${definition.name}`,
    AWS_LAMBDA_LOG_STREAM_NAME: input.logStream,
    AWS_LAMBDA_LOG_FORMAT: 'TEXT',
    // Nobody's credentials: SDKs find some, and what they sign is worth nothing.
    AWS_ACCESS_KEY_ID: 'playground',
    AWS_SECRET_ACCESS_KEY: 'playground',
    AWS_SESSION_TOKEN: 'playground',
    AWS_CONFIG_FILE: join(folder, 'no-aws-config'),
    AWS_SHARED_CREDENTIALS_FILE: join(folder, 'no-aws-credentials'),
    _AWS_XRAY_DAEMON_ADDRESS: '127.0.0.1',
    _AWS_XRAY_DAEMON_PORT: '2000',
    AWS_XRAY_DAEMON_ADDRESS: '127.0.0.1:2000',
    AWS_XRAY_CONTEXT_MISSING: 'LOG_ERROR',
    LANG: 'en_US.UTF-8',
    TZ: ':UTC',
    PATH: `${lambdaPath}:${input.hostPath}`,
    LD_LIBRARY_PATH: `/lib64:/usr/lib64:${input.runtimeFolder}:${input.runtimeFolder}/lib:${taskRoot}:${taskRoot}/lib:/opt/lib`,
    HOME: join(folder, 'home'),
    TMPDIR: join(folder, 'tmp'),
  }
  const allowed = Object.entries(own).filter(([name]) => !(name in given) || overridable.has(name))
  return { ...given, ...Object.fromEntries(allowed) }
}

/** Whether a variable's value has to be masked wherever it turns up. */
export function looksSecret(name: string): boolean {
  return /(SECRET|TOKEN|PASSWORD|PASSWD|PRIVATE|CREDENTIAL|API_?KEY|ACCESS_?KEY|_KEY$)/i.test(name)
}
